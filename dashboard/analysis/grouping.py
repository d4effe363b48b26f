"""Units on one measure: where each stands, with its own interval and the funnel's plain limits.

A unit stands apart only by the rule of `deals`, over the whole page. The limits are a picture: how
far a unit of that size would lie by chance if its trials did not hang together. A unit's reference
is the rest of the city, never a city it is itself part of.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np

from dashboard.analysis.deals import DealLimits, Hand
from dashboard.analysis.funnel import SIGNAL, FunnelKind, Numbers, plain_limits
from dashboard.analysis.intervals import Interval, poisson, wilson
from dashboard.analysis.shrinkage import shrink


class Standing(Enum):
    """Where a unit stands to the rest, as far as can be told."""

    ABOVE = "above"
    SAME = "same"
    BELOW = "below"


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparedUnit:
    """What is compared: `count` cases of `size` trials or exposure.

    `expected` cases come from standardisation, else from the rate of the rest.
    """

    key: Hashable
    count: float
    size: float
    expected: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """One unit that can be compared, in the unit of its share or rate.

    `value` is its own, or where standardised the city's times observed to expected; `interval`
    covers chance in its own count alone (95 %); `low` and `high` are the plain 99.8 % limits around
    `reference`, in the same terms as `value`.
    """

    unit: ComparedUnit
    value: float
    reference: float
    interval: Interval
    low: float
    high: float
    reach: float
    """How far from the rest, as a part of how far a unit must lie to stand apart."""
    shrunk: float
    standing: Standing
    hint: Standing
    """Where it would stand at the level of a hint."""


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """All units that can be compared, in the order given."""

    kind: FunnelKind
    city: float
    lines: DealLimits
    positions: tuple[Position, ...]

    def at(self, key: Hashable) -> Position | None:
        """The position of one unit; None where it could not be compared."""
        return next((one for one in self.positions if one.unit.key == key), None)

    def standing(self, standing: Standing) -> tuple[Position, ...]:
        """The units that stand so."""
        return tuple(one for one in self.positions if one.standing is standing)

    def limits(self, sizes: Numbers, *, level: float) -> tuple[Numbers, Numbers]:
        """Plain lower and upper limits around the city's rate for units of `sizes`, to be drawn."""
        reference = min(
            max(self.city, _LEAST), 1 - _LEAST if self.kind is FunnelKind.SHARE else np.inf
        )
        return plain_limits(self.kind, sizes=sizes, reference=reference, level=level)


_LEAST: Final = 1e-6


def group(
    kind: FunnelKind,
    units: Sequence[ComparedUnit],
    *,
    hands: Mapping[Hashable, Hand],
    lines: DealLimits,
    city: float | None = None,
) -> Grouping | None:
    """Group units; None where there is nothing to compare with.

    Args:
        kind: Whether the measure is a share or a rate.
        units: All units of the city.
        hands: What each holds, as dealt; only units compared there have a position.
        lines: Of the page.
        city: Stands in where the city's value is not all cases over all sizes, as for a ratio.
    """
    cases = sum(one.count for one in units)
    total = sum(one.size for one in units)
    if not total:
        return None
    members = [
        one
        for one in units
        if one.size and one.key in hands and hands[one.key].compared and one.size < total
    ]
    city = cases / total if city is None else city
    positions: tuple[Position, ...] = ()
    if members:
        reference = _references(kind, members, cases=cases, total=total)
        away = [hands[one.key].deviation for one in members]
        positions = _positions(kind, members, reference, away=away, lines=lines, city=city)
    return Grouping(kind=kind, city=city, lines=lines, positions=positions)


def _references(
    kind: FunnelKind, units: list[ComparedUnit], *, cases: float, total: float
) -> Numbers:
    """What is expected of each unit: its standardised share or rate, or that of the rest."""
    found = []
    for one in units:
        rest = cases - one.count, total - one.size
        # Where the rest has no case at all, or nothing else, its rate is not known to be 0 or 1.
        known = (
            min(max(rest[0], 0.5), rest[1] - 0.5 if kind is FunnelKind.SHARE else np.inf) / rest[1]
        )
        found.append(known if one.expected is None else one.expected / one.size)
    least = 1e-9
    most = 1 - least if kind is FunnelKind.SHARE else np.inf
    return np.clip(np.array(found, np.float64), least, most)


def _positions(
    kind: FunnelKind,
    units: list[ComparedUnit],
    reference: Numbers,
    *,
    away: Sequence[float],
    lines: DealLimits,
    city: float,
) -> tuple[Position, ...]:
    counts = np.array([one.count for one in units], np.float64)
    sizes = np.array([one.size for one in units], np.float64)
    rates = counts / sizes
    low, high = plain_limits(kind, sizes=sizes, reference=reference, level=SIGNAL)
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
            reach=away[at] / lines.apart,
            shrunk=float(shrunk[at]),
            standing=_standing(away[at], lines.apart),
            hint=_standing(away[at], lines.near),
        )
        for at, one in enumerate(units)
    )


def _standing(away: float, line: float) -> Standing:
    if abs(away) <= line:
        return Standing.SAME
    return Standing.ABOVE if away > 0 else Standing.BELOW


def _interval(kind: FunnelKind, unit: ComparedUnit, *, scale: float) -> Interval:
    count = round(unit.count)
    plain = (
        wilson(hits=count, trials=round(unit.size))
        if kind is FunnelKind.SHARE
        else poisson(count=count, exposure=unit.size)
    )
    high = plain.high * scale
    return Interval(
        low=plain.low * scale, high=min(1.0, high) if kind is FunnelKind.SHARE else high
    )
