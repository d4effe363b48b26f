"""Counting: any number of tallies, each by its groups, in one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Float,
    Integer,
    Row,
    Select,
    String,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from dashboard.analysis.survival import Span
from dashboard.metrics.campaigns import of_one
from dashboard.metrics.facts import Expression, Fact, on_day
from dashboard.metrics.filters import Filters
from dashboard.metrics.metric import Tally

Group: TypeAlias = tuple[Any, ...]
MOST_TERMS: Final = 450
"""SELECTs of one statement; SQLite takes 500. Many documents state many figures of one day."""
_LEADING = 4
"""Columns of the statement before those that group."""


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One SELECT of the union: a tally of the rows a reader filters for, by their dimensions.

    A `timed` one counts those of the filters' period alone.
    """

    tally: Tally
    by: tuple[str, ...]
    filters: Filters
    timed: bool = False

    @property
    def groups(self) -> list[Expression]:
        """What it groups by: the dimensions, and how long a row has lasted where that is told."""
        dimensions = [self.tally.fact.dimensions[name] for name in self.by]
        clock = self.tally.clock
        return dimensions if clock is None else [*dimensions, clock.days, clock.ended]


@dataclass(kw_only=True, slots=True)
class Counted:
    """What a tally comes to in one group; `bounded` counts rows reported with 余."""

    amount: float | None = None
    rows: int = 0
    bounded: int = 0
    spans: list[Span] = field(default_factory=list)


def count(
    session: Session, branches: Sequence[Branch], facts: Sequence[Fact] = (), *, as_of: date
) -> tuple[list[dict[Group, Counted]], frozenset[Fact]]:
    """Count all branches as of a day, and ask which ledgers are empty, in one statement.

    Returns:
        The branches' groups in their order, groups without rows absent; and those of `facts` whose
        ledger has no row at all.
    """
    width = max(len(branch.groups) for branch in branches)
    selects = [_select(branch, number=at, width=width) for at, branch in enumerate(branches)]
    first = len(branches)
    selects += [_is_kept(fact, number=first + at, width=width) for at, fact in enumerate(facts)]
    counted: list[dict[Group, Counted]] = [{} for _ in branches]
    empty = set()
    for row in _told(session, selects, as_of=as_of):
        if row.branch >= first:
            empty |= {facts[row.branch - first]} if not row.row_count else set()
            continue
        branch = branches[row.branch]
        group = tuple(row[_LEADING : _LEADING + len(branch.by)])
        _add(counted[row.branch].setdefault(group, Counted()), row, branch)
    return counted, frozenset(empty)


def _told(session: Session, selects: Sequence[Select[Any]], *, as_of: date) -> Iterator[Row[Any]]:
    """The rows of all SELECTs, in one statement where the database can take it whole."""
    for at in range(0, len(selects), MOST_TERMS):
        yield from session.execute(union_all(*selects[at : at + MOST_TERMS]), on_day(as_of))


def _is_kept(fact: Fact, *, number: int, width: int) -> Select[Any]:
    """Whether the fact's ledger has any row of whatever day, as a count of one or none."""
    table = fact.table
    return select(
        literal(number, Integer).label("branch"),
        cast(null(), Float).label("amount"),
        case((exists(select(table.c.id)), 1), else_=0).label("row_count"),
        literal(0, Integer).label("bounded"),
        *(cast(null(), String).label(f"group_{position}") for position in range(width)),
    )


def _chosen(branch: Branch) -> list[ColumnElement[bool]]:
    return branch.filters.conditions(branch.tally.fact, timed=branch.timed)


def _add(to: Counted, row: Row[Any], branch: Branch) -> None:
    """Add a row of the statement; a tally with a clock has several to a group."""
    if row.amount is not None:
        to.amount = (to.amount or 0) + float(row.amount)
    to.rows += row.row_count
    to.bounded += row.bounded
    if branch.tally.clock is not None:
        at = _LEADING + len(branch.by)
        days, ended = row[at : at + 2]
        to.spans.append(Span(days=int(days), ended=ended == "1", count=row.row_count))


def _select(branch: Branch, *, number: int, width: int) -> Select[Any]:
    """The branch's SELECT, its groups padded to the common width."""
    tally, groups = branch.tally, branch.groups
    bounded = (
        literal(0)
        if tally.lower_bound is None
        else func.coalesce(func.sum(case((tally.lower_bound, 1), else_=0)), 0)
    )
    padding = [null() for _ in range(width - len(groups))]
    return (
        select(
            literal(number, Integer).label("branch"),
            cast(tally.amount, Float).label("amount"),
            func.count().label("row_count"),
            cast(bounded, Integer).label("bounded"),
            *(
                cast(group, String).label(f"group_{position}")
                for position, group in enumerate([*groups, *padding])
            ),
        )
        .select_from(tally.fact.source)
        .where(
            tally.fact.where,
            *tally.where,
            *of_one(tally, filters=branch.filters, by=branch.by),
            *_chosen(branch),
        )
        .group_by(*groups)
    )
