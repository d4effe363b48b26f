"""Control charts: p′ (Laney) for shares of unequal volume, XmR for single values, and run rules.

Both compare a series with its own history. Laney's chart widens the binomial limits by how much
the history itself varies more than chance would have it, so that large volumes do not signal at
every breath.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from dashboard.analysis.intervals import Interval

SIGMAS: Final = 3.0
_RANGE_TO_SIGMA: Final = 1.128
"""Mean moving range of two over the standard deviation (d2)."""
_RANGE_TO_LIMIT: Final = 2.66
"""Three standard deviations in mean moving ranges, rounded as the charts' tables have it."""
RUN: Final = 7
"""Points on one side of the mean, or rising or falling, that make a run."""


class Signal(Enum):
    """Why a point is special; the NHS's rules."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    TREND = "trend"
    OUTER_THIRD = "outer third"


@dataclass(frozen=True, kw_only=True)
class LaneyChart:
    """A p′ chart's baseline: centre [share] and the factor by which history widens the limits."""

    centre: float
    widening: float
    months: int

    def sigma(self, trials: float) -> float:
        """One standard deviation of a share of `trials` [share], widened."""
        return math.sqrt(self.centre * (1 - self.centre) / trials) * self.widening

    def limits(self, trials: float, *, sigmas: float = SIGMAS) -> Interval:
        """Limits for a point of `trials`, kept within 0 and 1."""
        reach = sigmas * self.sigma(trials)
        return Interval(low=max(0.0, self.centre - reach), high=min(1.0, self.centre + reach))


@dataclass(frozen=True, kw_only=True)
class XmR:
    """An XmR chart: mean, mean moving range and limits, in the unit of the values."""

    centre: float
    mean_range: float

    @property
    def limits(self) -> Interval:
        """Mean ± 2.66 mean moving ranges."""
        reach = _RANGE_TO_LIMIT * self.mean_range
        return Interval(low=self.centre - reach, high=self.centre + reach)


def laney(points: Iterable[tuple[float, float]]) -> LaneyChart:
    """The p′ chart of a baseline of (hits, trials).

    The widening is the mean moving range of the standardised shares over 1.128, and never below
    one: a history that was quieter than chance promises nothing.

    Raises:
        ValueError: no point has trials.
    """
    kept = [(hits, trials) for hits, trials in points if trials > 0]
    total = sum(trials for _, trials in kept)
    if not total:
        raise ValueError("a baseline without trials has no centre")
    centre = sum(hits for hits, _ in kept) / total
    spread = centre * (1 - centre)
    if spread == 0 or len(kept) < 2:
        return LaneyChart(centre=centre, widening=1.0, months=len(kept))
    scores = [(hits / trials - centre) / math.sqrt(spread / trials) for hits, trials in kept]
    widening = _mean_range(scores) / _RANGE_TO_SIGMA
    return LaneyChart(centre=centre, widening=max(1.0, widening), months=len(kept))


def xmr(values: Sequence[float]) -> XmR:
    """The XmR chart of a baseline of single values.

    Raises:
        ValueError: fewer than two values.
    """
    if len(values) < 2:
        raise ValueError("a moving range needs two values")
    return XmR(centre=sum(values) / len(values), mean_range=_mean_range(values))


def signals(
    values: Sequence[float], *, centre: float, limits: Interval
) -> tuple[frozenset[Signal], ...]:
    """For each value the rules it is part of; every point of a run, back to its start.

    Outside the limits; seven or more in a row on one side of the centre; seven in a row each
    higher, or each lower, than the one before; two of three in the outer third, all three on the
    same side.

    Args:
        values: In order of time.
        centre: Of the chart.
        limits: Of the chart; the outer third begins two thirds of the way to a limit.
    """
    found: list[set[Signal]] = [set() for _ in values]
    for at, value in enumerate(values):
        if value not in limits:
            found[at].add(Signal.OUTSIDE)
    for at in range(len(values) - RUN + 1):
        window = values[at : at + RUN]
        sides = {_side(value, centre) for value in window}
        if len(sides) == 1 and 0 not in sides:
            _mark(found, at, RUN, Signal.SHIFT)
        steps = {_side(later, earlier) for earlier, later in zip(window, window[1:], strict=False)}
        if len(steps) == 1 and 0 not in steps:
            _mark(found, at, RUN, Signal.TREND)
    for at in range(len(values) - 2):
        if _in_outer_third(values[at : at + 3], centre=centre, limits=limits):
            _mark(found, at, 3, Signal.OUTER_THIRD)
    return tuple(frozenset(one) for one in found)


def _in_outer_third(three: Sequence[float], *, centre: float, limits: Interval) -> bool:
    sides = {_side(value, centre) for value in three}
    if len(sides) != 1 or 0 in sides:
        return False
    high = centre + (limits.high - centre) * 2 / 3
    low = centre - (centre - limits.low) * 2 / 3
    return sum(value > high or value < low for value in three) >= 2


def _mark(found: list[set[Signal]], at: int, length: int, signal: Signal) -> None:
    for place in range(at, at + length):
        found[place].add(signal)


def _side(value: float, centre: float) -> int:
    return (value > centre) - (value < centre)


def _mean_range(values: Sequence[float]) -> float:
    steps = [abs(later - earlier) for earlier, later in zip(values[:-1], values[1:], strict=True)]
    return sum(steps) / len(steps)
