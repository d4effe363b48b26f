"""Cell by cell, what a load would change: in the words of the ledgers, old beside new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Table, select

from dashboard import units
from dashboard.access.restricted import restricted
from dashboard.access.restriction import restriction_of
from dashboard.store.models.inspections import Finding, Inspection
from dashboard.store.models.institutions import ReviewRound
from dashboard.store.models.sources import SourceDocument
from dashboard.store.models.standards import Clause, Standard
from data_loaders.batches.diff.ledger_words import column_words, value_words
from data_loaders.batches.parse.file_parts import FilePart
from data_loaders.batches.preview import MOST_CHANGES, CellChange, RowChange
from data_loaders.batches.resolve.lookups import Lookups
from data_loaders.batches.stage.projected_state import Stages
from data_loaders.batches.stage.staging_table import CHANGED, GONE, NEW, TOUCHED, StagingTable
from data_loaders.batches.stage.target_tables import MAIN, SHARED, SIDES

Names = Callable[[str, Any], str | None]
"""Column and key of a row referred to: its name; None where the column refers to nothing."""

_IDENTITY: Final = (
    *("number", "name", "description", "trade"),
    *("label", "theme", "question", "content"),
)


def differences(
    connection: Connection, stages: Stages, parts: Iterable[FilePart], known: Lookups
) -> dict[int, tuple[RowChange, ...]]:
    """By part its changed rows, at most MOST_CHANGES each ledger, in the order of the lines."""
    name = names(connection, known, stages)
    found: dict[int, list[RowChange]] = {}
    for ledger in dict.fromkeys(part.ledger.key for part in parts):
        for part, change in _of_ledger(connection, stages, ledger, name):
            found.setdefault(part, []).append(change)
    return {part: tuple(changes) for part, changes in found.items()}


def _of_ledger(
    connection: Connection, stages: Stages, ledger: str, name: Names
) -> list[tuple[int, RowChange]]:
    stage = stages[MAIN[ledger].table.name]
    s = stage.table
    lines = connection.execute(
        select(s).where(s.c.state.in_([CHANGED, TOUCHED])).order_by(s.c.line).limit(MOST_CHANGES)
    ).mappings()
    rows = list(lines)
    cells: dict[int, list[CellChange]] = {row["line"]: [] for row in rows}
    others = (*SHARED.get(ledger, ()), *SIDES.get(ledger, ()))
    for target in (MAIN[ledger], *others):
        _compare(connection, stages[target.table.name], ledger, cells, name)
    return [
        (
            row["part"],
            RowChange(
                sheet=row["origin_sheet"],
                row=row["origin_row"],
                name=identity(row, stage.target.table, name),
                cells=tuple(cells[row["line"]]),
            ),
        )
        for row in rows
    ]


def _compare(
    connection: Connection,
    stage: StagingTable,
    ledger: str,
    cells: dict[int, list[CellChange]],
    name: Names,
) -> None:
    """Add what differs between staged rows and those they replace, for the lines of `cells`."""
    s, t = stage.table, stage.target.table
    states = [CHANGED, GONE, NEW] if stage.target.owner else [CHANGED]
    rows = connection.execute(
        select(s, *(t.c[column].label(f"old_{column}") for column in stage.target.columns))
        .outerjoin(t, t.c.id == s.c.id)
        .where(s.c.state.in_(states))
        .order_by(s.c.line)
        .limit(MOST_CHANGES * 4)
    ).mappings()
    for row in rows:
        if row["line"] in cells:
            cells[row["line"]] += _cells(row, stage, ledger, name)


def _cells(row: RowMapping, stage: StagingTable, ledger: str, name: Names) -> list[CellChange]:
    found = []
    table = stage.target.table.name
    for column in stage.target.columns:
        before, after = row[f"old_{column}"], row[column]
        if row["state"] == GONE:
            after = None
        if before == after or column == stage.target.owner:
            continue
        label = column_words(ledger, table, column, kind=row.get("kind"))
        if label:
            old = said(ledger, table, column, before, name)
            found.append(
                CellChange(
                    column=label,
                    before=restricted(old) if _is_restricted(stage, column, row) else old,
                    after=said(ledger, table, column, after, name),
                )
            )
    return found


def _is_restricted(stage: StagingTable, column: str, row: RowMapping) -> bool:
    """Whether what the store holds of a column, also that it holds nothing, is restricted."""
    restriction = restriction_of(stage.target.table.c[column])
    if restriction is None:
        return False
    return restriction.holds({one: row[f"old_{one}"] for one in stage.target.columns})


def said(ledger: str, table: str, column: str, value: Any, name: Names) -> str:
    """A value of the store in words; names stand for the rows that it refers to."""
    if value is None:
        return units.MISSING
    return name(column, value) or value_words(ledger, table, column, value)


def identity(row: Mapping[Any, Any], table: Table, name: Names) -> str:
    """What a person knows the row by, without columns that are restricted in some rows.

    Where the file does not tell a column, the row has it from the store.
    """
    free = {one.name for one in table.c if restriction_of(one) is None}
    told = [str(row[column]) for column in _IDENTITY if column in free and row.get(column)]
    body = [
        name(column, row[column]) or ""
        for column in ("institution_id", "exam_site_id")
        if column in free and row.get(column) is not None
    ]
    days = [str(value) for key, value in row.items() if _is_day(key, value)]
    return "，".join([*told[:1], *body, *days[:1]])


def _is_day(column: str, value: Any) -> bool:
    return isinstance(value, date) and column in {one.day for one in MAIN.values()}


def names(connection: Connection, known: Lookups, stages: Stages) -> Names:
    """Names of the rows that changed rows refer to, read when first needed."""
    read: dict[str, Mapping[int, str]] = {}

    def name(column: str, key: Any) -> str | None:
        if column == "district_id":
            return known.units.get(key).name
        if column in ("institution_id", "exam_site_id"):
            return known.bodies.get((column.removesuffix("_id"), key)).name
        if column not in _REFERRED:
            return None
        if column not in read:
            read[column] = _read(connection, stages, column)
        return read[column].get(key, f"第{key}条")

    return name


_REFERRED: Final = {
    "round_id": (ReviewRound.__table__, "name"),
    "campaign_id": (SHARED["inspections"][0].table, "name"),
    "order_id": (SHARED["findings"][0].table, "number"),
    "inspection_id": (Inspection.__table__, "number"),
    "finding_id": (Finding.__table__, "number"),
    "clause_id": (Clause.__table__, "number"),
    "standard_id": (Standard.__table__, "code"),
    "document_id": (SourceDocument.__table__, "number"),
}


def _read(connection: Connection, stages: Stages, column: str) -> dict[int, str]:
    table, label = _REFERRED[column]
    rows = list(connection.execute(select(table.c.id, table.c[label])))
    stage = stages.get(str(table.name))  # type: ignore[attr-defined]
    if stage is not None:
        rows += list(connection.execute(select(stage.table.c.id, stage.table.c[label])))
    return {row[0]: row[1] or "未编号的记录" for row in rows}
