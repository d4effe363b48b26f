"""What a metric is: defined once, in words and in SQL, with everything a reader may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, case, distinct, func
from sqlalchemy.sql.visitors import iterate

from dashboard.access.restriction import restriction_of
from dashboard.metrics.facts import AS_OF, Expression, Fact, happened
from dashboard.metrics.filters import Filters
from dashboard.metrics.states import FigureState
from dashboard.store.dialects import days_between

_OF_ONE_DECISION = frozenset({"outcome", "stage"})
"""Dimensions that two facts of review know of different decisions of the same institution."""


class Direction(Enum):
    """Which way is good; most counts have no good direction."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class Nature(Enum):
    """How a period acts on a figure; its value is what is said of it."""

    STOCK = "存量：截至当日的全部，不随期间变化"
    FLOW = "流量：期间内发生的"
    COHORT = "期间内开始的，按截至当日的状态计"
    CAMPAIGN = "一次专项行动的全部，截至当日，不随期间变化"

    @property
    def timed(self) -> bool:
        """Whether a period narrows what is counted."""
        return self in (Nature.FLOW, Nature.COHORT)


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

    It adds up what `sums` says, or counts the different values of `tells_apart`, or else the rows.
    `lower_bound` is true on rows reported with 余: a total holding one is itself "at least".
    With a `clock` it is also known how many rows lasted how long.
    """

    fact: Fact
    where: tuple[ColumnElement[bool], ...] = ()
    sums: Expression | None = None
    tells_apart: Expression | None = None
    lower_bound: ColumnElement[bool] | None = None
    clock: Clock | None = None

    def __post_init__(self) -> None:
        if self.tells_apart is not None and (self.lower_bound is not None or self.clock):
            # A value on both sides of either would be counted twice.
            raise ValueError("different values are counted of all rows alike")

    @property
    def is_count(self) -> bool:
        """Whether it counts rows or different values, so that no row is zero of them."""
        return self.sums is None

    @property
    def of(self) -> Expression | None:
        """What is added up or told apart; None where rows are counted."""
        return self.sums if self.tells_apart is None else self.tells_apart

    def over(self, told: ColumnElement[Any]) -> ColumnElement[Any]:
        """The aggregate of what is told of the rows in `of`."""
        return func.sum(told) if self.tells_apart is None else func.count(distinct(told))


def rows(fact: Fact, *where: ColumnElement[bool]) -> Tally:
    """The number of rows of `fact` that meet all conditions."""
    return Tally(fact=fact, where=where)


def lasting(fact: Fact, *where: ColumnElement[bool], since: Expression, until: Expression) -> Tally:
    """The rows of `fact` that meet all conditions, with the days from `since` to `until`.

    Where `until` has not come by the as-of day, the days so far.
    """
    ended = happened(until)
    clock = Clock(
        days=case((ended, days_between(since, until)), else_=days_between(since, AS_OF)),
        ended=case((ended, 1), else_=0),
    )
    return Tally(fact=fact, where=where, clock=clock)


@dataclass(frozen=True, kw_only=True, eq=False)
class Population:
    """What must have been there for a zero to mean zero, and the word where it was not.

    A period narrows it where it narrows the figure, unless it is not `timed`: a unit that has ever
    reported has none in a month of which it reports none.
    """

    tally: Tally
    says: str
    absent: FigureState
    timed: bool = True


@dataclass(frozen=True, kw_only=True, eq=False)
class Metric:
    """One figure's definition.

    `population` is what must have been there for a zero to mean zero: a district with no
    inspection has no number of findings, not none.
    """

    key: str
    label: str
    family: str
    unit: str
    nature: Nature
    numerator: Tally
    numerator_says: str
    population: Population
    no_base: FigureState = FigureState.NOT_REPORTED
    """What a rate or a time says where the denominator, or what it is read from, is zero."""
    denominator: Tally | None = None
    denominator_says: str | None = None
    excludes: str = "无"
    good: Direction = Direction.NONE
    min_denominator: int = 0
    quantile: float | None = None
    """Of a time: the share of rows that has ended by then. The numerator, which needs a clock,
    counts the rows it is estimated from, those still open among them (Kaplan-Meier)."""
    comparable: bool = False
    """Whether districts may be compared on it (never raw counts, never publicity reach)."""

    @property
    def without(self) -> str:
        """What must have been there for a zero to mean zero, and what is said without it."""
        said = f"{self.population.says}；没有则为“{self.population.absent.word}”"
        if self.denominator is None and self.quantile is None:
            return said
        return f"{said}；分母为零则为“{self.no_base.word}”"

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

    def acting(self, filters: Filters) -> Filters:
        """The filters that act on it; the others change nothing of it."""
        return filters.acting_on(self.fact, timed=self.nature.timed)

    def ignores(self, filters: Filters) -> list[str]:
        """Names of chosen filters that change nothing of it, so that it can be said."""
        return filters.ignored_by(self.fact, timed=self.nature.timed)

    @property
    def measured(self) -> tuple[Tally, ...]:
        """The aggregates the value is made of."""
        parts = (self.numerator, self.denominator)
        return tuple(part for part in parts if part is not None)

    @cached_property
    def counts_persons(self) -> bool:
        """Whether it adds up a column that counts persons, told of the whole city alone."""
        if self.numerator.sums is None:
            return False
        inside = iterate(func.sum(self.numerator.sums))
        columns = (one for one in inside if isinstance(one, Column))
        restrictions = filter(None, map(restriction_of, columns))
        return any(one.counts for one in restrictions)

    @property
    def dimensions(self) -> frozenset[str]:
        """What the figure may be grouped by: what all its facts share and mean alike."""
        shared = frozenset.intersection(*(frozenset(one.fact.dimensions) for one in self.measured))
        alike = len({one.fact for one in self.measured}) == 1
        return shared if alike else shared - _OF_ONE_DECISION
