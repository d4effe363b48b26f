"""Bernoulli CUSUM: adds up, trial by trial, how much better a raised rate explains the results.

It notices a moderate rise that lasts sooner than a chart of single months does. The limit is not
a matter of taste: `dashboard.analysis.cusum_limits` holds limits by volume and rate, simulated so
that a stable series signals about once in a given number of months.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from dashboard.analysis.funnel import Numbers

ODDS_RATIO: Final = 2.0
"""How much the odds of a hit must have grown for the chart to be tuned to it."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What one hit and one miss add, for one rate or many: the hit's positive, the miss's not."""

    hit: Numbers
    miss: Numbers


@dataclass(frozen=True, kw_only=True)
class Step:
    """The sum after a month, before it is set back, and whether it signals."""

    total: float
    signals: bool


def weights(rate: ArrayLike, *, odds_ratio: float = ODDS_RATIO) -> Weights:
    """Log-likelihood weights for a rise of the odds: p1 = R·p0 / (1 + (R−1)·p0).

    Raises:
        ValueError: a rate of 0 or 1 has no odds.
    """
    usual = np.asarray(rate, dtype=np.float64)
    if not ((usual > 0) & (usual < 1)).all():
        raise ValueError(f"a rate of {usual} has no odds")
    raised = odds_ratio * usual / (1 + (odds_ratio - 1) * usual)
    return Weights(
        hit=np.asarray(np.log(raised / usual)), miss=np.asarray(np.log((1 - raised) / (1 - usual)))
    )


def run(
    months: Sequence[tuple[float, float]],
    *,
    rate: float,
    limit: float,
    odds_ratio: float = ODDS_RATIO,
) -> tuple[Step, ...]:
    """The chart of months of (trials, hits): S = max(0, S + hits and misses), set back at a signal.

    Args:
        months: In order of time.
        rate: Share of hits while nothing has changed.
        limit: Where it signals.
        odds_ratio: The rise it is tuned to.
    """
    added = weights(rate, odds_ratio=odds_ratio)
    hit, miss = float(added.hit), float(added.miss)
    total, steps = 0.0, []
    for trials, hits in months:
        total = max(0.0, total + hits * hit + (trials - hits) * miss)
        signals = total >= limit
        steps.append(Step(total=total, signals=signals))
        total = 0.0 if signals else total
    return tuple(steps)
