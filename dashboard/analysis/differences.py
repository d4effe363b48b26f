"""Is the difference of two shares more than chance? Two independent groups, both directions.

Fisher's exact test answers yes or no, Newcombe's interval says how large the difference may be
(Newcombe 1998, Statistics in Medicine 17, method 10).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from dashboard.analysis.fisher import differ
from dashboard.analysis.intervals import Interval, wilson

LEVEL: Final = 0.01
"""Stricter than usual, since several shares are compared on one page."""
SMALLEST: Final = 10
"""Trials a group needs before anything is said of it."""


@dataclass(frozen=True, kw_only=True)
class ShareDifference:
    """The later share less the earlier one."""

    effect: float
    interval: Interval
    """Newcombe's 95% interval of the effect."""
    p_value: float
    """Of Fisher's exact test, two-sided."""

    @property
    def is_significant(self) -> bool:
        """Whether chance alone is an unlikely reason."""
        return self.p_value < LEVEL


def difference(*, before: tuple[int, int], after: tuple[int, int]) -> ShareDifference | None:
    """Compare (hits, trials) of two groups that share no trial; None where one is too small.

    Raises:
        ValueError: hits outside 0 to trials.
    """
    for hits, trials in (before, after):
        if not 0 <= hits <= trials:
            raise ValueError(f"{hits} hits of {trials} trials")
    if min(before[1], after[1]) < SMALLEST:
        return None
    return ShareDifference(
        effect=after[0] / after[1] - before[0] / before[1],
        interval=newcombe(before=before, after=after),
        p_value=differ(before=before, now=after),
    )


def newcombe(*, before: tuple[int, int], after: tuple[int, int]) -> Interval:
    """The 95% interval of the later share less the earlier one, from their score intervals."""
    earlier, later = (wilson(hits=hits, trials=trials) for hits, trials in (before, after))
    first, second = before[0] / before[1], after[0] / after[1]
    return Interval(
        low=second - first - math.hypot(second - later.low, earlier.high - first),
        high=second - first + math.hypot(later.high - second, first - earlier.low),
    )
