"""Visits, what they found and the orders to mend it, in the order of days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.districts import NEVER_INSPECTED, NOTHING_FOUND, TOLD_OF
from dashboard.demo.wording import CLAUSES, DESCRIPTIONS, SEVERITY_WEIGHTS, SITE_DESCRIPTIONS
from dashboard.store.models.inspections import FINDING_CATEGORIES
from tests.bench.bodies import Picks, Register
from tests.bench.days import NEVER, dates, known, spread
from tests.bench.mending import columns, mended, order_closings
from tests.bench.table import Writer

_CHUNK: Final = 50_000
_FOUND_PER_VISIT, _MOST = 1.65, 7
_ORDERED: Final = np.array([0, 0.42, 0.62, *[0.8] * (_MOST - 2)])
"""How often a visit that found so many things ends with a written order."""
_TERMS: Final = np.array([15, 15, 20, 30, 30, 45])
_KINDS: Final = np.array(list(FINDING_CATEGORIES), dtype=object)
_MIX: Final = np.cumsum([0.38, 0.22, 0.33, 0.07])
_SEVERITIES: Final = np.array(["minor", "major", "critical", None], dtype=object)
_WEIGHTS: Final = np.cumsum([SEVERITY_WEIGHTS[kind] for kind in _KINDS], axis=1) / 100
_STANDARD_SINCE: Final = 3287
"""2024-01-01: findings made before the standard was issued cite no clause of it."""


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A campaign that everyday visits may belong to, and its days."""

    id: int
    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Visits:
    """Some visits side by side."""

    first_id: int
    on: NDArray[Any]
    bodies: Register
    picks: Picks
    found: NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Writers:
    """Where the rows go."""

    inspection: Writer
    order: Writer
    finding: Writer


