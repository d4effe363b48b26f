"""Now against before: has a share risen between two periods, and by how much at least?

Several answers to one question, because people check them with different tools: the pooled z test,
Newcombe's interval of the difference, Fisher's exact test, and the chance of so many hits given
what is known of the rate (beta-binomial, Jeffreys), which alone allows for a short history.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from dashboard.analysis.differences import newcombe
from dashboard.analysis.fisher import log_choose, risen
from dashboard.analysis.funnel import Numbers
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

    The formulas are those of statsmodels' `proportions_ztest` and `confint_proportions_2indep`, to
    which tests hold them: importing those takes seconds, in which the first reader of an alert
    would look at an empty page.

    Raises:
        ValueError: a period without trials, or hits outside 0 to trials.
    """
    for hits, trials in (before, now):
        if trials <= 0 or not 0 <= hits <= trials:
            raise ValueError(f"{hits} hits of {trials} trials have no share")
    effect = now[0] / now[1] - before[0] / before[1]
    pooled = (before[0] + now[0]) / (before[1] + now[1])
    error = math.sqrt(pooled * (1 - pooled) * (1 / before[1] + 1 / now[1]))
    z = effect / error if error else 0.0  # all hits or none in both: nothing to tell apart
    return Comparison(
        effect=effect,
        z=z,
        p_value=float(special.ndtr(-z)) if error else 1.0,
        difference=newcombe(before=before, after=now),
        predictive=predictive(before=before, now=now),
        fisher=risen(before=before, now=now),
    )


def predictive(*, before: tuple[float, float], now: tuple[int, int]) -> float:
    """Chance of at least `now` hits, given `before`, both (hits, trials).

    Beta-binomial, after Jeffreys.
    """
    (found,) = predictives(before=(before[:1], before[1:]), now=(now[:1], now[1:]))
    return float(found)


def predictives(
    *, before: tuple[ArrayLike, ArrayLike], now: tuple[ArrayLike, ArrayLike]
) -> Numbers:
    """`predictive` for many at once, each of `before` and `now` being hits and trials.

    Sums of upper tails, laid end to end: `scipy.stats.betabinom` is as exact and a hundred times
    slower, and early warning asks hundreds of thousands of times.
    """
    hits, trials = (np.asarray(one, dtype=np.int64) for one in now)
    earlier, of = (np.asarray(one, dtype=np.float64) for one in before)
    if not hits.size:
        return np.zeros(0)
    lengths = trials - hits + 1
    starts = np.cumsum(lengths) - lengths
    counts = np.arange(int(lengths.sum())) - np.repeat(starts - hits, lengths)
    first, second, total = (
        np.repeat(one, lengths) for one in (earlier + 0.5, of - earlier + 0.5, trials)
    )
    logs = (
        log_choose(total, counts)
        + special.betaln(counts + first, total - counts + second)
        - np.repeat(special.betaln(earlier + 0.5, of - earlier + 0.5), lengths)
    )
    return np.asarray(np.minimum(1.0, np.add.reduceat(np.exp(logs), starts)))
