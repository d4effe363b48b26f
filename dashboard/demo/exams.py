"""Monthly first attempts, told twice: by the institution that taught and by the site that examined.

The sites' figures are the sums over the institutions whose candidates they examined: two views of
the same people, never to be added.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.demo.anomalies import Planted, planted
from dashboard.demo.bodies import DemoOrganisation
from dashboard.demo.chance import MONTHS, binomial, dice
from dashboard.demo.districts import district
from dashboard.demo.exam_sites import SiteChoice
from dashboard.demo.plan import Plan
from dashboard.demo.volumes import TRADES, Volume

_JUMPED, _BEFORE_JUMP = 0.97, 0.78
_SURGED, _BEFORE_SURGE = 0.355, 0.06
_UNREPORTED: Final = 0.015


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """First attempts of one trade in one month; counts of the same candidates."""

    theory: int
    theory_passes: int
    practical: int
    practical_passes: int
    out_of_city: int
    origin_unknown: int

    def __add__(self, other: Sitting) -> Sitting:
        return Sitting(
            theory=self.theory + other.theory,
            theory_passes=self.theory_passes + other.theory_passes,
            practical=self.practical + other.practical,
            practical_passes=self.practical_passes + other.practical_passes,
            out_of_city=self.out_of_city + other.out_of_city,
            origin_unknown=self.origin_unknown + other.origin_unknown,
        )


@dataclass(frozen=True, kw_only=True)
class _Habits:
    """An institution's steady figures in one trade."""

    theory: float
    practical: float
    out_of_city: float
    unknown: float


def add_exams(plan: Plan, *, volumes: Sequence[Volume], choice: SiteChoice) -> None:
    """Plan the institutions' rows, then the sites'."""
    sat = _sittings(volumes)
    rng = dice("reporting of examinations")
    for volume, months in zip(volumes, sat, strict=True):
        body, trade = volume.institution, volume.trade
        capacity = volume.capacity if body.reported else None
        _add_months(plan, rng=rng, body=body, trade=trade, months=months, capacity=capacity)
    for (site, trade), months in _at_sites(volumes, sat=sat, choice=choice):
        capacity = _site_capacity(rng, months=months) if site.reported else None
        _add_months(plan, rng=rng, body=site, trade=trade, months=months, capacity=capacity)


def _at_sites(
    volumes: Sequence[Volume], *, sat: Sequence[Mapping[date, Sitting]], choice: SiteChoice
) -> list[tuple[tuple[DemoOrganisation, str], dict[date, Sitting]]]:
    """The same sittings by the site where they were held."""
    held: dict[tuple[DemoOrganisation, str], dict[date, Sitting]] = defaultdict(dict)
    for volume, months in zip(volumes, sat, strict=True):
        for month, sitting in months.items():
            there = held[choice.site(volume.institution, month=month), volume.trade]
            there[month] = there[month] + sitting if month in there else sitting
    return sorted(held.items(), key=lambda entry: (entry[0][0].ref, entry[0][1]))


def _sittings(volumes: Sequence[Volume]) -> list[dict[date, Sitting]]:
    rng = dice("examinations")
    months: list[dict[date, Sitting]] = []
    skill: dict[DemoOrganisation, float] = {}
    for volume in volumes:
        level = skill.setdefault(volume.institution, rng.gauss(0, 0.02))
        habits = _habits(rng, volume=volume, level=level)
        months.append(
            {
                month: _sitting(rng, volume=volume, habits=habits, month=month, count=count)
                for month, count in zip(MONTHS, volume.candidates, strict=True)
                if count
            }
        )
    return months


def _habits(rng: random.Random, *, volume: Volume, level: float) -> _Habits:
    trade = TRADES[volume.trade]
    theory, practical = trade.theory + level, trade.practical + level + rng.gauss(0, 0.01)
    if _here("pass_rate_jump", volume=volume):
        theory = practical = _BEFORE_JUMP
    out = _BEFORE_SURGE if _here("out_of_city_surge", volume=volume) else rng.uniform(0.02, 0.08)
    return _Habits(
        theory=theory, practical=practical, out_of_city=out, unknown=rng.uniform(0.003, 0.02)
    )


def _sitting(
    rng: random.Random, *, volume: Volume, habits: _Habits, month: date, count: int
) -> Sitting:
    theory, practical = (rng.gauss(rate, 0.012) for rate in (habits.theory, habits.practical))
    jump = _here("pass_rate_jump", volume=volume)
    if jump and jump.covers(month, trade=volume.trade):
        theory = practical = _JUMPED
    surge = _here("out_of_city_surge", volume=volume)
    surged = surge is not None and surge.covers(month, trade=volume.trade)
    passes = binomial(rng, trials=count, chance=theory)
    sat = binomial(rng, trials=passes, chance=0.97)
    unknown = binomial(rng, trials=count, chance=habits.unknown)
    out = _SURGED if surged else habits.out_of_city
    return Sitting(
        theory=count,
        theory_passes=passes,
        practical=sat,
        practical_passes=binomial(rng, trials=sat, chance=practical),
        out_of_city=binomial(rng, trials=count - unknown, chance=out),
        origin_unknown=unknown,
    )


def _here(kind: str, *, volume: Volume) -> Planted | None:
    found = planted(kind, place=volume.institution.place)
    return found if found and found.trade == volume.trade else None


def _site_capacity(rng: random.Random, *, months: Mapping[date, Sitting]) -> int:
    """Enough for the busiest month, in tens."""
    busiest = max(sitting.theory for sitting in months.values())
    return math.ceil(busiest / rng.uniform(0.7, 0.92) / 10) * 10


def _add_months(
    plan: Plan,
    *,
    rng: random.Random,
    body: DemoOrganisation,
    trade: str,
    months: Mapping[date, Sitting],
    capacity: int | None,
) -> None:
    for month, sitting in sorted(months.items()):
        practical, origin = rng.random() > _UNREPORTED, rng.random() > _UNREPORTED
        plan.add(
            "exam_month",
            district_id=district(body.code),
            trade=trade,
            month=month,
            theory_candidates=sitting.theory,
            theory_passes=sitting.theory_passes,
            practical_candidates=sitting.practical if practical else None,
            practical_passes=sitting.practical_passes if practical else None,
            out_of_city=sitting.out_of_city if origin else None,
            origin_unknown=sitting.origin_unknown if origin else None,
            capacity=capacity,
            **body.target(),
        )
