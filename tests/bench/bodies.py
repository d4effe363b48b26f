"""The demo's institutions and exam sites, as the generator draws among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dashboard.demo.districts import SITES_OF
from dashboard.store.models.institutions import ExamSite, Institution, ReviewDecision
from dashboard.store.models.places import District
from tests.bench.days import FIRST, TODAY, number

Picks = NDArray[np.int64]
"""Places of bodies in a register."""

_EVENNESS: Final = 40
"""The higher, the less one body gets more rows than another."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """An institution or exam site, and the first and last day on which it works."""

    id: int
    code: str
    district_id: int
    is_site: bool
    first: int
    last: int


class Register:
    """Bodies side by side, picked by place."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self.bodies = tuple(bodies)
        self.is_site = np.array([one.is_site for one in bodies])
        self._first = np.array([one.first for one in bodies])
        self._last = np.array([one.last for one in bodies])
        self._steady = np.flatnonzero((self._first <= 0) & (self._last == TODAY))
        weights = 1 / np.arange(_EVENNESS, len(bodies) + _EVENNESS)
        self._shares = weights / weights.sum()

    def works(self, picks: Picks, days: NDArray[Any]) -> NDArray[np.bool_]:
        """Whether each body picked works on its day."""
        working: NDArray[np.bool_] = (self._first[picks] <= days) & (days <= self._last[picks])
        return working

    def pick(self, rng: np.random.Generator, days: NDArray[Any]) -> Picks:
        """A body for each day, which works on it."""
        picks = rng.choice(len(self.bodies), size=len(days), p=self._shares)
        idle = ~self.works(picks, days)
        picks[idle] = rng.choice(self._steady, size=int(idle.sum()))
        return picks

    def columns(self, picks: Picks) -> dict[str, list[int | None]]:
        """The columns of a row that name its unit and its body."""
        return {
            "district_id": self._told(picks, lambda one: one.district_id),
            "institution_id": self._told(picks, lambda one: None if one.is_site else one.id),
            "exam_site_id": self._told(picks, lambda one: one.id if one.is_site else None),
        }

    def _told(self, picks: Picks, what: Callable[[Body], int | None]) -> list[int | None]:
        told: list[int | None] = np.array([what(one) for one in self.bodies], dtype=object)[
            picks
        ].tolist()
        return told

    def among(self, wanted: Callable[[Body], bool]) -> Register:
        """Those wanted alone."""
        return Register([one for one in self.bodies if wanted(one)])


def read_bodies(session: Session) -> Register:
    """All bodies of the demo; one that was eliminated works until the day before."""
    eliminated = (
        select(ReviewDecision.institution_id, func.min(ReviewDecision.decided_on).label("on"))
        .where(ReviewDecision.outcome == "eliminated")
        .group_by(ReviewDecision.institution_id)
        .subquery()
    )
    schools = (
        select(Institution.id, District.code, Institution.district_id, Institution.founded_on)
        .add_columns(func.coalesce(eliminated.c.on, Institution.closed_on))
        .join(District)
        .outerjoin(eliminated, eliminated.c.institution_id == Institution.id)
        .order_by(Institution.id)
    )
    sites = (
        select(ExamSite.id, District.code, ExamSite.district_id, ExamSite.opened_on)
        .add_columns(ExamSite.closed_on)
        .join(District)
        .order_by(ExamSite.id)
    )
    return Register(
        [
            *(_body(*row, is_site=False) for row in session.execute(schools)),
            *(_body(*row, is_site=True) for row in session.execute(sites)),
        ]
    )


def _body(
    key: int, code: str, district: int, first: date | None, last: date | None, *, is_site: bool
) -> Body:
    return Body(
        id=key,
        code=code,
        district_id=district,
        is_site=is_site,
        first=number(first or FIRST),
        last=TODAY if last is None else min(TODAY, number(last) - 1),
    )


def sites_of(schools: Register, sites: Register, months: Sequence[int]) -> NDArray[np.int64]:
    """Where each school's candidates are examined in each month: at home, where a site is open."""
    found = np.zeros((len(schools.bodies), len(months)), dtype=np.int64)
    for month, day in enumerate(months):
        open_ = [at for at, one in enumerate(sites.bodies) if one.first <= day <= one.last - 27]
        for at, school in enumerate(schools.bodies):
            code = SITES_OF.get(school.code, school.code)
            here = [place for place in open_ if sites.bodies[place].code == code] or open_
            found[at, month] = here[at % len(here)]
    return found
