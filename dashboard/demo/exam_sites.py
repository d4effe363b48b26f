"""The 46 synthetic exam sites, and which one examines whose candidates."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dashboard.demo.bodies import DemoOrganisation, credit_code, ordinal
from dashboard.demo.chance import dice
from dashboard.demo.districts import SITES_OF, UNITS, district
from dashboard.demo.plan import Plan, Ref

_CLOSED: Final = {("500112", 3): date(2023, 6, 30), ("500107", 3): date(2024, 2, 29)}
"""Sites that went out of use."""

_SERIAL = 5000  # keeps their credit codes apart from the institutions'


def exam_sites() -> tuple[DemoOrganisation, ...]:
    """All exam sites, by unit and ordinal."""
    rng = dice("exam sites")
    places = [(code, n + 1) for code, unit in UNITS.items() for n in range(unit.sites)]
    return tuple(_site(rng, place=place, serial=i) for i, place in enumerate(places))


def add_exam_sites(plan: Plan, *, bodies: tuple[DemoOrganisation, ...]) -> None:
    """Plan the rows of all exam sites."""
    for body in bodies:
        plan.add(
            "exam_site",
            uscc=body.uscc,
            name=body.name,
            district_id=district(body.code),
            theory_seats=body.seats if body.reported else None,
            practical_stations=body.stations if body.reported else None,
            opened_on=body.opened_on,
            closed_on=body.ended_on,
            note="停止使用，考生转至本区其他考试点" if body.ended_on else None,
        )


@dataclass(frozen=True, kw_only=True)
class SiteChoice:
    """Finds the exam site of an institution's candidates."""

    sites: Sequence[DemoOrganisation]
    _by_code: dict[str, list[DemoOrganisation]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for site in self.sites:
            self._by_code.setdefault(site.code, []).append(site)

    def site(self, institution: DemoOrganisation, *, month: date) -> DemoOrganisation:
        """The site that examines this institution's candidates in `month`."""
        code = SITES_OF.get(institution.code, institution.code)
        in_use = [site for site in self._by_code[code] if site.active(month)]
        return in_use[(institution.ordinal - 1) % len(in_use)]


def _site(rng: random.Random, *, place: tuple[str, int], serial: int) -> DemoOrganisation:
    code, number = place
    return DemoOrganisation(
        ref=Ref("exam_site", serial),
        code=code,
        ordinal=number,
        name=f"示例{UNITS[code].name}{ordinal(number)}考试点",
        kind="exam_site",
        uscc=(credit_code(prefix="12", serial=_SERIAL + serial) if rng.random() < 0.65 else None),
        seats=rng.choice((30, 40, 40, 50, 60, 80, 100)),
        stations=rng.randint(6, 24),
        reported=rng.random() > 0.1,
        opened_on=date(rng.randint(2012, 2020), rng.randint(1, 12), rng.randint(1, 28)),
        ended_on=_CLOSED.get(place),
    )
