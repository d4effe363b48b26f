"""Funnel limits: how far a unit's share or rate may lie from a reference by chance alone.

Plain limits are exact: the interpolated quantile of the binomial or Poisson count (Spiegelhalter
2005) with half a case of correction. With it a unit lies outside exactly where its mid-p tail is
below the level, at both ends alike; without it the published formula sits half a case too low, and
would set apart every single institution that was eliminated.

Adjusted limits add what units differ among themselves beyond chance (over-dispersion): a variance
τ² between units on the arcsine (shares) or logarithm scale (rates), by the method of moments over
winsorised deviations, as FunnelPlotR and the SHMI do it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Numbers: TypeAlias = NDArray[np.float64]

HINT: Final = 0.95
SIGNAL: Final = 0.998
"""Two-sided levels of the lines drawn. Districts are named by dealing alone (`deals`)."""

_TAIL_SHARE: Final = 0.1
_HALF: Final = 0.5


class FunnelKind(Enum):
    """What is compared: a share of trials, or a count over an exposure."""

    SHARE = "share"
    RATE = "rate"


@dataclass(frozen=True, kw_only=True)
class Dispersion:
    """How far units differ beyond chance: `factor` φ, 1 for chance alone; `variance` τ² [scale²].

    `units` is the number they were estimated from; 0 where there were too few.
    """

    factor: float
    variance: float
    units: int


def quantile_of_share(level: float, *, trials: ArrayLike, share: ArrayLike) -> Numbers:
    """The interpolated quantile of a binomial count: r − (F(r) − a) / (F(r) − F(r − 1)) [cases].

    `share` lies strictly between 0 and 1, `trials` are whole numbers.
    """
    trials, share = np.asarray(trials, np.int64), np.asarray(share, np.float64)

    def reached(rank: Numbers) -> Numbers:
        return _numbers(special.bdtr(rank, trials, share))

    return _interpolated(level, guess=special.bdtrik(level, trials, share), reached=reached)


def quantile_of_rate(level: float, *, expected: ArrayLike) -> Numbers:
    """The interpolated quantile of a Poisson count [cases]; `expected` is above 0."""
    mean = np.asarray(expected, np.float64)

    def reached(rank: Numbers) -> Numbers:
        return _numbers(special.pdtr(rank, mean))

    return _interpolated(level, guess=special.pdtrik(level, mean), reached=reached)


def plain_limits(
    kind: FunnelKind, *, sizes: ArrayLike, reference: ArrayLike, level: float
) -> tuple[Numbers, Numbers]:
    """Exact limits of shares of `sizes` trials, or of rates over `sizes`, around `reference`.

    Returns:
        Lower and upper limits in the unit of the reference; shares between 0 and 1.
    """
    sizes, reference = np.asarray(sizes, np.float64), np.asarray(reference, np.float64)
    ends = []
    for tail in _tails(level):
        cases = (
            quantile_of_share(tail, trials=sizes, share=reference)
            if kind is FunnelKind.SHARE
            else quantile_of_rate(tail, expected=sizes * reference)
        )
        ends.append(_numbers((cases + _HALF) / sizes))
    low, high = np.maximum(ends[0], 0.0), ends[1]
    return _numbers(low), _numbers(np.minimum(high, 1.0) if kind is FunnelKind.SHARE else high)


def adjusted_limits(
    kind: FunnelKind, *, sizes: ArrayLike, reference: ArrayLike, level: float, variance: float
) -> tuple[Numbers, Numbers]:
    """Limits that allow units to differ by `variance` τ² beyond chance.

    Shares: sin²(T ± q√(1/4n + τ²)), the angle kept between 0 and π/2, where an unclipped line would
    fold back. Rates: reference × exp(±q√(1/E + τ²)).
    """
    sizes, reference = np.asarray(sizes, np.float64), np.asarray(reference, np.float64)
    reach = standard_units(level) * np.sqrt(_chance(kind, sizes, reference) + variance)
    if kind is FunnelKind.RATE:
        return _numbers(reference * np.exp(-reach)), _numbers(reference * np.exp(reach))
    angle = np.arcsin(np.sqrt(reference))
    low, high = (np.clip(angle + step, 0.0, np.pi / 2) for step in (-reach, reach))
    return _numbers(np.sin(low) ** 2), _numbers(np.sin(high) ** 2)


def deviations(
    kind: FunnelKind,
    *,
    counts: ArrayLike,
    sizes: ArrayLike,
    reference: ArrayLike,
    variance: float = 0.0,
) -> Numbers:
    """How many standard errors each unit lies from the reference, τ² allowed for.

    Shares on the arcsine scale, rates as ln(O/E); a count of 0 enters there as half a case.
    """
    counts, sizes = np.asarray(counts, np.float64), np.asarray(sizes, np.float64)
    reference = np.asarray(reference, np.float64)
    if kind is FunnelKind.RATE:
        away = np.log(np.maximum(counts, _HALF) / (sizes * reference))
    else:
        share = np.clip(counts / sizes, 0.0, 1.0)
        away = np.arcsin(np.sqrt(share)) - np.arcsin(np.sqrt(reference))
    return _numbers(away / np.sqrt(_chance(kind, sizes, reference) + variance))


def dispersion_of(
    kind: FunnelKind, *, counts: ArrayLike, sizes: ArrayLike, reference: ArrayLike
) -> Dispersion:
    """Over-dispersion by the method of moments, deviations winsorised at 10 % and 90 %.

    φ is the mean square of the winsorised deviations; where Nφ is below N − 1 chance explains all
    and τ² is 0, else τ² = (Nφ − (N − 1)) / (Σw − Σw²/Σw) with w = 1 / (chance variance).
    """
    z = deviations(kind, counts=counts, sizes=sizes, reference=reference)
    number = len(z)
    if number < 2:
        return Dispersion(factor=1.0, variance=0.0, units=number)
    ends = np.quantile(z, (_TAIL_SHARE, 1 - _TAIL_SHARE))
    factor = float(np.mean(np.clip(z, *ends) ** 2))
    weights = 1 / _chance(kind, np.asarray(sizes, np.float64), np.asarray(reference, np.float64))
    weights = np.broadcast_to(weights, z.shape)
    beyond = number * factor - (number - 1)
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    variance = beyond / scale if beyond > 0 and scale > 0 else 0.0
    return Dispersion(factor=factor, variance=variance, units=number)


def standard_units(level: float) -> float:
    """The normal quantile of a two-sided level: 1.959964 for 95 %, 3.090232 for 99.8 %."""
    return float(special.ndtri((1 + level) / 2))


def _chance(kind: FunnelKind, sizes: Numbers, reference: Numbers) -> Numbers:
    """The variance by chance alone, on the scale deviations are taken."""
    return _numbers(1 / (4 * sizes) if kind is FunnelKind.SHARE else 1 / (sizes * reference))


def _tails(level: float) -> tuple[float, float]:
    return (1 - level) / 2, (1 + level) / 2


def _interpolated(
    level: float, *, guess: ArrayLike, reached: Callable[[Numbers], Numbers]
) -> Numbers:
    rank = np.maximum(np.ceil(guess), 0.0)
    before = np.maximum(rank - 1, 0.0)
    # The inverse is a real number, and may round up past the rank it belongs to.
    rank = np.where(reached(before) >= level, before, rank)
    at = reached(rank)
    below = np.where(rank > 0, reached(np.maximum(rank - 1, 0.0)), 0.0)
    return _numbers(rank - (at - level) / (at - below))


def _numbers(values: ArrayLike) -> Numbers:
    return np.asarray(values, np.float64)
