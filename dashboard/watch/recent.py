"""The latest months of every entity's segment, for the run rules of the p′ chart.

The same rules as `dashboard.analysis.control_charts.signals`, asked of all entities at once (a test
holds them together).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dashboard.analysis.control_charts import RUN
from dashboard.watch.series import Flags, Floats

_OUTER_THIRD: Final = 2.0
"""Standard units from which on a point lies in the outer third of three."""


@dataclass(kw_only=True)
class Recent:
    """The last RUN months seen of every entity, newest last; unused places have no trials.

    Rows are places, columns entities.
    """

    size: int
    hits: Floats = field(init=False)
    trials: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.hits = np.zeros((RUN, self.size))
        self.trials = np.zeros((RUN, self.size))

    def restart(self, which: Flags) -> None:
        """Forget what was before a break."""
        self.trials[:, which] = 0

    def push(self, *, hits: Floats, trials: Floats) -> None:
        """Add a month of the entities seen in it."""
        shift(self.hits, hits, which=trials > 0)
        shift(self.trials, trials, which=trials > 0)

    def run_upwards(self, *, watched: Flags, share: Floats, widening: Floats) -> Flags:
        """Whether the newest month of the `watched` lies above and ends a run.

        Args:
            watched: Entities asked for.
            share: The centre of each.
            widening: The widening of each one's limits.
        """
        centre, trials = share[watched], self.trials[:, watched]
        used = trials > 0
        sizes = np.where(used, trials, 1)
        sigma = np.sqrt(centre * (1 - centre) / sizes) * widening[watched]
        z = (self.hits[:, watched] / sizes - centre) / sigma
        steps = np.diff(z, axis=0)
        above = (z > 0) & used
        run = above.all(axis=0) | (steps > 0).all(axis=0) | (steps < 0).all(axis=0)
        outer = above[-3:].all(axis=0) & ((z[-3:] > _OUTER_THIRD).sum(axis=0) >= 2)
        found = np.zeros(self.size, dtype=bool)
        found[watched] = above[-1] & ((run & used.all(axis=0)) | outer)
        return found


def shift(kept: Floats, new: Floats, *, which: Flags) -> None:
    """Put `new` behind what is kept of the entities `which`; the oldest falls out.

    Places are rows and entities columns: sums over the few places of many entities are so several
    times as fast.
    """
    np.copyto(kept[:-1], kept[1:].copy(), where=which)
    np.copyto(kept[-1], new, where=which)
