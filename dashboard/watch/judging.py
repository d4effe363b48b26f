"""From numbers to a level: what makes a month red, orange, yellow or grey, for every indicator."""

from __future__ import annotations

from typing import Final

import numpy as np

from dashboard.analysis.discovery import benjamini_hochberg
from dashboard.watch.series import Flags, Floats

LIMIT: Final = 3.090232
"""Standard units of the 99.8 % limit."""
WARNING: Final = 1.959964
"""Standard units of the 95 % limit."""
Q_LEVEL: Final = 0.05
"""Largest share of false discoveries among the entities of an indicator and month."""
LARGE: Final = 0.10
"""A rise by ten percentage points: the least for orange."""
NOTICEABLE: Final = 0.05
"""A rise by five percentage points: the least for yellow."""
FEWEST_TRIALS: Final = 30
FEWEST_EVENTS: Final = 5
"""Of the rarer outcome, as seen or as expected, whichever is more: the tests are exact."""

_P_LIMIT: Final = 0.001
_P_WARNING: Final = 0.025


def is_thin(
    *, hits: Floats, trials: Floats, reference: Floats, fewest: int = FEWEST_TRIALS
) -> Flags:
    """Whether there is too little to tell."""
    share = np.divide(hits, trials, out=np.zeros_like(hits), where=trials > 0)
    rarer = np.maximum(np.minimum(share, 1 - share), np.minimum(reference, 1 - reference))
    return np.asarray((trials < fewest) | (trials * rarer < FEWEST_EVENTS))


def q_values(p: Floats, *, judged: Flags) -> Floats:
    """Q values among the entities judged together; 1 for the others."""
    q = np.ones_like(p)
    q[judged] = benjamini_hochberg(p[judged])
    return q


def is_orange(*, z: Floats, p: Floats, q: Floats, effect: Floats) -> Flags:
    """Beyond the 99.8 % limit, significant among all entities, and large."""
    return (z >= LIMIT) & (p <= _P_LIMIT) & (q <= Q_LEVEL) & (effect >= LARGE)


def is_beyond_warning(*, z: Floats, p: Floats, effect: Floats) -> Flags:
    """Beyond the 95 % limit and noticeable: yellow, or grey where it is thin."""
    return (z >= WARNING) & (p <= _P_WARNING) & (effect >= NOTICEABLE)
