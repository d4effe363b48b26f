"""Undoing a batch, or the whole load it was part of, as long as nothing later builds on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Date, Engine, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from dashboard.errors import UndoRefusedError
from dashboard.store.models.operation import (
    SHEETS,
    BodyAlias,
    ImportAnswer,
    ImportBatch,
    ImportChange,
)
from dashboard.store.state import loading, read_state
from data_loaders.batches.parse.demo_mark import LOADED_BY
from data_loaders.batches.preview import Progress, Watch, unwatched
from data_loaders.batches.stage.target_tables import WRITTEN
from data_loaders.batches.write.record import event

_CHUNK: Final = 2_000
_NAMED: Final = 5
_TABLES: Final = {table.name: table for table in WRITTEN}


@dataclass(frozen=True, kw_only=True)
class Undone:
    """What undoing did: rows of the ledgers' tables taken out again, and rows put back."""

    batch_ids: tuple[int, ...]
    rows_removed: int
    rows_restored: int
    revision: int


def undo(
    engine: Engine,
    batch: int,
    *,
    by: str,
    whole_load: bool = False,
    watch: Watch = unwatched,
) -> Undone:
    """Make the ledgers as if the batch had not been; what it overwrote is put back exactly.

    Names and answers that a person decided on during the batch are forgotten with it. The batch
    itself stays in the history, marked as undone.

    Args:
        engine: The store.
        batch: Key of the batch.
        by: Account that undoes it.
        whole_load: Whether all batches of the same load are undone together.
        watch: Told how far it is.

    Raises:
        UndoRefusedError: there is no such batch, it is undone already, it is one that a demo began
            with, or later batches changed its rows or refer to them; says which.
        StoreError: the store cannot be written.
    """
    state = read_state(engine)
    with loading(engine, dataset=state.dataset) as session:
        batches = _batches(session, batch, whole_load=whole_load)
        if state.is_demo:
            _refuse_first(batches)
        ids = [one.id for one in batches]
        connection = session.connection()
        later = sorted(_later(connection, ids))
        if later:
            raise UndoRefusedError(_blocked(session, batch, later), f"batches {later} build on it")
        watch(Progress(label="撤销", done=0, total=2))
        _forget(connection, ids)
        restored = _restore(connection, ids)
        watch(Progress(label="撤销", done=1, total=2))
        removed = _remove(connection, ids)
        for one in batches:
            one.status, one.undone_by, one.undone_at = "undone", by[:60], datetime.now(UTC)
        files = "、".join(dict.fromkeys(one.file_name for one in batches))
        event(session, by=by, action="undo", what=f"批次{'、'.join(map(str, ids))}：{files}")
    return Undone(
        batch_ids=tuple(ids),
        rows_removed=removed,
        rows_restored=restored,
        revision=read_state(engine).revision,
    )


def _refuse_first(batches: Sequence[ImportBatch]) -> None:
    """A demo's own first ledgers are made anew instead."""
    if any(one.loaded_by == LOADED_BY for one in batches):
        raise UndoRefusedError(
            "演示数据自带的批次不能撤销；要重建演示数据请运行 oversight demo --rebuild",
            "the batches a demo began with cannot be undone; rebuild the demo instead",
        )


def _batches(session: Session, key: int, *, whole_load: bool) -> Sequence[ImportBatch]:
    asked = session.get(ImportBatch, key)
    if asked is None:
        raise UndoRefusedError(f"没有批次{key}", f"there is no batch {key}")
    found = [asked]
    if whole_load:
        same = ImportBatch.load_number == asked.load_number
        found = list(
            session.scalars(
                select(ImportBatch)
                .where(same, ImportBatch.status == "loaded")
                .order_by(ImportBatch.id)
            )
        )
    if not found or any(one.status == "undone" for one in found):
        raise UndoRefusedError(
            f"批次{key}已于{asked.undone_at:%Y-%m-%d}由{asked.undone_by}撤销",
            f"batch {key} is undone already",
        )
    return found


