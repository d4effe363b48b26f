"""Empirical Bayes: a unit's rate drawn towards the mean, the more the less is known of it.

Marshall's moment estimator: m = Σx/Σn, s² = Σn(r − m)²/Σn, A = max(0, s² − v/n̄), w = A/(A + v/n),
θ = m + w(r − m), with v the variance of one trial: m(1 − m) for shares, m for rates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dashboard.analysis.funnel import FunnelKind, Numbers


@dataclass(frozen=True, kw_only=True)
class Shrunk:
    """The estimates with what they are made of, in the order of the units."""

    mean: float
    spread: float
    """s², weighted variance of the rates."""
    between: float
    """A, what of it is more than chance."""
    weights: Numbers
    """w, how much of its own rate each unit keeps."""
    estimates: Numbers


def shrink(kind: FunnelKind, *, counts: ArrayLike, sizes: ArrayLike) -> Shrunk:
    """Shrink the rates of all units towards their mean.

    Args:
        kind: Whether the rates are shares of trials or counts over exposures.
        counts: Cases of every unit.
        sizes: Trials or exposure of every unit, all above 0.
    """
    counts, sizes = np.asarray(counts, np.float64), np.asarray(sizes, np.float64)
    rates, total = counts / sizes, float(sizes.sum())
    mean = float(counts.sum()) / total
    spread = float((sizes * (rates - mean) ** 2).sum()) / total
    one = mean * (1 - mean) if kind is FunnelKind.SHARE else mean
    between = max(0.0, spread - one / float(sizes.mean()))
    chance = one / sizes
    weights = between / (between + chance) if between else np.zeros_like(sizes)
    return Shrunk(
        mean=mean,
        spread=spread,
        between=between,
        weights=weights,
        estimates=mean + weights * (rates - mean),
    )
