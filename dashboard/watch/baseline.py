"""An entity's own history, month after month: the last twelve clean months of its segment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dashboard.watch.months import WINDOW
from dashboard.watch.recent import shift
from dashboard.watch.series import Flags, Floats

FEWEST_MONTHS: Final = 6
"""Clean months a history needs before it is held against anything."""
_RANGE_TO_SIGMA: Final = 1.128


@dataclass(frozen=True, kw_only=True)
class BaselineHistory:
    """What the clean months say of every entity.

    `share` is the pooled one; where it is 0 or 1, with half a case more on either side. `widening`
    is how much the history varies beyond chance, at least 1 (Laney's σz); `first` and `last` are
    columns, −1 where none.
    """

    is_long: Flags
    """Whether the history is long enough to be held against a month."""
    share: Floats
    widening: Floats
    hits: Floats
    trials: Floats
    length: Floats
    first: Floats
    last: Floats


@dataclass(kw_only=True)
class Baseline:
    """The last WINDOW clean months of every entity, newest last; unused places have no trials.

    Rows are places, columns entities.

    The same arithmetic as `dashboard.analysis.control_charts.laney`, for all entities at once (a
    test holds them together).
    """

    size: int
    hits: Floats = field(init=False)
    trials: Floats = field(init=False)
    months: Floats = field(init=False)
    """Column of the series of each month, −1 where none."""

    def __post_init__(self) -> None:
        self.hits = np.zeros((WINDOW, self.size))
        self.trials = np.zeros((WINDOW, self.size))
        self.months = np.full((WINDOW, self.size), -1.0)

    def restart(self, which: Flags) -> None:
        """Forget what was before a break."""
        self.hits[:, which] = 0
        self.trials[:, which] = 0
        self.months[:, which] = -1

    def push(self, which: Flags, *, hits: Floats, trials: Floats, column: int) -> None:
        """Add one clean month of the entities `which`."""
        shift(self.hits, hits, which=which)
        shift(self.trials, trials, which=which)
        shift(self.months, np.full(self.size, float(column)), which=which)

    def told(self) -> BaselineHistory:
        """What the history says of every entity, reckoned once a month."""
        used = self.trials > 0
        hits, trials, length = self.hits.sum(axis=0), self.trials.sum(axis=0), used.sum(axis=0)
        plain = np.divide(hits, trials, out=np.full(self.size, 0.5), where=trials > 0)
        smoothed = (hits + 0.5) / (trials + 1)
        share = np.where((plain > 0) & (plain < 1), plain, smoothed)
        oldest = self.months[np.minimum(WINDOW - length, WINDOW - 1), np.arange(self.size)]
        return BaselineHistory(
            is_long=length >= FEWEST_MONTHS,
            share=share,
            widening=self._widening(share, used),
            hits=hits,
            trials=trials,
            length=length.astype(float),
            first=oldest,
            last=self.months[-1].copy(),
        )

    def _widening(self, share: Floats, used: Flags) -> Floats:
        sizes = np.where(used, self.trials, 1)
        scores = (self.hits / sizes - share) / np.sqrt(share * (1 - share) / sizes)
        both = used[1:] & used[:-1]
        steps = (np.abs(np.diff(scores, axis=0)) * both).sum(axis=0)
        pairs = both.sum(axis=0)
        spread = np.divide(steps, pairs, out=np.ones(self.size), where=pairs > 0)
        return np.asarray(np.maximum(1.0, spread / _RANGE_TO_SIGMA), dtype=float)