def _later(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Other batches, still loaded, that changed rows of these, or whose rows refer to them."""
    changed = (
        select(ImportChange.batch_id)
        .join(ImportBatch, ImportBatch.id == ImportChange.batch_id)
        .where(
            ImportChange.before_batch_id.in_(ids),
            ImportChange.batch_id.not_in(ids),
            ImportBatch.status == "loaded",
        )
        .distinct()
    )
    found = set(connection.scalars(changed))
    for child in (*WRITTEN, BodyAlias.__table__):
        for column in child.c:
            for reference in column.foreign_keys:
                parent = _TABLES.get(reference.column.table.name)
                if parent is not None:
                    found |= _referring(connection, child, column, parent, ids)
    return found


def _referring(
    connection: Connection, child: Any, column: Any, parent: Table, ids: Sequence[int]
) -> set[int]:
    """Batches of rows that refer to a row which these batches added."""
    before = select(ImportChange.row_id).where(
        ImportChange.table_name == parent.name,
        ImportChange.row_id == parent.c.id,
        ImportChange.batch_id.in_(ids),
    )
    added = (
        select(parent.c.id)
        .where(parent.c.id == column, parent.c.batch_id.in_(ids), ~before.exists())
        .exists()
    )
    rows = select(child.c.batch_id).where(child.c.batch_id.not_in(ids), added).distinct()
    return set(connection.scalars(rows))


def _blocked(session: Session, key: int, later: Sequence[int]) -> str:
    batches = session.scalars(
        select(ImportBatch).where(ImportBatch.id.in_(later[:_NAMED])).order_by(ImportBatch.id)
    )
    listed = "；".join(
        f"批次{one.id}（{SHEETS[one.ledger]}，{one.file_name}，{one.loaded_at:%Y-%m-%d}）"
        for one in batches
    )
    more = f"等{len(later)}个批次" if len(later) > _NAMED else ""
    return (
        f"批次{key}不能撤销：以下批次在它之上更新了记录，或引用了它的记录：{listed}{more}。"
        "请先撤销这些批次（同一次导入的可整次撤销）"
    )


def _forget(connection: Connection, ids: Sequence[int]) -> None:
    for model in (BodyAlias, ImportAnswer):
        connection.execute(delete(model).where(model.batch_id.in_(ids)))


def _restore(connection: Connection, ids: Sequence[int]) -> int:
    """Put back rows as they were before the batches, piece by piece, latest change first."""
    restored = 0
    for table in WRITTEN:
        for rows in _changed(connection, table, ids):
            there = set(
                connection.scalars(
                    select(table.c.id).where(table.c.id.in_([row["id"] for row in rows]))
                )
            )
            for row in rows:
                if row["id"] in there:
                    connection.execute(update(table).where(table.c.id == row["id"]).values(row))
                else:
                    connection.execute(insert(table).values(row))
            restored += len(rows)
    return restored


def _changed(
    connection: Connection, table: Table, ids: Sequence[int]
) -> Iterator[list[dict[str, Any]]]:
    last = 0
    while True:
        found = connection.execute(
            select(ImportChange.id, ImportChange.before)
            .where(
                ImportChange.table_name == table.name,
                ImportChange.batch_id.in_(ids),
                ImportChange.id > last,
            )
            .order_by(ImportChange.id)
            .limit(_CHUNK)
        ).all()
        if not found:
            return
        last = found[-1].id
        yield [_typed(table, json.loads(row.before)) for row in found]


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value)
        if value is not None and isinstance(table.c[name].type, Date)
        else value
        for name, value in row.items()
    }


def _remove(connection: Connection, ids: Sequence[int]) -> int:
    """Take out the rows that the batches added: what is left under them."""
    removed = 0
    for table in reversed(WRITTEN):
        done = connection.execute(delete(table).where(table.c.batch_id.in_(ids)))
        removed += done.rowcount
    return removed
