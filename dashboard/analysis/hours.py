"""Hours: what is missing against the required, how often, and heaping at exactly the minimum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scipy import special

from dashboard.analysis.intervals import Interval, wilson


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """How many of `counted` records fall short, and how many stand at exactly the minimum."""

    counted: int
    short: int
    exact: int

    @property
    def share(self) -> float | None:
        """Share of records that fall short; None where nothing was counted."""
        return self.short / self.counted if self.counted else None

    @property
    def heaped(self) -> float | None:
        """Share of records at exactly the required hours; None where nothing was counted."""
        return self.exact / self.counted if self.counted else None

    def interval(self) -> Interval:
        """Wilson's interval of the share that falls short.

        Raises:
            ValueError: nothing was counted.
        """
        return wilson(hits=self.short, trials=self.counted)

    def chance(self, tolerance: float) -> float:
        """Chance of so many short ones or more if `tolerance` of all fell short by accident."""
        if self.short == 0:
            return 1.0
        # The binomial tail by the beta function: `scipy.stats` costs a second to import.
        return float(special.betainc(self.short, self.counted - self.short + 1, tolerance))


def missing(*, required: float, recorded: float) -> float:
    """Hours missing: what is above the required makes good for nobody else."""
    return max(0.0, required - recorded)


def shortfall(records: Iterable[tuple[float, float]]) -> Shortfall:
    """Count records of (required, recorded) hours."""
    counted = short = exact = 0
    for required, recorded in records:
        counted += 1
        short += recorded < required
        exact += recorded == required
    return Shortfall(counted=counted, short=short, exact=exact)
