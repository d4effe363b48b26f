"""Bernoulli CUSUM: adds up, trial by trial, how much better a raised rate explains the results.

It notices a moderate rise that lasts sooner than a chart of single months does. The limit is not
a matter of taste: `dashboard.analysis.cusum_limits` holds limits by volume and rate, simulated so
that a stable series signals about once in a given number of months.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

ODDS_RATIO: Final = 2.0
"""How much the odds of a hit must have grown for the chart to be tuned to it."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What one hit and one miss add; the hit's is positive, the miss's negative."""

    hit: float
    miss: float


@dataclass(frozen=True, kw_only=True)
class Step:
    """The sum after a month, before it is set back, and whether it signals."""

    total: float
    signals: bool


def weights(rate: float, *, odds_ratio: float = ODDS_RATIO) -> Weights:
    """Log-likelihood weights for a rise of the odds: p1 = R·p0 / (1 + (R−1)·p0).

    Raises:
        ValueError: a rate of 0 or 1 has no odds.
    """
    if not 0 < rate < 1:
        raise ValueError(f"a rate of {rate} has no odds")
    raised = odds_ratio * rate / (1 + (odds_ratio - 1) * rate)
    return Weights(hit=math.log(raised / rate), miss=math.log((1 - raised) / (1 - rate)))


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
    total, steps = 0.0, []
    for trials, hits in months:
        total = max(0.0, total + hits * added.hit + (trials - hits) * added.miss)
        signals = total >= limit
        steps.append(Step(total=total, signals=signals))
        total = 0.0 if signals else total
    return tuple(steps)
