"""Fisher's exact test of two shares: the chance of such hits if both groups had one rate.

From the gamma function alone: `scipy.stats.fisher_exact`, to which tests hold it, takes half a
second and 47 MB to import, which a server would keep for good.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dashboard.analysis.funnel import Numbers

_ALIKE: Final = 1 + 1e-7
"""Two chances that differ by less are the same but for rounding."""


def risen(*, before: tuple[int, int], now: tuple[int, int]) -> float:
    """Chance of at least as many of all hits in the later group; groups are (hits, trials)."""
    counts = np.arange(now[0], min(before[0] + now[0], now[1]) + 1)
    return float(min(1.0, np.exp(_logs(counts, before=before, now=now)).sum()))


def differ(*, before: tuple[int, int], now: tuple[int, int]) -> float:
    """Chance of hits shared out no likelier than these, either way."""
    hits = before[0] + now[0]
    counts = np.arange(max(0, hits - before[1]), min(hits, now[1]) + 1)
    chances = np.exp(_logs(counts, before=before, now=now))
    found = chances[now[0] - counts[0]]
    return float(min(1.0, chances[chances <= found * _ALIKE].sum()))


def log_choose(total: ArrayLike, part: ArrayLike) -> Numbers:
    """The logarithm of how many ways there are to choose a part of a total."""
    total, chosen = np.asarray(total, dtype=np.float64), np.asarray(part, dtype=np.float64)
    return np.asarray(-np.log(total + 1) - special.betaln(total - chosen + 1, chosen + 1))


def _logs(counts: NDArray[Any], *, before: tuple[int, int], now: tuple[int, int]) -> Numbers:
    """The logarithm of the chance of each count of hits in the later group."""
    hits, trials = before[0] + now[0], before[1] + now[1]
    return np.asarray(
        log_choose(now[1], counts) + log_choose(before[1], hits - counts) - log_choose(trials, hits)
    )
