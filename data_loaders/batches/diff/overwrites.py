"""What lines take away from rows of the store or put off: values emptied, deadlines moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, and_, case, func, literal, or_, select

from dashboard import units
from dashboard.access.restricted import Restricted, opened, restricted
from dashboard.access.restriction import restriction_of
from dashboard.store.models.institutions import Institution
from data_loaders.batches.check.line_problems import LineProblem
from data_loaders.batches.diff.differences import Names, identity, said
from data_loaders.batches.diff.ledger_words import column_words
from data_loaders.batches.diff.resubmission import OverwrittenCells, Resubmission
from data_loaders.batches.stage.staging_table import CHANGED, StagingTable

MOST_NAMED: Final = 20
"""Most rows of a unit that are named one by one; the counts are of all."""
_DEADLINES: Final = {"findings": "due_on", "reviews": "deadline"}
Found = dict[tuple[int, int], Resubmission]
"""By part of the load and unit."""


def with_unit(rows: FromClause) -> tuple[FromClause, ColumnElement[Any]]:
    """Rows, and the unit of each; a decision's is that of its institution, if the store has it."""
    if "district_id" in rows.c:
        return rows, rows.c.district_id
    of = Institution.__table__
    return rows.outerjoin(of, of.c.id == rows.c.institution_id), of.c.district_id


def overwrite(
    connection: Connection, stage: StagingTable, ledger: str, found: Found, name: Names
) -> None:
    """Values that would be emptied, and deadlines that would move."""
    s, t = stage.table, stage.target.table
    columns = stage.target.columns
    told = [one for one in columns if column_words(ledger, t.name, one)]
    empty = {one: and_(s.c[one].is_(None), t.c[one].is_not(None)) for one in told}
    deadline = _DEADLINES.get(ledger)
    moved: Any = s.c[deadline] != t.c[deadline] if deadline else literal(0) == 1
    later: Any = s.c[deadline] > t.c[deadline] if deadline else literal(0) == 1
    counts = {
        "cells_emptied": sum((_one(of) for of in empty.values()), literal(0)),
        "deadlines_moved": _one(moved),
        "deadlines_extended": _one(later),
    }
    lines, unit = with_unit(s)
    joined = lines.join(t, t.c.id == s.c.id)
    changed = select(s).select_from(joined).where(s.c.state == CHANGED)
    each = changed.with_only_columns(
        s.c.part, unit.label("unit"), *(one.label(key) for key, one in counts.items())
    ).subquery()
    sums = select(each.c.part, each.c.unit, *(func.sum(each.c[key]).label(key) for key in counts))
    for row in connection.execute(sums.group_by(each.c.part, each.c.unit)).mappings():
        place = (row["part"], row["unit"])
        if place in found:
            found[place] = replace(found[place], **{key: row[key] for key in counts})
    if any(one.cells_emptied or one.deadlines_moved for one in found.values()):
        named = changed.add_columns(
            unit.label("unit"), *(t.c[one].label(f"old_{one}") for one in columns)
        ).where(or_(*empty.values(), moved))
        for line in connection.execute(named.order_by(s.c.line)).mappings():
            _name(line, stage, ledger, found, name, told=told, deadline=deadline)


def _one(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _name(
    line: Mapping[Any, Any],
    stage: StagingTable,
    ledger: str,
    found: Found,
    name: Names,
    *,
    told: Sequence[str],
    deadline: str | None,
) -> None:
    """Name what a line empties or puts off, of its unit's first."""
    place = (line["part"], line["unit"])
    one = found.get(place)
    if one is None or min(len(one.emptied), len(one.moved)) >= MOST_NAMED:
        return
    for column in told:
        old, new = line[f"old_{column}"], line[column]
        if old is None or (new is not None and column != deadline) or old == new:
            continue
        value = _overwritten(line, stage, ledger, column, name)
        if new is None and len(one.emptied) < MOST_NAMED:
            one = replace(one, emptied=(*one.emptied, value))
        elif new is not None and len(one.moved) < MOST_NAMED:
            one = replace(one, moved=(*one.moved, value))
    found[place] = one


def _overwritten(
    line: Mapping[Any, Any], stage: StagingTable, ledger: str, column: str, name: Names
) -> OverwrittenCells:
    table = stage.target.table
    before = said(ledger, table.name, column, line[f"old_{column}"], name)
    restriction = restriction_of(table.c[column])
    kept = {one: line[f"old_{one}"] for one in stage.target.columns}
    after = line[column]
    return OverwrittenCells(
        sheet=line["origin_sheet"],
        row=line["origin_row"],
        name=identity(line, table, name),
        column=column_words(ledger, table.name, column),
        before=restricted(before) if restriction and restriction.holds(kept) else before,
        after=units.MISSING if after is None else said(ledger, table.name, column, after, name),
    )


def emptying(told: Mapping[int, Iterable[Resubmission]]) -> Iterator[LineProblem]:
    """A warning for each unit of which values would be emptied, at the first of them."""
    for part, found in told.items():
        for one in found:
            if one.emptied:
                first = one.emptied[0]
                yield LineProblem(
                    part=part,
                    sheet=first.sheet,
                    row=first.row,
                    rule="would-be-emptied",
                    column="",
                    message=_warning(one, first),
                    refuses=False,
                )


def _warning(one: Resubmission, first: OverwrittenCells) -> str:
    told, withheld = (
        f"{one.unit}有{one.cells_emptied}处库中已填、本文件为空，导入后将改为空，"
        f"如本行的{first.column}原为{before}；不该清空的请补填"
        for before in (opened(first.before, case_role=True), str(first.before))
    )
    return told if told == withheld else Restricted(told, withheld=withheld)
