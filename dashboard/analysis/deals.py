"""The one rule by which a unit stands apart: clusters dealt to the units at random, many times.

If units do not differ, it is chance which institution lies in which. So the institutions are dealt
to the units 999 times, every unit keeping its number of each kind and band of size; a unit stands
apart only where it lies further out than the farthest unit on the farthest measure of the page does
in 99 % of deals, each measure by a ruler of its own. So the level holds for the whole page, however
alike the trials inside an institution are, and whichever of a page's measures is looked at.
(Regulators use limits for each measure; dealing is a stricter guard of our own, after Gail 1996 and
Westfall and Young 1993.)

The level comes from the deals alone; how it is measured what lies far out (`board`) only decides
which differences are found best.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.analysis.board import Board, Flags, board
from dashboard.analysis.clusters import Moments, Trials, moments
from dashboard.analysis.funnel import Numbers, standard_units

DEALS: Final = 999
"""With the true one a thousand."""
APART: Final = 0.01
NEAR: Final = 0.05
"""How many of all deals may lie at least as far out as what stands apart, or is a hint."""
_DILUTED: Final = 1.5
"""How many times as many clusters a unit may hold, and what lies far out in it still does."""
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, kw_only=True)
class Hand:
    """What a unit holds of one measure: `clusters` of `size`, and the moments of their sum.

    `deviation` is how far out it lies in standard errors, 0 where it is not `compared`. `chance`
    and `variance` are without and with what clusters differ, `rest` is the part of all trials that
    others hold, and `odds` how often a deal gives the very same clusters to some unit about as
    small, so that nothing it could do would be rarer.
    """

    deviation: float
    compared: bool
    clusters: float
    size: float
    expected: float
    chance: float
    variance: float
    third: float
    rest: float = 1.0
    odds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class DealLimits:
    """How many standard errors out a unit stands apart, and is worth a hint."""

    apart: float
    near: float


@dataclass(frozen=True, kw_only=True)
class Dealt:
    """What came of dealing, by measure: its lines, and what every unit holds.

    `hands` are by measure and unit, of every unit with any size; `typical` is by measure the mean
    of the clusters with any, as if a unit had one.
    """

    lines: Mapping[Hashable, DealLimits]
    hands: Mapping[Hashable, Mapping[Hashable, Hand]]
    typical: Mapping[Hashable, Hand]


@dataclass(frozen=True, kw_only=True)
class MeasureMatrix:
    """What is compared together: every measure has an entry for every cluster.

    `homes` are the units of the clusters, `kinds` what each is: only like ones are dealt to each
    other's places.
    """

    measures: Sequence[Trials]
    homes: Sequence[Hashable]
    kinds: Sequence[int]


def deal(page: MeasureMatrix) -> Dealt:
    """Deal the clusters of a page.

    The same clusters give the same answer, in whatever order and under whatever names they come.
    """
    measures = page.measures
    if not measures or not page.homes:
        none: dict[Hashable, Mapping[Hashable, Hand]] = {one.key: {} for one in measures}
        nowhere = DealLimits(apart=math.inf, near=math.inf)
        return Dealt(lines={one.key: nowhere for one in measures}, hands=none, typical={})
    told = [moments(one) for one in measures]
    laid = board(measures, told, homes=page.homes, kinds=page.kinds)
    held = laid.held(laid.content)
    away, compared = laid.deviations(held), laid.compared(held)
    lines = _lines(laid.farthest(DEALS), true=np.abs(away).max(axis=0))
    both = list(zip(measures, told, strict=True))
    return Dealt(
        lines={one.key: lines[at] for at, one in enumerate(measures)},
        hands={
            one.key: _hands(laid, one, of, away=away[:, at], compared=compared[:, at])
            for at, (one, of) in enumerate(both)
        },
        typical={one.key: _typical(one, of) for one, of in both if one.sizes.any()},
    )


def _lines(farthest: Numbers, *, true: Numbers) -> list[DealLimits]:
    """The lines of every measure, from the farthest of its units in every deal.

    Each measure has a ruler of its own, what one in a hundred of its deals reaches, so that one
    with a few wild institutions does not set the line of all others; it is never shorter than a
    single test of a single unit would have it, or a measure on which two can be compared would use
    up the level. The line is so many rulers as one in a hundred pages reaches on the measure where
    it reaches most.
    """
    every = np.sort(np.vstack([farthest, true]), axis=0)
    rulers = np.maximum(every[-_rank(APART)], standard_units(1 - APART))
    reached = np.sort((farthest / rulers).max(axis=1))

    def line(ruler: float, level: float) -> float:
        return max(ruler * float(reached[-_rank(level)]), standard_units(1 - level)) + _ROUNDING

    return [
        DealLimits(apart=line(ruler, APART), near=line(ruler, NEAR)) for ruler in rulers.tolist()
    ]


def _rank(level: float) -> int:
    """Of a thousand with the true one, how many may lie as far out."""
    return round(level * (DEALS + 1))


def _hands(
    laid: Board, trials: Trials, of: Moments, *, away: Numbers, compared: Flags
) -> dict[Hashable, Hand]:
    """What every unit with any size holds of one measure."""
    columns = np.stack(
        [trials.sizes, trials.expected, of.chance, of.variances, of.thirds, trials.sizes > 0],
        axis=1,
    )
    sums = laid.held(columns[laid.order])
    total, odds = float(trials.sizes.sum()), _odds(laid, trials.sizes > 0)
    return {
        unit: Hand(
            deviation=float(away[at]),
            compared=bool(compared[at]),
            clusters=float(held),
            size=float(size),
            expected=float(expected),
            chance=float(chance),
            variance=float(variance),
            third=float(third),
            rest=1 - float(size) / total,
            odds=odds[at],
        )
        for at, unit in enumerate(laid.units)
        for size, expected, chance, variance, third, held in [sums[at]]
        if size > 0
    }


def _odds(laid: Board, present: Flags) -> list[float]:
    """How often all that each unit holds is dealt to one unit again, and to one not much larger."""
    groups = np.unique(laid.groups)
    here = present[laid.order, None] & (laid.groups[:, None] == groups)
    held, there = laid.held(here.astype(np.int64)).tolist(), here.sum(axis=0).tolist()
    # Units of the same clusters are many, and their odds are the same.
    found = {
        own: sum(
            number * math.prod(map(math.comb, other, own))
            for other, number in Counter(map(tuple, held)).items()
            if sum(other) <= _DILUTED * sum(own)
        )
        / math.prod(map(math.comb, there, own))
        for own in set(map(tuple, held))
    }
    return [min(1.0, found[tuple(own)]) for own in held]


def _typical(trials: Trials, of: Moments) -> Hand:
    """One cluster, the mean of those that have any size."""
    known = trials.sizes > 0
    return Hand(
        deviation=0.0,
        compared=True,
        clusters=1.0,
        size=float(trials.sizes[known].mean()),
        expected=float(trials.expected[known].mean()),
        chance=float(of.chance[known].mean()),
        variance=float(of.variances[known].mean()),
        third=float(of.thirds[known].mean()),
    )
