"""Columns of quantities added up: what a load adds, and what it changes from and to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, case, func, select

from dashboard import units
from dashboard.access.restricted import restricted
from dashboard.access.restriction import restriction_of
from data_loaders.batches.diff.ledger_words import column_words, value_words
from data_loaders.batches.diff.shown_rows import ColumnSum
from data_loaders.batches.parse.file_parts import FilePart
from data_loaders.batches.stage.projected_state import Stages
from data_loaders.batches.stage.staging_table import CHANGED, GONE, NEW, TOUCHED, StagingTable
from data_loaders.batches.stage.target_tables import MAIN, SIDES
from data_loaders.ledgers.registry import SHEETS
from data_loaders.reading.totals import QUANTITIES

_NOTHING: Sequence[Any] = ()


def column_sums(
    connection: Connection, stages: Stages, parts: Sequence[FilePart]
) -> dict[int, tuple[ColumnSum, ...]]:
    """By part its columns of quantities, of the rows that are added or updated."""
    found: dict[int, list[ColumnSum]] = {}
    for ledger in dict.fromkeys(part.ledger.key for part in parts):
        owner = stages[MAIN[ledger].table.name]
        for target in (MAIN[ledger], *SIDES.get(ledger, ())):
            for part, one in _of_table(connection, ledger, stages[target.table.name], owner):
                found.setdefault(part, []).append(one)
    return {part: tuple(sums) for part, sums in found.items()}


def _of_table(
    connection: Connection, ledger: str, stage: StagingTable, owner: StagingTable
) -> Iterator[tuple[int, ColumnSum]]:
    names = {one.field for one in SHEETS[ledger].columns if one.kind in QUANTITIES}
    columns = [one for one in stage.target.columns if one in {*names, "persons"}]
    if not columns:
        return
    added = _added(connection, stage, owner, columns)
    updated = _updated(connection, stage, owner, columns)
    for part, kind in sorted({*added, *updated}, key=str):
        new = added.get((part, kind), _NOTHING)
        changing, *old = updated.get((part, kind), (0, *_NOTHING))
        for place, name in enumerate(columns):
            three = [sums[place] if sums else None for sums in (new, old[::2], old[1::2])]
            if any(value is not None for value in three):
                yield part, _sum(ledger, stage, name, three, kind=kind, changing=changing)


def _added(
    connection: Connection, stage: StagingTable, owner: StagingTable, columns: Sequence[str]
) -> dict[tuple[int, Any], Sequence[Any]]:
    """By part and kind the sums of the rows that lines add."""
    s, o = stage.table, owner.table
    rows = connection.execute(
        select(o.c.part, _kind(stage, owner, columns), *(func.sum(s.c[name]) for name in columns))
        .select_from(_joined(stage, owner))
        .where(o.c.state == NEW, _stays(stage))
        .group_by(o.c.part, _kind(stage, owner, columns))
    )
    return {(part, kind): sums for part, kind, *sums in rows}


def _updated(
    connection: Connection, stage: StagingTable, owner: StagingTable, columns: Sequence[str]
) -> dict[tuple[int, Any], Sequence[Any]]:
    """By part and kind how many rows lines update, and of each column the sum before and after."""
    s, o, t = stage.table, owner.table, stage.target.table
    sums = (
        func.sum(value)
        for name in columns
        for value in (t.c[name], case((_stays(stage), s.c[name])))
    )
    rows = connection.execute(
        select(o.c.part, _kind(stage, owner, columns), func.count(), *sums)
        .select_from(_joined(stage, owner).outerjoin(t, t.c.id == s.c.id))
        .where(o.c.state.in_([CHANGED, TOUCHED]))
        .group_by(o.c.part, _kind(stage, owner, columns))
    )
    return {(part, kind): sums for part, kind, *sums in rows}


def _joined(stage: StagingTable, owner: StagingTable) -> FromClause:
    s, o = stage.table, owner.table
    return o if s is o else o.join(s, s.c.line == o.c.line)


def _kind(stage: StagingTable, owner: StagingTable, columns: Sequence[str]) -> ColumnElement[Any]:
    """What tells sums of one column apart: counts of persons are of several kinds."""
    s = stage.table
    return s.c.kind if "kind" in s.c and "persons" in columns else owner.table.c.part


def _stays(stage: StagingTable) -> ColumnElement[bool]:
    return stage.table.c.state.is_distinct_from(GONE)


def _sum(
    ledger: str, stage: StagingTable, name: str, values: Sequence[Any], *, kind: Any, changing: int
) -> ColumnSum:
    """In words; what the file itself tells is its uploader's own."""
    table = stage.target.table
    added, before, after = (_said(ledger, table.name, name, value) for value in values)
    if restriction_of(table.c[name]) is not None:
        added, before, after = (
            restricted(added, own=True),
            restricted(before) if changing else before,
            restricted(after, own=True),
        )
    return ColumnSum(
        column=column_words(ledger, table.name, name, kind=kind),
        added=added,
        before=before,
        after=after,
    )


def _said(ledger: str, table: str, name: str, value: Any) -> str:
    if value is None:
        return units.MISSING
    exact = int(value) if isinstance(value, Decimal) and value == int(value) else value
    return value_words(ledger, table, name, exact)
