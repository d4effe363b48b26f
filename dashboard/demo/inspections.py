"""Campaigns and visits: everyday supervision, and the campaigns districts and the city ran."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.demo.bodies import DemoOrganisation
from dashboard.demo.chance import AS_OF, dice, poisson, weekday
from dashboard.demo.districts import NEVER_INSPECTED, SHAPINGBA, TOLD_OF, UNITS, district
from dashboard.demo.plan import Plan, Ref

LOOKBACK: Final = "2024年专项治理“回头看”"
SPECIAL: Final = "特种作业培训专项执法检查"


@dataclass(frozen=True, kw_only=True)
class DemoCampaign:
    """A named action and its days."""

    name: str
    level: str
    kind: str
    first: date
    last: date


CAMPAIGNS: Final = (
    DemoCampaign(
        name="2022年特种作业培训考试专项检查",
        level="municipal",
        kind="other",
        first=date(2022, 5, 9),
        last=date(2022, 7, 29),
    ),
    DemoCampaign(
        name="2023年安全培训机构专项检查",
        level="municipal",
        kind="other",
        first=date(2023, 4, 3),
        last=date(2023, 7, 28),
    ),
    DemoCampaign(
        name=SPECIAL,
        level="district",
        kind="special",
        first=date(2024, 3, 4),
        last=date(2024, 10, 25),
    ),
    DemoCampaign(
        name=LOOKBACK,
        level="municipal",
        kind="lookback",
        first=date(2024, 11, 4),
        last=date(2024, 11, 29),
    ),
)

_PER_YEAR: Final = {2022: 2.1, 2023: 2.5, 2024: 3.2}
"""Visits to one institution a year, on average; a site gets fewer."""
_SITE_SHARE, _JOINS_CAMPAIGN = 0.65, 0.6
_NOTES: Final = ("联合市场监管部门开展", "群众举报核查", "复查前次问题整改情况", "双随机抽查")
_SHAPINGBA_DAYS: Final = (
    *(date(2024, 3, 12), date(2024, 3, 20), date(2024, 4, 16), date(2024, 5, 22)),
    *(date(2024, 6, 18), date(2024, 7, 9), date(2024, 8, 21), date(2024, 9, 12)),
    date(2024, 10, 17),
)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One visit before it has a row."""

    body: DemoOrganisation
    on: date
    campaign: str | None = None
    mode: str | None = None
    team: str | None = None
    note: str | None = None


def everyday_visits(bodies: Sequence[DemoOrganisation]) -> list[Visit]:
    """All visits outside the look-back, in units of which the circular says nothing."""
    rng = dice("inspections")
    effort = {code: rng.uniform(0.6, 1.45) for code in UNITS}
    silent = NEVER_INSPECTED | TOLD_OF
    return [
        _visit(rng, body=body, on=on)
        for body in bodies
        if body.code not in silent
        for year in _PER_YEAR
        for on in _days(rng, body=body, year=year, effort=effort[body.code])
    ]


def told_visits(bodies: Sequence[DemoOrganisation]) -> list[Visit]:
    """The visits of units the circular tells of: nine in 沙坪坝区, and a few in 双桥经开区."""
    shapingba = [body for body in bodies if body.code == SHAPINGBA and not body.is_site]
    shuangqiao = next(body for body in bodies if body.code == "CQ-SQ")
    nine = [
        Visit(body=shapingba[i % 3], on=day, campaign=SPECIAL, mode="open")
        for i, day in enumerate(_SHAPINGBA_DAYS)
    ]
    few = [
        Visit(body=shuangqiao, on=day, mode="open")
        for day in (date(2022, 9, 7), date(2023, 6, 14), date(2024, 4, 24))
    ]
    return nine + few


def add_inspections(plan: Plan, *, visits: Sequence[Visit]) -> list[tuple[Visit, Ref]]:
    """Plan the campaigns and the visits in the order of days; say which row each visit got."""
    campaigns = {one.name: _add_campaign(plan, one=one) for one in CAMPAIGNS}
    ordered = sorted(visits, key=lambda visit: (visit.on, visit.body.ref))
    rng = dice("numbers of inspections")
    return [
        (visit, _add_visit(plan, visit=visit, number=number, campaigns=campaigns))
        for visit, number in zip(ordered, _numbers(rng, visits=ordered), strict=True)
    ]


def _days(rng: random.Random, *, body: DemoOrganisation, year: int, effort: float) -> list[date]:
    share = _SITE_SHARE if body.is_site else 1.0
    count = poisson(rng, mean=_PER_YEAR[year] * effort * share)
    first, last = date(year, 1, 4), min(date(year, 12, 30), AS_OF)
    days = {weekday(rng, first=first, last=last) for _ in range(count)}
    return [day for day in sorted(days) if body.active(day)]


def _visit(rng: random.Random, *, body: DemoOrganisation, on: date) -> Visit:
    running = [one for one in CAMPAIGNS if one.first <= on <= one.last and one.kind != "lookback"]
    joins = bool(running) and rng.random() < _JOINS_CAMPAIGN
    return Visit(
        body=body,
        on=on,
        campaign=running[0].name if joins else None,
        mode=rng.choices(("open", "covert", None), weights=(82, 11, 7))[0],
        team=_team(rng, campaign=running[0] if joins else None),
        note=rng.choice(_NOTES) if rng.random() < 0.12 else None,
    )


def _team(rng: random.Random, *, campaign: DemoCampaign | None) -> str | None:
    if campaign is None or campaign.level != "municipal":
        return None
    return rng.choice(("第一组", "第二组", "第三组", "第四组"))


def _numbers(rng: random.Random, *, visits: Sequence[Visit]) -> list[str | None]:
    """A number per visit, counted within the year; now and then none was given."""
    counted: dict[int, int] = {}
    numbers: list[str | None] = []
    for visit in visits:
        counted[visit.on.year] = counted.get(visit.on.year, 0) + 1
        number = f"示例检〔{visit.on.year}〕{counted[visit.on.year]}号"
        numbers.append(None if rng.random() < 0.05 else number)
    return numbers


def _add_campaign(plan: Plan, *, one: DemoCampaign) -> Ref:
    return plan.add(
        "campaign",
        name=one.name,
        level=one.level,
        kind=one.kind,
        started_on=one.first,
        ended_on=one.last,
    )


def _add_visit(plan: Plan, *, visit: Visit, number: str | None, campaigns: dict[str, Ref]) -> Ref:
    return plan.add(
        "inspection",
        number=number,
        district_id=district(visit.body.code),
        campaign_id=campaigns[visit.campaign] if visit.campaign else None,
        mode=visit.mode,
        team=visit.team,
        inspected_on=visit.on,
        note=visit.note,
        **visit.body.target(),
    )
