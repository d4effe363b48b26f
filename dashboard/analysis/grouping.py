"""The one grouping rule of the product: which units stand apart from all others, if any.

Every unit is held against the rest of the city, never against a city it is itself part of, and
stands apart only beyond the 99.8 % limits; 95 % is a hint. Where large units show that units differ
among themselves beyond chance, the limits allow for it; a unit that holds more than half of
everything, or too little, is not compared. Nothing depends on names or on the order of units.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np

from dashboard.analysis.funnel import (
    HINT,
    PLAIN,
    SIGNAL,
    Dispersion,
    Kind,
    Numbers,
    deviations,
    dispersion_of,
    limits,
)
from dashboard.analysis.intervals import Interval, poisson, wilson
from dashboard.analysis.shrinkage import shrink

ENOUGH_CASES: Final = 5
"""Expected cases, and in a share expected others, that make a unit's deviation nearly normal."""
ENOUGH_UNITS: Final = 10
"""Units of that size needed to say how far units differ among themselves."""


class Standing(Enum):
    """Where a unit stands to the rest, as far as can be told."""

    ABOVE = "above"
    SAME = "same"
    BELOW = "below"


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """What is compared: `count` cases of `size` trials or exposure.

    `expected` cases come from standardisation, else from the rate of the rest; `thin` units are
    counted in the city and not compared.
    """

    key: Hashable
    count: float
    size: float
    expected: float | None = None
    thin: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """One unit that can be compared, in the unit of its share or rate.

    `value` is its own, or where standardised the city's times observed to expected; `interval`
    covers chance in its own count alone (95 %); `low` and `high` are the 99.8 % limits around
    `reference`, in the same terms as `value`.
    """

    unit: Unit
    value: float
    reference: float
    interval: Interval
    low: float
    high: float
    deviation: float
    """Standard errors from the reference, with what units differ among themselves."""
    shrunk: float
    standing: Standing
    hint: Standing
    """Where it would stand at 95 %."""


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """All units that can be compared, in the order given."""

    kind: Kind
    city: float
    dispersion: Dispersion
    positions: tuple[Position, ...]

    def at(self, key: Hashable) -> Position | None:
        """The position of one unit; None where it could not be compared."""
        return next((one for one in self.positions if one.unit.key == key), None)

    def standing(self, standing: Standing) -> tuple[Position, ...]:
        """The units that stand so."""
        return tuple(one for one in self.positions if one.standing is standing)

    def lines(self, sizes: Numbers, *, level: float) -> tuple[Numbers, Numbers]:
        """Lower and upper limits around the city's rate for units of `sizes`, to be drawn."""
        reference = min(max(self.city, _LEAST), 1 - _LEAST if self.kind is Kind.SHARE else np.inf)
        return limits(
            self.kind, sizes=sizes, reference=reference, level=level, dispersion=self.dispersion
        )


_LEAST: Final = 1e-6


def group(kind: Kind, units: Sequence[Unit], *, city: float | None = None) -> Grouping | None:
    """Group units; None where there is nothing to compare with.

    `city` stands in where the city's value is not all cases over all sizes, as for a ratio.
    A unit without size, a thin one and one that holds more than half of everything has no position.
    """
    counts = np.array([one.count for one in units], np.float64)
    sizes = np.array([one.size for one in units], np.float64)
    total = float(sizes.sum())
    if not total:
        return None
    chosen = [
        at for at, one in enumerate(units) if not one.thin and 0 < one.size <= total - one.size
    ]
    city = float(counts.sum()) / total if city is None else city
    if not chosen:
        return Grouping(kind=kind, city=city, dispersion=PLAIN, positions=())
    members = [units[at] for at in chosen]
    reference = _references(kind, members, cases=float(counts.sum()), total=total)
    mine, size = counts[chosen], sizes[chosen]
    spread = _dispersion(kind, mine, size, reference)
    return Grouping(
        kind=kind,
        city=city,
        dispersion=spread,
        positions=_positions(kind, members, reference, city=city, dispersion=spread),
    )


def _references(kind: Kind, units: list[Unit], *, cases: float, total: float) -> Numbers:
    """What is expected of each unit: its standardised share or rate, or that of the rest."""
    found = []
    for one in units:
        rest = cases - one.count, total - one.size
        # Where the rest has no case at all, or nothing else, its rate is not known to be 0 or 1.
        known = min(max(rest[0], 0.5), rest[1] - 0.5 if kind is Kind.SHARE else np.inf) / rest[1]
        found.append(known if one.expected is None else one.expected / one.size)
    least = 1e-9
    most = 1 - least if kind is Kind.SHARE else np.inf
    return np.clip(np.array(found, np.float64), least, most)


def _dispersion(kind: Kind, counts: Numbers, sizes: Numbers, reference: Numbers) -> Dispersion:
    expected = sizes * reference
    others = sizes - expected if kind is Kind.SHARE else expected
    large = (expected >= ENOUGH_CASES) & (others >= ENOUGH_CASES)
    if int(large.sum()) < ENOUGH_UNITS:
        return PLAIN
    return dispersion_of(kind, counts=counts[large], sizes=sizes[large], reference=reference[large])


def _positions(
    kind: Kind, units: list[Unit], reference: Numbers, *, city: float, dispersion: Dispersion
) -> tuple[Position, ...]:
    counts = np.array([one.count for one in units], np.float64)
    sizes = np.array([one.size for one in units], np.float64)
    rates = counts / sizes
    low, high = limits(kind, sizes=sizes, reference=reference, level=SIGNAL, dispersion=dispersion)
    near = limits(kind, sizes=sizes, reference=reference, level=HINT, dispersion=dispersion)
    away = deviations(
        kind, counts=counts, sizes=sizes, reference=reference, variance=dispersion.variance
    )
    scale = np.array([1.0 if one.expected is None else city for one in units]) / np.where(
        [one.expected is None for one in units], 1.0, reference
    )
    shrunk = shrink(kind, counts=rates * scale * sizes, sizes=sizes).estimates
    return tuple(
        Position(
            unit=one,
            value=float(rates[at] * scale[at]),
            reference=float(reference[at] * scale[at]),
            interval=_interval(kind, one, scale=float(scale[at])),
            low=float(low[at] * scale[at]),
            high=float(high[at] * scale[at]),
            deviation=float(away[at]),
            shrunk=float(shrunk[at]),
            standing=_standing(float(rates[at]), float(low[at]), float(high[at])),
            hint=_standing(float(rates[at]), float(near[0][at]), float(near[1][at])),
        )
        for at, one in enumerate(units)
    )


def _standing(rate: float, low: float, high: float) -> Standing:
    if rate > high:
        return Standing.ABOVE
    return Standing.BELOW if rate < low else Standing.SAME


def _interval(kind: Kind, unit: Unit, *, scale: float) -> Interval:
    count = round(unit.count)
    plain = (
        wilson(hits=count, trials=round(unit.size))
        if kind is Kind.SHARE
        else poisson(count=count, exposure=unit.size)
    )
    high = plain.high * scale
    return Interval(low=plain.low * scale, high=min(1.0, high) if kind is Kind.SHARE else high)
