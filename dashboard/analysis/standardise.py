"""Indirect standardisation: what a unit would have if each of its trades did as elsewhere.

Two institutions that teach different trades cannot be compared on the raw pass rate, as some trades
are harder. The expected number takes every trade at the rate of all others.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from scipy import special


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """One stratum of one unit: `hits` of `trials`, and the share `rate` expected there."""

    hits: float
    trials: float
    rate: float


@dataclass(frozen=True, kw_only=True)
class Standardised:
    """Observed beside expected: E = Σ n·p, V = Σ n·p(1 − p) over the strata."""

    observed: float
    expected: float
    variance: float

    @property
    def ratio(self) -> float:
        """Observed to expected; 1 is as elsewhere."""
        return self.observed / self.expected

    @property
    def deviation(self) -> float:
        """(O − E) / √V [standard errors]."""
        return (self.observed - self.expected) / math.sqrt(self.variance)

    @property
    def chance(self) -> float:
        """One-sided probability of so many or more by chance."""
        return float(special.ndtr(-self.deviation))


def standardised(parts: list[Stratum]) -> Standardised:
    """Put a unit's strata together."""
    return Standardised(
        observed=sum(part.hits for part in parts),
        expected=sum(part.trials * part.rate for part in parts),
        variance=sum(part.trials * part.rate * (1 - part.rate) for part in parts),
    )


Counts = tuple[float, float]
"""Hits and trials."""


def city_rates(units: Iterable[Mapping[str, Counts]]) -> dict[str, float]:
    """The rate of every stratum over all units; 0 where a stratum has no trial."""
    return {
        name: hits / trials if trials > 0 else 0.0
        for name, (hits, trials) in _together(units).items()
    }


def against_the_rest(
    units: Mapping[Hashable, Mapping[str, Counts]],
) -> dict[Hashable, Standardised]:
    """Every unit beside what its strata would give at the rates of all other units.

    A stratum that nobody else has tells nothing of the unit: it is expected as it is.

    Args:
        units: Counts by stratum, by unit; strata without trials are left out.
    """
    city = _together(units.values())
    return {
        key: standardised([_part(mine, city[name]) for name, mine in strata.items() if mine[1] > 0])
        for key, strata in units.items()
    }


def _together(units: Iterable[Mapping[str, Counts]]) -> dict[str, Counts]:
    """Hits and trials of every stratum over all units."""
    city: dict[str, Counts] = {}
    for strata in units:
        for name, (hits, trials) in strata.items():
            before = city.get(name, (0.0, 0.0))
            city[name] = (before[0] + hits, before[1] + trials)
    return city


def _part(mine: Counts, city: Counts) -> Stratum:
    hits, trials = mine
    others = city[1] - trials
    rate = (city[0] - hits) / others if others > 0 else hits / trials
    return Stratum(hits=hits, trials=trials, rate=rate)
