"""Now against before: has a share risen between two periods, and by how much at least?

Several answers to one question, because people check them with different tools: the pooled z test,
Newcombe's interval of the difference, Fisher's exact test, and the chance of so many hits given
what is known of the rate (beta-binomial, Jeffreys), which alone allows for a short history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from dashboard.analysis.intervals import Interval

MINIMUM_EFFECT: Final = 0.10
"""Ten percentage points: below this a rise is no matter for an officer, however certain it is."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two periods side by side; p values are one-sided, for a rise."""

    effect: float
    """Share now less share before."""
    z: float
    p_value: float
    """Of the pooled z test."""
    difference: Interval
    """Newcombe's interval of the effect."""
    predictive: float
    """Chance of at least as many hits as now, given the earlier period."""
    fisher: float

    def is_marked(self, *, minimum: float = MINIMUM_EFFECT, level: float = 0.05) -> bool:
        """Whether the rise is both unlikely by chance and large enough to matter."""
        return self.effect >= minimum and max(self.p_value, self.predictive) <= level


def compare(*, before: tuple[int, int], now: tuple[int, int]) -> Comparison:
    """Compare (hits, trials) of two periods.

    Raises:
        ValueError: a period without trials, or hits outside 0 to trials.
    """
    # Half a second to import, and asked for one alert at a time.
    from scipy.stats import fisher_exact
    from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

    for hits, trials in (before, now):
        if trials <= 0 or not 0 <= hits <= trials:
            raise ValueError(f"{hits} hits of {trials} trials have no share")
    pooled = (before[0] + now[0]) / (before[1] + now[1])
    z, p_value = 0.0, 1.0  # all hits or none in both: there is nothing to tell apart
    if 0 < pooled < 1:
        z, p_value = proportions_ztest(
            (now[0], before[0]), (now[1], before[1]), alternative="larger"
        )
    low, high = confint_proportions_2indep(*now, *before, method="newcomb")
    table = [[now[0], now[1] - now[0]], [before[0], before[1] - before[0]]]
    return Comparison(
        effect=now[0] / now[1] - before[0] / before[1],
        z=float(z),
        p_value=float(p_value),
        difference=Interval(low=float(low), high=float(high)),
        predictive=predictive(before=before, now=now),
        fisher=float(fisher_exact(table, alternative="greater").pvalue),
    )


def predictive(*, before: tuple[float, float], now: tuple[int, int]) -> float:
    """Chance of at least `now` hits given `before`, both (hits, trials): beta-binomial, Jeffreys.

    A sum of the upper tail: `scipy.stats.betabinom` is as exact and a hundred times slower, and
    early warning asks thousands of times.
    """
    hits, trials = now
    first, second = before[0] + 0.5, before[1] - before[0] + 0.5
    counts = np.arange(hits, trials + 1)
    logs = (
        -np.log(trials + 1)
        - special.betaln(trials - counts + 1, counts + 1)
        + special.betaln(counts + first, trials - counts + second)
        - special.betaln(first, second)
    )
    return float(min(1.0, np.exp(logs).sum()))