@dataclass(frozen=True, kw_only=True)
class Supervision:
    """Draws visits and their findings; units whose ledgers the circular tells keep the demo's."""

    rng: np.random.Generator
    bodies: Register
    campaigns: Sequence[Campaign]
    clauses: dict[str, int]
    """Keys of clauses by number."""
    writers: Writers

    def write(self, *, visits: int, findings: int) -> None:
        """Write so many visits, whose findings are as many as wanted within a thousandth."""
        told = TOLD_OF | NEVER_INSPECTED
        register = self.bodies.among(lambda one: one.code not in told)
        silent = np.array([one.code in NOTHING_FOUND for one in register.bodies])
        mean = findings / visits / 0.977  # what silent units and the cap take away
        for first in range(0, visits, _CHUNK):
            on = spread(first, min(_CHUNK, visits - first), of=visits)
            picks = register.pick(self.rng, on)
            found = np.minimum(self.rng.poisson(mean, len(on)), _MOST)
            found[silent[picks]] = 0
            self._write(
                Visits(
                    first_id=self.writers.inspection.next_id,
                    on=on,
                    bodies=register,
                    picks=picks,
                    found=found,
                )
            )

    def _write(self, visits: Visits) -> None:
        rng, count = self.rng, len(visits.on)
        issued = known(visits.on + rng.integers(0, 6, count))
        written = (rng.random(count) < _ORDERED[visits.found]) & (issued != NEVER)
        start = np.where(written, issued, visits.on)
        terms = start + rng.choice(_TERMS, count)
        due = np.where(written | (rng.random(count) < 0.9), terms, NEVER)
        visit = np.repeat(np.arange(count), visits.found)
        days = mended(rng, start=start[visit], due=due[visit])
        self._add_visits(visits)
        orders = self._add_orders(
            visits, written=written, issued=issued, due=due, visit=visit, closed=days["closed_on"]
        )
        self._add_findings(visits, visit=visit, orders=orders, due=due, days=days)

    def _add_visits(self, visits: Visits) -> None:
        count = len(visits.on)
        campaigns = np.full(count, None, dtype=object)
        joins = self.rng.random(count) < 0.6
        for one in self.campaigns:
            campaigns[joins & (one.first <= visits.on) & (visits.on <= one.last)] = one.id
        modes = np.array(["open", "covert", None], dtype=object)
        picked = np.searchsorted([0.82, 0.93], self.rng.random(count))
        self.writers.inspection.write(
            {
                "number": _numbers("示例检查", visits.first_id, self.rng.random(count) < 0.05),
                "campaign_id": campaigns.tolist(),
                "mode": modes[picked].tolist(),
                "inspected_on": dates(visits.on),
                **visits.bodies.columns(visits.picks),
            }
        )

    def _add_orders(
        self,
        visits: Visits,
        *,
        written: NDArray[Any],
        issued: NDArray[Any],
        due: NDArray[Any],
        visit: NDArray[Any],
        closed: NDArray[Any],
    ) -> NDArray[Any]:
        """The key of each visit's order, None where there is none."""
        ordered = np.flatnonzero(written)
        keys = np.full(len(visits.on), None, dtype=object)
        first = self.writers.order.next_id
        keys[ordered] = range(first, first + len(ordered))
        if len(ordered):
            in_order = written[visit]
            firsts = np.flatnonzero(np.diff(visit[in_order], prepend=-1))
            self.writers.order.write(
                {
                    "number": _numbers("示例整改", first, np.zeros(len(ordered), dtype=bool)),
                    "issued_on": dates(issued[ordered]),
                    "due_on": dates(due[ordered]),
                    "closed_on": dates(order_closings(closed[in_order], firsts)),
                    **visits.bodies.columns(visits.picks[ordered]),
                }
            )
        return keys

    def _add_findings(
        self,
        visits: Visits,
        *,
        visit: NDArray[Any],
        orders: NDArray[Any],
        due: NDArray[Any],
        days: dict[str, NDArray[Any]],
    ) -> None:
        rng, count = self.rng, len(visit)
        kinds = np.searchsorted(_MIX, rng.random(count) * 0.999_999)
        severities = (rng.random(count)[:, None] * 0.999_999 > _WEIGHTS[kinds]).sum(axis=1)
        picks, on = visits.picks[visit], visits.on[visit]
        is_site = visits.bodies.is_site[picks]
        cites = ~is_site & (on >= _STANDARD_SINCE) & (rng.random(count) < 0.92)
        self.writers.finding.write(
            {
                "number": _numbers(
                    "示例问题", self.writers.finding.next_id, rng.random(count) < 0.08
                ),
                "inspection_id": (visits.first_id + visit).tolist(),
                "order_id": orders[visit].tolist(),
                "category": _KINDS[kinds].tolist(),
                "clause_id": self._clauses(kinds, cites),
                "severity": _SEVERITIES[severities].tolist(),
                "description": _words(rng, kinds=kinds, is_site=is_site),
                "found_on": dates(on),
                "due_on": dates(due[visit]),
                **columns(days),
                **visits.bodies.columns(picks),
            }
        )

    def _clauses(self, kinds: NDArray[Any], cites: NDArray[Any]) -> list[int | None]:
        found = np.full(len(kinds), None, dtype=object)
        for at, kind in enumerate(_KINDS):
            keys = np.array([self.clauses[number] for number in CLAUSES[kind]], dtype=object)
            here = cites & (kinds == at)
            found[here] = self.rng.choice(keys, int(here.sum()))
        told: list[int | None] = found.tolist()
        return told


def _words(rng: np.random.Generator, *, kinds: NDArray[Any], is_site: NDArray[Any]) -> list[str]:
    found = np.full(len(kinds), "", dtype=object)
    for at, kind in enumerate(_KINDS):
        for site, stock in ((False, DESCRIPTIONS), (True, SITE_DESCRIPTIONS)):
            here = (kinds == at) & (is_site == site)
            found[here] = rng.choice(np.array(stock[kind], dtype=object), int(here.sum()))
    told: list[str] = found.tolist()
    return told


def _numbers(word: str, first: int, missing: NDArray[Any]) -> list[str | None]:
    return [None if none else f"{word}{at:08d}" for at, none in enumerate(missing, first)]
