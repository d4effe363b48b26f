"""A unit's own series: does it rise or fall, and did it shift between two stretches of months?

Counts by month are put on a scale on which chance is the same everywhere (arcsine of a share, root
of a rate) and weighted by their size. The spread left over is never taken to be less than chance,
and is mostly more, so that both tests use Student's t with its own degrees of freedom.

A trend must hold its sign with each month left out in turn, as FingertipsNext asks of it, so that
one odd month cannot make one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

import numpy as np
from scipy import special

from dashboard.analysis.funnel import SIGNAL, FunnelKind, Numbers

FEWEST: Final = 5
"""Months with figures below which nothing is said."""

Counts: TypeAlias = tuple[float, float]
"""Cases and size of one month; the size is above 0."""


class TrendResult(Enum):
    """What can be said of a series."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class TrendChange:
    """A change with its test, in the unit of the share or rate.

    `first` and `last` are the fitted values at both ends of a trend, or the values of both
    stretches; `chance` is the two-sided p value; `months` counts those with figures.
    """

    course: TrendResult
    first: float | None
    last: float | None
    chance: float | None
    months: int


def trend(
    kind: FunnelKind, series: Sequence[Counts | None], *, level: float = SIGNAL
) -> TrendChange:
    """The weighted slope over the months, tested two-sided; None is a month without figures."""
    at = np.array([month for month, one in enumerate(series) if one is not None], np.float64)
    known = [one for one in series if one is not None]
    if len(known) < FEWEST:
        return _unsaid(len(known))
    y, weights = _scaled(kind, known)
    slope, mean, centre, width = _fitted(at, y, weights)
    left = float((weights * (y - mean - slope * (at - centre)) ** 2).sum())
    chance = _chance(slope * np.sqrt(width), left=left, freedom=len(known) - 2)
    held = chance < 1 - level and _holds(at, y, weights, slope)
    course = (
        TrendResult.STEADY if not held else TrendResult.RISING if slope > 0 else TrendResult.FALLING
    )
    ends = (mean + slope * (float(end) - centre) for end in (at[0], at[-1]))
    first, last = (_unscaled(kind, end) for end in ends)
    return TrendChange(course=course, first=first, last=last, chance=chance, months=len(known))


def shift(
    kind: FunnelKind,
    *,
    before: Sequence[Counts | None],
    after: Sequence[Counts | None],
    level: float = SIGNAL,
) -> TrendChange:
    """The later stretch against the earlier, whose months say how far months differ anyway."""
    earlier = [one for one in before if one is not None]
    later = [one for one in after if one is not None]
    if len(earlier) < FEWEST or not later:
        return _unsaid(len(earlier))
    y, weights = _scaled(kind, earlier)
    mean = float((weights * y).sum() / weights.sum())
    left = float((weights * (y - mean) ** 2).sum())
    now, size = _scaled(kind, [(sum(one[0] for one in later), sum(one[1] for one in later))])
    away = (float(now[0]) - mean) / np.sqrt(1 / float(size[0]) + 1 / float(weights.sum()))
    chance = _chance(away, left=left, freedom=len(earlier) - 1)
    course = TrendResult.STEADY
    if chance < 1 - level:
        course = TrendResult.RISING if away > 0 else TrendResult.FALLING
    return TrendChange(
        course=course,
        first=sum(one[0] for one in earlier) / sum(one[1] for one in earlier),
        last=sum(one[0] for one in later) / sum(one[1] for one in later),
        chance=chance,
        months=len(earlier) + len(later),
    )


def _unsaid(months: int) -> TrendChange:
    return TrendChange(
        course=TrendResult.UNKNOWN, first=None, last=None, chance=None, months=months
    )


def _scaled(kind: FunnelKind, known: Sequence[Counts]) -> tuple[Numbers, Numbers]:
    """Values on the scale of constant chance, and their weights 4n: the inverse variances."""
    counts, sizes = (np.array(part, np.float64) for part in zip(*known, strict=True))
    root = np.sqrt(counts / sizes)
    y = np.arcsin(np.minimum(root, 1.0)) if kind is FunnelKind.SHARE else root
    return np.asarray(y, np.float64), np.asarray(4 * sizes, np.float64)


def _unscaled(kind: FunnelKind, value: float) -> float:
    if kind is FunnelKind.RATE:
        return max(0.0, value) ** 2
    return float(np.sin(np.clip(value, 0.0, np.pi / 2)) ** 2)


def _fitted(at: Numbers, y: Numbers, weights: Numbers) -> tuple[float, float, float, float]:
    """Slope, weighted means of values and of months, and Σw(t − t̄)²."""
    total = float(weights.sum())
    centre, mean = float((weights * at).sum()) / total, float((weights * y).sum()) / total
    width = float((weights * (at - centre) ** 2).sum())
    slope = float((weights * (at - centre) * (y - mean)).sum()) / width
    return slope, mean, centre, width


def _holds(at: Numbers, y: Numbers, weights: Numbers, slope: float) -> bool:
    """Whether the slope keeps its sign with each month left out."""
    for one in range(len(at)):
        kept = np.arange(len(at)) != one
        if _fitted(at[kept], y[kept], weights[kept])[0] * slope <= 0:
            return False
    return True


def _chance(away: float, *, left: float, freedom: int) -> float:
    """Two-sided p of `away` standard errors, with the spread left over where it exceeds chance."""
    spread = max(1.0, left / freedom)
    return float(2 * special.stdtr(freedom, -abs(away) / np.sqrt(spread)))
