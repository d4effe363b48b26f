"""The 98 synthetic institutions; every name begins with 示例 and belongs to nobody."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from typing import Final

from dashboard.demo.anomalies import PLANTED
from dashboard.demo.bodies import DemoOrganisation, credit_code, ordinal
from dashboard.demo.chance import dice
from dashboard.demo.districts import UNITS, district
from dashboard.demo.plan import Plan, Ref

_KINDS: Final = {
    "company": ("91", "安全技术培训有限公司", 34),
    "private": ("52", "安全培训学校", 42),
    "school": ("52", "职业技术学校", 16),
    "public": ("12", "安全生产培训中心", 8),
}
"""By kind: prefix of the credit code, end of the name, and weight."""

_EXAM_ANOMALIES = frozenset({"pass_rate_jump", "out_of_city_surge", "capacity_impossible"})
_LARGE = frozenset(one.place for one in PLANTED if one.kind in _EXAM_ANOMALIES)
"""Institutions large enough for 60 first attempts a month in one trade."""


def institutions() -> tuple[DemoOrganisation, ...]:
    """All institutions, by unit and ordinal."""
    rng = dice("institutions")
    places = [(code, n + 1) for code, unit in UNITS.items() for n in range(unit.institutions)]
    return tuple(_institution(rng, place=place, serial=i) for i, place in enumerate(places))


def add_institutions(
    plan: Plan, *, bodies: tuple[DemoOrganisation, ...], cancelled: Mapping[Ref, date]
) -> None:
    """Plan the rows of all institutions.

    `cancelled` says which were struck off the register, and when.
    """
    for body in bodies:
        plan.add(
            "institution",
            uscc=body.uscc,
            name=body.name,
            district_id=district(body.code),
            kind=body.kind,
            theory_seats=body.seats if body.reported else None,
            practical_stations=body.stations if body.reported else None,
            founded_on=body.opened_on,
            closed_on=cancelled.get(body.ref),
            note="注销登记" if body.ref in cancelled else None,
        )


def _institution(rng: random.Random, *, place: tuple[str, int], serial: int) -> DemoOrganisation:
    code, number = place
    kind = rng.choices(list(_KINDS), weights=[weight for *_, weight in _KINDS.values()])[0]
    prefix, ending, _ = _KINDS[kind]
    stations, reported = rng.randint(8, 22), rng.random() > 0.07
    if place in _LARGE:
        stations, reported = rng.randint(34, 38), True
    return DemoOrganisation(
        ref=Ref("institution", serial),
        code=code,
        ordinal=number,
        name=f"示例{UNITS[code].name}{ordinal(number)}{ending}",
        kind=kind,
        uscc=credit_code(prefix=prefix, serial=serial + 1),
        seats=stations * rng.randint(4, 6) // 10 * 10,
        stations=stations,
        reported=reported,
        opened_on=_founded(rng, late=place not in _LARGE and serial % 31 == 30),
    )


def _founded(rng: random.Random, *, late: bool) -> date:
    year = rng.choice((2022, 2023)) if late else rng.randint(2006, 2020)
    return date(year, rng.randint(1, 12), rng.randint(1, 28))
