"""Clusters: what belongs together, as all trials of one institution, and how far it may vary.

Trials inside one institution are not independent: candidates share a teacher, findings an
inspection. The variance of a cluster's count is therefore c(1 + ρm): c by chance alone, and ρ
fitted so that the squares of the standardised residuals of all clusters come to their number. With
m = n − 1 for a share of n trials that is the beta-binomial, with m = c for a count the negative
binomial; the third moment is theirs as well.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.analysis.funnel import FunnelKind, Numbers

_HALVINGS: Final = 60
_TINY: Final = 1e-12


@dataclass(frozen=True, kw_only=True)
class Trials:
    """One measure: `counts` of cases in `sizes` trials or exposure, one entry a cluster.

    `expected` are the cases each would have at the city's rate, so that counts and expected cases
    have one sum. A unit of less than `fewest` size is not compared.
    """

    key: Hashable
    kind: FunnelKind
    counts: Numbers
    expected: Numbers
    sizes: Numbers
    fewest: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Moments:
    """Of every cluster's residual: itself, its variance by chance, in all, and third moment."""

    residuals: Numbers
    chance: Numbers
    variances: Numbers
    thirds: Numbers


def moments(trials: Trials) -> Moments:
    """The moments of a measure's residuals, with the likeness ρ inside clusters fitted to them."""
    expected, sizes = trials.expected, trials.sizes
    residuals = trials.counts - expected
    if trials.kind is FunnelKind.SHARE:
        share = np.clip(expected / np.maximum(sizes, _TINY), 0.0, 1.0)
        chance, mates, lean = expected * (1 - share), np.maximum(sizes - 1, 0.0), 1 - 2 * share
    else:
        chance, mates, lean = expected, expected, np.ones_like(expected)
    chance = np.maximum(chance, 0.0)
    likeness = _likeness(residuals, chance, mates)
    variances = chance * (1 + likeness * mates)
    swell = np.divide(variances, chance, out=np.ones_like(chance), where=chance > 0)
    return Moments(
        residuals=residuals,
        chance=chance,
        variances=variances,
        thirds=lean * variances * (2 * swell - 1),
    )


def _likeness(residuals: Numbers, chance: Numbers, mates: Numbers) -> float:
    """ρ, or κ of a count; 0 where clusters differ by chance alone."""
    known = (chance > 0) & (mates > 0)
    squares, c, m = residuals[known] ** 2, chance[known], mates[known]
    wanted = len(c) - 1

    def beyond(likeness: float) -> bool:
        return bool((squares / (c * (1 + likeness * m))).sum() > wanted)

    if wanted < 1 or not beyond(0.0):
        return 0.0
    low, high = 0.0, 1.0
    while beyond(high):
        low, high = high, 4 * high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if beyond(middle) else (low, middle)
    return high
