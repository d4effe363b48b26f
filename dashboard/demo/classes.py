"""Training classes: a quarter's candidates are taught in classes shortly before and early in it."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dashboard.demo.anomalies import planted
from dashboard.demo.bodies import DemoOrganisation
from dashboard.demo.chance import AS_OF, FIRST_DAY, dice, later, weekday
from dashboard.demo.districts import district
from dashboard.demo.plan import Plan, Value
from dashboard.demo.volumes import TRADES, Volume

_LARGEST, _ARCHIVE_ITEMS, _UNREPORTED = 120, 14, 0.03
_QUARTERS: Final = (
    *(date(year, month, 1) for year in (2022, 2023, 2024) for month in (1, 4, 7, 10)),
    date(2025, 1, 1),
)
"""First days of the quarters taught for; those of the last are taught in 2024-12."""
_POOR_ARCHIVES: Final = frozenset({"500109", "500230", "500113", "500114"})
"""Districts whose archives the circular finds wanting."""
_AFTER_ELIMINATION: Final = (date(2024, 8, 12), date(2024, 9, 23), date(2024, 11, 4))


@dataclass(frozen=True, kw_only=True)
class DemoClass:
    """One class before it has a row."""

    institution: DemoOrganisation
    trade: str
    started_on: date
    ended_on: date
    enrolled: int


def add_classes(plan: Plan, *, volumes: Sequence[Volume]) -> None:
    """Plan all classes in the order in which they began."""
    taught = [*_usual(volumes), *_after_elimination(volumes)]
    rng = dice("classes' records")
    counted: dict[int, int] = {}
    for one in sorted(taught, key=lambda one: (one.started_on, one.institution.ref, one.trade)):
        year = one.started_on.year
        counted[year] = counted.get(year, 0) + 1
        plan.add(
            "training_class",
            number=f"示例班〔{year}〕{counted[year]:04d}号",
            district_id=district(one.institution.code),
            institution_id=one.institution.ref,
            trade=one.trade,
            started_on=one.started_on,
            enrolled=one.enrolled,
            **_records(rng, one=one),
        )


def _usual(volumes: Sequence[Volume]) -> Iterator[DemoClass]:
    rng = dice("classes")
    for volume in volumes:
        for place, quarter in enumerate(_QUARTERS):
            months = volume.candidates[place * 3 : place * 3 + 3] or volume.candidates[24:27]
            running = volume.institution.ended_on is None or quarter < volume.institution.ended_on
            if sum(months) and running:
                yield from _quarter(rng, volume=volume, quarter=quarter, candidates=sum(months))


def _quarter(
    rng: random.Random, *, volume: Volume, quarter: date, candidates: int
) -> Iterator[DemoClass]:
    body = volume.institution
    enrolled = math.ceil(candidates * rng.uniform(1.02, 1.09))
    count = math.ceil(enrolled / _LARGEST)
    for place in range(count):
        started = _start(rng, quarter=quarter)
        one = DemoClass(
            institution=body,
            trade=volume.trade,
            started_on=started,
            ended_on=started + timedelta(days=_length(rng, trade=volume.trade)),
            enrolled=enrolled // count + (place < enrolled % count),
        )
        if body.opened_on <= started and (body.ended_on is None or one.ended_on < body.ended_on):
            yield one


def _start(rng: random.Random, *, quarter: date) -> date:
    if quarter == FIRST_DAY:  # nothing is told of 2021
        return weekday(rng, first=date(2022, 1, 4), last=date(2022, 1, 11))
    return weekday(rng, first=quarter - timedelta(days=26), last=quarter - timedelta(days=2))


def _length(rng: random.Random, *, trade: str) -> int:
    """Days from first to last, at eight hours a day and five days a week."""
    days = math.ceil(TRADES[trade].hours / 8)
    return days - 1 + days // 5 * 2 + rng.randint(0, 3)


def _after_elimination(volumes: Sequence[Volume]) -> Iterator[DemoClass]:
    """The classes planted at an institution that was eliminated before they began."""
    rng = dice("classes after elimination")
    for volume in volumes:
        place = volume.institution.place
        if not planted("teaching_after_elimination", place=place):
            continue
        for started in _AFTER_ELIMINATION:
            yield DemoClass(
                institution=volume.institution,
                trade=volume.trade,
                started_on=started,
                ended_on=later(started, rng=rng, least=12, most=16),
                enrolled=rng.randint(32, 48),
            )
        return


def _records(rng: random.Random, *, one: DemoClass) -> dict[str, Value]:
    """Hours, sign-ins and archive; a class still running has none yet, some never report."""
    required = float(TRADES[one.trade].hours)
    told: dict[str, Value] = {"hours_required": required}
    if one.ended_on > AS_OF:
        return told
    told["ended_on"] = one.ended_on
    place, month = one.institution.place, one.started_on.replace(day=1)
    special = {
        kind
        for kind in ("compressed_hours", "backfilled_sign_ins")
        if (found := planted(kind, place=place)) and found.covers(month, trade=one.trade)
    }
    if special or rng.random() >= _UNREPORTED:
        told["hours_delivered"] = _hours(rng, required=required, cut="compressed_hours" in special)
    if special or rng.random() >= _UNREPORTED:
        told |= _sign_ins(rng, one=one, backfilled="backfilled_sign_ins" in special)
    return told | _archive(rng, poor=one.institution.code in _POOR_ARCHIVES)


def _hours(rng: random.Random, *, required: float, cut: bool) -> float:
    if cut:
        return round(required * rng.uniform(0.67, 0.73) * 2) / 2
    if rng.random() < 0.04:
        return required - rng.choice((2.0, 4.0))
    return required + rng.choice((0.0, 0.0, 0.0, 2.0, 4.0))


def _sign_ins(rng: random.Random, *, one: DemoClass, backfilled: bool) -> dict[str, Value]:
    due = one.enrolled * math.ceil(TRADES[one.trade].hours / 4)  # morning and afternoon
    actual = round(due * rng.uniform(0.93, 0.995))
    share = rng.uniform(0.31, 0.42) if backfilled else min(rng.expovariate(1 / 0.018), 0.09)
    return {
        "sign_ins_due": due,
        "sign_ins_actual": actual,
        "sign_ins_backfilled": math.ceil(actual * share) if backfilled else round(actual * share),
    }


def _archive(rng: random.Random, *, poor: bool) -> dict[str, Value]:
    weights = (20, 20, 25, 20, 10, 5) if poor else (62, 24, 9, 3, 1, 1)
    missing = rng.choices(range(6), weights=weights)[0]
    return {"archive_required": _ARCHIVE_ITEMS, "archive_present": _ARCHIVE_ITEMS - missing}
