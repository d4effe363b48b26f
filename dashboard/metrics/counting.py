"""Counting: any number of tallies, each by its groups, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import (
    Float,
    Integer,
    Row,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from dashboard.analysis.survival import Span
from dashboard.metrics.facts import Expression
from dashboard.metrics.filters import Filters
from dashboard.metrics.metric import Tally

Group: TypeAlias = tuple[Any, ...]
_LEADING = 4
"""Columns of the statement before those that group."""


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One SELECT of the union: a tally of the rows a reader filters for, by their dimensions."""

    tally: Tally
    by: tuple[str, ...]
    filters: Filters

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
    session: Session, branches: Sequence[Branch], *, as_of: date
) -> list[dict[Group, Counted]]:
    """Count all branches as of a day, in their order; groups without rows are absent."""
    width = max(len(branch.groups) for branch in branches)
    selects = [_select(branch, number=at, width=width) for at, branch in enumerate(branches)]
    counted: list[dict[Group, Counted]] = [{} for _ in branches]
    for row in session.execute(union_all(*selects), {"as_of": as_of}):
        branch = branches[row.branch]
        group = tuple(row[_LEADING : _LEADING + len(branch.by)])
        _add(counted[row.branch].setdefault(group, Counted()), row, branch)
    return counted


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
        .where(tally.fact.where, *tally.where, *branch.filters.conditions(tally.fact))
        .group_by(*groups)
    )
