"""Limits of the Bernoulli CUSUM by monthly volume and usual rate, from a seeded simulation.

The same limit means very different things at 15 and at 160 candidates a month. Each limit here is
the smallest at which a stable series of that volume and rate signals once in ARL_MONTHS months on
average; `simulated_limit` simulates each anew.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from dashboard.analysis.cusum import weights
from dashboard.analysis.funnel import Numbers

SEED: Final = 20241231
RUNS: Final = 1000
HORIZON: Final = 2500
"""Months each simulated series is followed; those that never signal count as followed so long."""
ARL_MONTHS: Final = 700.0
"""In-control run length aimed at: about one false signal in 58 years of one series."""
VOLUMES: Final = (15, 40, 80, 160)
"""Trials a month simulated for each band."""
BAND_ENDS: Final = (30, 60, 120)
"""Monthly volumes at which the next band begins."""

LIMITS: Final = MappingProxyType(
    {
        0.03: (4.0, 4.53, 4.69, 4.98),
        0.06: (4.31, 4.79, 4.8, 4.92),
        0.12: (4.67, 4.8, 4.8, 4.63),
        0.25: (4.75, 5.02, 5.03, 3.81),
        0.5: (4.94, 4.99, 4.99, 3.75),
        0.75: (4.86, 5.14, 5.14, 4.73),
        0.85: (4.68, 5.19, 4.85, 4.85),
        0.93: (4.24, 4.67, 5.09, 5.16),
    }
)
"""Limits by rate, in the order of VOLUMES; `simulated_limit` with SEED, RUNS and HORIZON."""


def limit(*, rate: ArrayLike, trials: ArrayLike) -> Numbers:
    """The limit for series of about `trials` a month and a usual share of `rate`, one or many."""
    known = np.array(list(LIMITS))
    table = np.array(list(LIMITS.values()))
    nearest = np.abs(np.asarray(rate)[..., None] - known).argmin(axis=-1)
    band = np.searchsorted(BAND_ENDS, np.asarray(trials), side="right")
    return np.asarray(table[nearest, band], dtype=np.float64)


def simulated_limit(
    *, rate: float, trials: int, runs: int = RUNS, horizon: int = HORIZON, seed: int = SEED
) -> float:
    """Simulate one limit, to two decimals.

    Args:
        rate: Share of hits of a stable series.
        trials: Trials a month.
        runs: Series simulated.
        horizon: Months each is followed.
        seed: Of the generator; mixed with rate and volume so that cells are independent.
    """
    rng = np.random.default_rng([seed, trials, round(rate * 1000)])
    added = weights(rate)
    total, highest = np.zeros(runs), np.empty((horizon, runs))
    peak = np.zeros(runs)
    for month in range(horizon):
        hits = rng.binomial(trials, rate, size=runs)
        total = np.maximum(0.0, total + hits * added.hit + (trials - hits) * added.miss)
        peak = np.maximum(peak, total)
        highest[month] = peak
    low, high = 0.0, float(peak.max()) + 1
    while high - low > 0.005:
        middle = (low + high) / 2
        low, high = (low, middle) if _run_length(highest, middle) >= ARL_MONTHS else (middle, high)
    return round(high, 2)


def _run_length(highest: Numbers, level: float) -> float:
    """Months followed per signal; series that never signal are followed to the end."""
    signalled = highest[-1] >= level
    if not signalled.any():
        return float("inf")
    months = np.where(signalled, (highest >= level).argmax(axis=0) + 1, len(highest))
    return float(months.sum() / signalled.sum())
