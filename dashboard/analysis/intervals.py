"""Exact and score intervals for shares and rates.

Wilson's score interval for a share and Clopper and Pearson's exact one, Garwood's exact interval
for a Poisson count over an exposure. All are two-sided with equal tails; none allows for
overdispersion, so that what lies outside is a hint to look, not a proof.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from scipy import special

CONFIDENCE: Final = 0.95


@dataclass(frozen=True, kw_only=True)
class Interval:
    """From `low` to `high`, both inclusive, in the unit of the rate."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


def wilson(*, hits: int, trials: int, confidence: float = CONFIDENCE) -> Interval:
    """The score interval of a share: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n).

    Raises:
        ValueError: no trials, or hits outside 0 to trials.
    """
    if trials <= 0 or not 0 <= hits <= trials:
        raise ValueError(f"{hits} hits of {trials} trials have no share")
    z = float(special.ndtri((1 + confidence) / 2))
    share, spread = hits / trials, z * z / trials
    centre = share + spread / 2
    half = z * math.sqrt(share * (1 - share) / trials + spread / (4 * trials))
    # The ends are exact at 0 and 1, where rounding would leave a crumb.
    return Interval(
        low=0.0 if hits == 0 else (centre - half) / (1 + spread),
        high=1.0 if hits == trials else (centre + half) / (1 + spread),
    )


def exact(*, hits: int, trials: int, confidence: float = CONFIDENCE) -> Interval:
    """The exact interval of a share (Clopper and Pearson), never shorter than promised.

    Raises:
        ValueError: no trials, or hits outside 0 to trials.
    """
    if trials <= 0 or not 0 <= hits <= trials:
        raise ValueError(f"{hits} hits of {trials} trials have no share")
    tail = (1 - confidence) / 2
    misses = trials - hits
    return Interval(
        low=float(special.betaincinv(hits, misses + 1, tail)) if hits else 0.0,
        high=float(special.betaincinv(hits + 1, misses, 1 - tail)) if misses else 1.0,
    )


def poisson(*, count: int, exposure: float, confidence: float = CONFIDENCE) -> Interval:
    """The exact interval of a rate per exposure: χ²(α/2; 2x)/2E to χ²(1−α/2; 2x+2)/2E.

    Raises:
        ValueError: a negative count, or no exposure.
    """
    if count < 0 or exposure <= 0:
        raise ValueError(f"a count of {count} over {exposure} has no rate")
    tail = (1 - confidence) / 2
    low = _chi_square(tail, 2 * count) / (2 * exposure) if count else 0.0
    return Interval(low=low, high=_chi_square(1 - tail, 2 * count + 2) / (2 * exposure))


def _chi_square(probability: float, freedom: int) -> float:
    """The quantile of χ², by the gamma function alone: `scipy.stats` costs a second to import."""
    return float(2 * special.gammaincinv(freedom / 2, probability))
