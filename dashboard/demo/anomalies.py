"""What is planted in the demo for the early warning to find, and the truth file that lists it.

The truth file is what detectors are judged by: everything else in the demo is noise.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.demo.bodies import DemoOrganisation
from dashboard.paths import ASSETS

TRUTH_FILE: Final = ASSETS / "demo" / "anomalies.json"

_LOW_VOLTAGE = "低压电工作业"
_WELDING = "熔化焊接与热切割作业"
_HEIGHTS = "高处安装维护拆除作业"


@dataclass(frozen=True, kw_only=True)
class Planted:
    """One anomaly: which institution (unit, ordinal), which trade, from and to which month."""

    kind: str
    place: tuple[str, int]
    first: date
    last: date
    what: str
    trade: str | None = None
    """None: all its trades."""

    def covers(self, day: date, *, trade: str) -> bool:
        """Whether it shows in this trade in the month of `day`."""
        month = day.replace(day=1)
        return self.first <= month <= self.last and self.trade in (None, trade)


def _planted(
    kind: str, place: tuple[str, int], months: str, what: str, *, trade: str | None = None
) -> Planted:
    first, last = (date.fromisoformat(f"{month}-01") for month in months.split(".."))
    return Planted(kind=kind, place=place, first=first, last=last, what=what, trade=trade)


_JUMP = "理论与实操首考合格率由约78%升至约97%，当月首考人数不少于60"
_SURGE = "市外考生占比由约6%升至约35%，当月首考人数不少于60"
_CROWD = "理论首考人数超过考试容量的1.3倍"
_SHORT = "各班次实授学时约为应授学时的70%"
_BACKFILL = "各班次补签占实签到人次的30%以上"
_AFTER = "区县检查阶段淘汰后仍开设3个班次"
_NO_FINDING = "对培训机构作出处罚，但没有对应的检查问题记录"

PLANTED: Final = (
    _planted("pass_rate_jump", ("500114", 1), "2024-07..2024-10", _JUMP, trade=_LOW_VOLTAGE),
    _planted("pass_rate_jump", ("500107", 2), "2024-09..2024-12", _JUMP, trade=_WELDING),
    _planted("out_of_city_surge", ("500230", 1), "2024-06..2024-10", _SURGE, trade=_HEIGHTS),
    _planted("out_of_city_surge", ("500112", 3), "2024-09..2024-12", _SURGE, trade=_LOW_VOLTAGE),
    _planted("capacity_impossible", ("500116", 2), "2024-05..2024-08", _CROWD, trade=_LOW_VOLTAGE),
    _planted("capacity_impossible", ("500101", 1), "2024-10..2024-12", _CROWD, trade=_WELDING),
    _planted("compressed_hours", ("500114", 2), "2024-01..2024-12", _SHORT),
    _planted("compressed_hours", ("500117", 1), "2024-03..2024-12", _SHORT),
    _planted("backfilled_sign_ins", ("500113", 1), "2024-01..2024-12", _BACKFILL),
    _planted("backfilled_sign_ins", ("500118", 2), "2024-06..2024-12", _BACKFILL),
    _planted("teaching_after_elimination", ("500154", 1), "2024-08..2024-11", _AFTER),
    _planted("penalty_without_finding", ("500108", 1), "2023-09..2023-09", _NO_FINDING),
    _planted("penalty_without_finding", ("500105", 2), "2024-06..2024-06", _NO_FINDING),
)
"""Everything planted; all other figures are noise around stable rates."""

PLACES: Final = frozenset(planted.place for planted in PLANTED)


def planted(kind: str, *, place: tuple[str, int]) -> Planted | None:
    """The anomaly of that kind at that institution, if one is planted."""
    return next((one for one in PLANTED if one.kind == kind and one.place == place), None)


def truth(
    *,
    institutions: Sequence[DemoOrganisation],
    sites: Sequence[Sequence[str]],
    case_numbers: dict[tuple[str, int], str],
) -> str:
    """The truth file's text.

    Args:
        institutions: All institutions.
        sites: For each entry of PLANTED the exam sites that see its candidates.
        case_numbers: Number of the planted case by the place of its institution.
    """
    names = {body.place: body.name for body in institutions}
    entries = []
    for one, seen_at in zip(PLANTED, sites, strict=True):
        entries.append(
            {
                "kind": one.kind,
                "district": one.place[0],
                "institution": names[one.place],
                "exam_sites": list(seen_at),
                "trade": one.trade,
                "from": f"{one.first:%Y-%m}",
                "to": f"{one.last:%Y-%m}",
                "case": (
                    case_numbers[one.place] if one.kind == "penalty_without_finding" else None
                ),
                "what": one.what,
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
