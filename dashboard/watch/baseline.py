"""An entity's own history, month after month: the last twelve clean months of its segment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dashboard.watch.months import WINDOW
from dashboard.watch.series import Flags, Floats

FEWEST_MONTHS: Final = 6
"""Clean months a history needs before it is held against anything."""
_RANGE_TO_SIGMA: Final = 1.128


@dataclass(kw_only=True)
class Baseline:
    """The last WINDOW clean months of every entity, newest last; unused places have no trials.

    The same arithmetic as `dashboard.analysis.control_charts.laney`, for all entities at once (a
    test holds them together).
    """

    size: int
    hits: Floats = field(init=False)
    trials: Floats = field(init=False)
    months: Floats = field(init=False)
    """Column of each month, −1 where none."""

    def __post_init__(self) -> None:
        self.hits = np.zeros((self.size, WINDOW))
        self.trials = np.zeros((self.size, WINDOW))
        self.months = np.full((self.size, WINDOW), -1.0)

    def restart(self, which: Flags) -> None:
        """Forget what was before a break."""
        self.hits[which] = 0
        self.trials[which] = 0
        self.months[which] = -1

    def push(self, which: Flags, *, hits: Floats, trials: Floats, column: int) -> None:
        """Add one clean month of the entities `which`."""
        for kept, new in ((self.hits, hits), (self.trials, trials)):
            kept[which] = np.column_stack((kept[which, 1:], new[which]))
        newest = np.full(int(which.sum()), float(column))
        self.months[which] = np.column_stack((self.months[which, 1:], newest))

    @property
    def length(self) -> Floats:
        """Number of clean months of each entity."""
        return np.asarray((self.trials > 0).sum(axis=1), dtype=float)

    @property
    def is_long(self) -> Flags:
        """Whether the history is long enough to be held against a month."""
        return np.asarray(self.length >= FEWEST_MONTHS)

    def share(self) -> Floats:
        """Pooled share; where it is 0 or 1, with half a case more on either side."""
        hits, trials = self.hits.sum(axis=1), self.trials.sum(axis=1)
        plain = np.divide(hits, trials, out=np.full(self.size, 0.5), where=trials > 0)
        smoothed = (hits + 0.5) / (trials + 1)
        return np.asarray(np.where((plain > 0) & (plain < 1), plain, smoothed), dtype=float)

    def widening(self) -> Floats:
        """How much the history varies beyond chance, at least 1 (Laney's σz)."""
        share = self.share()[:, None]
        used = self.trials > 0
        sizes = np.where(used, self.trials, 1)
        scores = (self.hits / sizes - share) / np.sqrt(share * (1 - share) / sizes)
        both = used[:, 1:] & used[:, :-1]
        steps = (np.abs(np.diff(scores, axis=1)) * both).sum(axis=1)
        pairs = both.sum(axis=1)
        spread = np.divide(steps, pairs, out=np.ones(self.size), where=pairs > 0)
        return np.asarray(np.maximum(1.0, spread / _RANGE_TO_SIGMA), dtype=float)
