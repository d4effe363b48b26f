"""What a metric is: defined once, in words and in SQL, with everything a reader may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, case, func

from dashboard.metrics.facts import AS_OF, Expression, Fact, happened
from dashboard.store.dialects import days_between

_OF_ONE_DECISION = frozenset({"outcome", "stage"})
"""Dimensions that two facts of review know of different decisions of the same institution."""


class Direction(Enum):
    """Which way is good; most counts have no good direction."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, eq=False)
class Clock:
    """How long a row of a fact has lasted: days to its end, or so far where it is still open.

    `ended` is 1 for the former and 0 for the latter.
    """

    days: ColumnElement[int]
    ended: ColumnElement[int]


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """An aggregate over the rows of a fact that meet all conditions.

    `lower_bound` is true on rows reported with 余: a total holding one is itself "at least".
    With a `clock` it is also known how many rows lasted how long.
    """

    fact: Fact
    amount: ColumnElement[Any]
    where: tuple[ColumnElement[bool], ...] = ()
    lower_bound: ColumnElement[bool] | None = None
    clock: Clock | None = None


def rows(fact: Fact, *where: ColumnElement[bool]) -> Tally:
    """The number of rows of `fact` that meet all conditions."""
    return Tally(fact=fact, amount=func.count(), where=where)


def lasting(fact: Fact, *where: ColumnElement[bool], since: Expression, until: Expression) -> Tally:
    """The rows of `fact` that meet all conditions, with the days from `since` to `until`.

    Where `until` has not come by the as-of day, the days so far.
    """
    ended = happened(until)
    clock = Clock(
        days=case((ended, days_between(since, until)), else_=days_between(since, AS_OF)),
        ended=case((ended, 1), else_=0),
    )
    return Tally(fact=fact, amount=func.count(), where=where, clock=clock)


@cache
def any_row(fact: Fact) -> Tally:
    """The number of rows of `fact`, the same object for every metric that asks."""
    return rows(fact)


@dataclass(frozen=True, kw_only=True, eq=False)
class Metric:
    """One figure's definition.

    `exposure` counts what must have been there for a zero to mean zero: a district with no
    inspection has no number of findings, not none. It defaults to any row of the numerator's fact.
    """

    key: str
    label: str
    family: str
    unit: str
    numerator: Tally
    numerator_says: str
    denominator: Tally | None = None
    denominator_says: str | None = None
    excludes: str = "无"
    good: Direction = Direction.NONE
    min_denominator: int = 0
    exposure: Tally | None = None
    quantile: float | None = None
    """Of a time: the share of rows that has ended by then. The numerator, which needs a clock,
    counts the rows it is estimated from, those still open among them (Kaplan-Meier)."""
    comparable: bool = False
    """Whether districts may be compared on it (never raw counts, never publicity reach)."""

    @property
    def definition(self) -> str:
        """The formula in words."""
        if self.denominator_says is None:
            return self.numerator_says
        return f"{self.numerator_says} ÷ {self.denominator_says}"

    @property
    def fact(self) -> Fact:
        """The ledger that is counted."""
        return self.numerator.fact

    @property
    def exposed(self) -> Tally:
        """What must have been there for a zero to mean zero."""
        return self.exposure or any_row(self.fact)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """All aggregates needed for the figure."""
        parts = (self.numerator, self.denominator, self.exposed)
        return tuple(part for part in parts if part is not None)

    @property
    def dimensions(self) -> frozenset[str]:
        """What the figure may be grouped by: what all its facts share and mean alike."""
        shared = frozenset.intersection(*(frozenset(one.fact.dimensions) for one in self.tallies))
        alike = len({one.fact for one in self.tallies}) == 1
        return shared if alike else shared - _OF_ONE_DECISION
