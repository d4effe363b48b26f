"""What a metric is: defined once, in words and in SQL, with everything a reader may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, func

from dashboard.metrics.facts import Fact

_OF_ONE_DECISION = frozenset({"outcome", "stage"})
"""Dimensions that two facts of review know of different decisions of the same institution."""


class Direction(Enum):
    """Which way is good; most counts have no good direction."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """An aggregate over the rows of a fact that meet all conditions.

    `lower_bound` is true on rows reported with 余: a total holding one is itself "at least".
    """

    fact: Fact
    amount: ColumnElement[Any]
    where: tuple[ColumnElement[bool], ...] = ()
    lower_bound: ColumnElement[bool] | None = None


def rows(fact: Fact, *where: ColumnElement[bool]) -> Tally:
    """The number of rows of `fact` that meet all conditions."""
    return Tally(fact=fact, amount=func.count(), where=where)


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
