"""From the stages into the ledgers: rows as they were, updates, additions; table by table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    Connection,
    RowMapping,
    Table,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from dashboard.store.dialects import insert_rows, take_keys
from dashboard.store.models.inspections import Finding
from dashboard.store.models.operation import ImportChange
from dashboard.store.sizes import know_growth
from data_loaders.batches.stage.projected_state import Stages
from data_loaders.batches.stage.staging_table import CHANGED, GONE, NEW, StagingTable
from data_loaders.batches.stage.target_tables import SHARED, WRITTEN

_ORDER: Final = SHARED["findings"][0].table
_CHUNK: Final = 2_000
_CHANGE: Final = ("batch_id", "table_name", "row_id", "before_batch_id", "before")


def write(connection: Connection, stages: Stages, *, batches: Mapping[int, int]) -> None:
    """Write everything staged that is new or otherwise than in the store.

    Args:
        connection: Inside the load's transaction.
        stages: Judged and compared.
        batches: By part its batch's key.
    """
    for table in WRITTEN:
        stage = stages.get(table.name)
        if stage is not None:
            _remember(connection, stage, batches)
            _change(connection, stage, batches)
            added = _add(connection, stage, batches)
            take_keys(connection, table)
            know_growth(connection, table, rows=added)
    if "finding" in stages:
        _refresh_orders(connection, stages, batches)


def as_json(row: Mapping[str, Any]) -> str:
    """A row as `import_change` keeps it."""
    return json.dumps(dict(row), ensure_ascii=False, default=date.isoformat)


def _batch(stage: StagingTable, batches: Mapping[int, int]) -> Any:
    return case(dict(batches), value=stage.table.c.part)


def _remember(connection: Connection, stage: StagingTable, batches: Mapping[int, int]) -> None:
    """Keep the rows that change or go as they are, piece by piece."""
    s, t = stage.table, stage.target.table
    last = 0
    while True:
        rows = connection.execute(
            select(s.c.part.label("load_part"), *t.c)
            .join(t, t.c.id == s.c.id)
            .where(s.c.state.in_([CHANGED, GONE]), s.c.id > last)
            .order_by(s.c.id)
            .limit(_CHUNK)
        ).mappings()
        kept = list(_kept(rows.all(), table=t, batches=batches))
        if not kept:
            return
        insert_rows(connection, ImportChange.__table__, _CHANGE, kept)  # type: ignore[arg-type]
        last = kept[-1][2]


def _kept(
    rows: Any, *, table: Table, batches: Mapping[int, int]
) -> Iterator[tuple[int, str, int, int, str]]:
    for row in rows:
        before = {column.name: row[column.name] for column in table.c}
        batch = batches[row["load_part"]]
        yield batch, table.name, before["id"], before["batch_id"], as_json(before)


def _change(connection: Connection, stage: StagingTable, batches: Mapping[int, int]) -> None:
    s, t = stage.table, stage.target.table
    told = {name: s.c[name] for name in stage.target.columns}
    origin = {
        "batch_id": _batch(stage, batches),
        "source_sheet": s.c.origin_sheet,
        "source_row": s.c.origin_row,
    }
    connection.execute(
        update(t).values({**told, **origin}).where(t.c.id == s.c.id, s.c.state == CHANGED)
    )
    gone = select(s.c.id).where(s.c.state == GONE)
    connection.execute(delete(t).where(t.c.id.in_(gone)))


def _add(connection: Connection, stage: StagingTable, batches: Mapping[int, int]) -> int:
    """Add the new rows; returns how many."""
    s, t = stage.table, stage.target.table
    names = ("id", *stage.target.columns, "batch_id", "source_sheet", "source_row")
    rows = (
        select(
            s.c.id,
            *(s.c[name] for name in stage.target.columns),
            _batch(stage, batches),
            s.c.origin_sheet,
            s.c.origin_row,
        )
        .where(s.c.state == NEW)
        .order_by(s.c.id)
    )
    adding = insert(t).from_select(list(names), rows).execution_options(preserve_rowcount=True)
    return connection.execute(adding).rowcount


def _refresh_orders(connection: Connection, stages: Stages, batches: Mapping[int, int]) -> None:
    """An order is due when its last finding is, and closed when all of them are.

    Only orders with a finding that this load adds or changes are looked at.
    """
    order, finding = _ORDER, Finding.__table__
    s = stages["finding"].table
    part = (
        select(s.c.order_id, func.min(s.c.part).label("part"))
        .where(s.c.state.in_([NEW, CHANGED]), s.c.order_id.is_not(None))
        .group_by(s.c.order_id)
        .subquery()
    )
    whole = (
        select(
            finding.c.order_id,
            func.max(finding.c.due_on).label("due"),
            case(
                (func.count() == func.count(finding.c.closed_on), func.max(finding.c.closed_on))
            ).label("closed"),
        )
        .where(finding.c.order_id.in_(select(part.c.order_id)))
        .group_by(finding.c.order_id)
        .subquery()
    )
    rows = connection.execute(
        select(part.c.part, whole.c.due, whole.c.closed, *order.c)
        .join(whole, whole.c.order_id == order.c.id)
        .join(part, part.c.order_id == order.c.id)
        .where(
            whole.c.due.is_distinct_from(order.c.due_on)
            | whole.c.closed.is_distinct_from(order.c.closed_on)
        )
        .order_by(order.c.id)
    ).mappings()
    _rewrite_orders(connection, list(rows), batches=batches)


def _rewrite_orders(
    connection: Connection, rows: list[RowMapping], *, batches: Mapping[int, int]
) -> None:
    if not rows:
        return
    order = _ORDER
    ours = set(batches.values())
    kept = [
        (batches[row["part"]], order.name, row["id"], row["batch_id"], as_json(before))
        for row in rows
        for before in [{column.name: row[column.name] for column in order.c}]
        if row["batch_id"] not in ours
    ]
    insert_rows(connection, ImportChange.__table__, _CHANGE, kept)  # type: ignore[arg-type]
    connection.execute(
        update(order)
        .where(order.c.id == bindparam("key"))
        .values(
            due_on=bindparam("due"), closed_on=bindparam("closed"), batch_id=bindparam("batch")
        ),
        [
            {
                "key": row["id"],
                "due": row["due"],
                "closed": row["closed"],
                "batch": row["batch_id"] if row["batch_id"] in ours else batches[row["part"]],
            }
            for row in rows
        ],
    )
