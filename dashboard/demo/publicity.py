"""Publicity: some 350 activities; reach stays unknown where nobody reported it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from typing import Final

from dashboard.demo.chance import AS_OF, dice, weekday
from dashboard.demo.districts import SHAPINGBA, SHUANGQIAO, TOLD_OF, UNITS, district
from dashboard.demo.plan import Plan, Row

_NAMES: Final = {
    "app": ("安全培训宣传专栏推送", "持证上岗政策问答推送"),
    "wechat": ("特种作业持证上岗提示", "安全培训机构复核政策解读", "典型案例通报"),
    "video": ("特种作业安全小课堂", "岗前安全培训微视频"),
    "leaflet": ("安全培训宣传折页", "特种作业操作证查询指引"),
    "event": ("安全生产月咨询日", "安全培训进企业", "特种作业安全进工地"),
    "other": ("社区广播宣讲", "公交站台公益广告"),
}
_WEIGHTS: Final = {"app": 12, "wechat": 30, "video": 12, "leaflet": 20, "event": 20, "other": 6}
_PER_UNIT: Final = (5, 13)
_SILENT: Final = frozenset({"500229", "500238"})
"""Units that reported no publicity at all."""

_TOLD: Final = (
    *(
        (f"特种作业安全小课堂（第{n}期）", "video", f"2024-0{n + 3}-15", 1, None)
        for n in range(1, 5)
    ),
    ("安全培训宣传资料发放（一季度）", "leaflet", "2024-03-28", None, 38_600),
    ("安全培训宣传资料发放（二季度）", "leaflet", "2024-06-27", None, 45_000),
    ("安全培训宣传资料发放（三季度）", "leaflet", "2024-09-26", None, 40_000),
    ("安全培训宣传资料发放（四季度）", "leaflet", "2024-11-28", None, 29_000),
)
_TOLD_REACH: Final = (
    ("安全生产月主题宣传", "2024-06-16", 420_000),
    ("特种作业安全进工地巡展", "2024-08-22", 268_000),
    ("安全培训进社区", "2024-10-24", 330_000),
)
_TOLD_POSTS: Final = ("2024-07-11", "2024-09-19")


def add_publicity(plan: Plan) -> None:
    """Plan all activities in the order of days."""
    rows = [*_shapingba(), *_shuangqiao(), *_last_day(), *_everywhere()]
    for row in sorted(rows, key=_order):
        plan.add("publicity_activity", **row)


def _order(row: Row) -> tuple[str, str, str, str]:
    unit = row["district_id"]
    return str(row["held_on"]), str(unit), str(row["channel"]), str(row["name"])


def _activity(
    code: str, *, channel: str, name: str, held_on: date, **told: str | int | None
) -> Row:
    return {
        "district_id": district(code),
        "channel": channel,
        "name": name,
        "held_on": held_on,
        "items": None,
        "copies": None,
        "copies_qualifier": "exact",
        "person_times": None,
        "reach_qualifier": "exact",
        "reported_by": None,
        "note": None,
        **told,
    }


def _shapingba() -> list[Row]:
    """What is told of 沙坪坝区: 4 episodes, 150,000 copies and more, a million reached."""
    handed_out = [
        _activity(
            SHAPINGBA,
            channel=channel,
            name=name,
            held_on=date.fromisoformat(day),
            items=items,
            copies=copies,
            copies_qualifier="at_least" if copies and copies % 1000 == 0 else "exact",
        )
        for name, channel, day, items, copies in _TOLD
    ]
    reached = [
        _activity(
            SHAPINGBA,
            channel="event",
            name=name,
            held_on=date.fromisoformat(day),
            person_times=count,
            reach_qualifier="at_least",
            reported_by="organiser",
        )
        for name, day, count in _TOLD_REACH
    ]
    return handed_out + reached


def _shuangqiao() -> list[Row]:
    """What it tells of 双桥经开区: typical cases posted twice; beside them a quiet everyday."""
    posts = [
        _activity(
            SHUANGQIAO,
            channel="wechat",
            name="“双桥应急发布”无证上岗典型案例通报",
            held_on=date.fromisoformat(day),
            items=1,
        )
        for day in _TOLD_POSTS
    ]
    event = _activity(
        SHUANGQIAO,
        channel="event",
        name="安全生产月咨询日",
        held_on=date(2024, 6, 16),
        copies=800,
        person_times=1_500,
        reach_qualifier="at_least",
        reported_by="organiser",
    )
    return [*posts, event]


def _last_day() -> list[Row]:
    """Something happens on AS_OF itself, so that the demo's data reach that day."""
    post = _activity(
        "500101", channel="wechat", name="岁末年初持证上岗提示", held_on=AS_OF, items=1
    )
    return [post]


def _everywhere() -> list[Row]:
    rng = dice("publicity")
    rows: list[Row] = []
    for code in UNITS:
        if code in TOLD_OF | _SILENT:
            continue
        seen: set[tuple[str, str, date]] = set()
        for _ in range(rng.randint(*_PER_UNIT)):
            channel = rng.choices(list(_WEIGHTS), weights=list(_WEIGHTS.values()))[0]
            name = rng.choice(_NAMES[channel])
            day = weekday(rng, first=date(2022, 1, 10), last=date(2024, 12, 30))
            if (channel, name, day) not in seen:
                seen.add((channel, name, day))
                told = _REPORTS[channel](rng)
                rows.append(_activity(code, channel=channel, name=name, held_on=day, **told))
    return rows


def _posted(rng: random.Random) -> dict[str, str | int | None]:
    told: dict[str, str | int | None] = {"items": rng.randint(1, 6)}
    if rng.random() < 0.55:
        told |= {"person_times": round(rng.lognormvariate(8, 0.9)), "reported_by": "platform"}
    return told


def _leaflets(rng: random.Random) -> dict[str, str | int | None]:
    copies = rng.randint(6, 180) * 100
    rounded = rng.random() < 0.5
    return {
        "copies": copies // 1000 * 1000 or 1000 if rounded else copies + rng.randint(1, 99),
        "copies_qualifier": "at_least" if rounded else "exact",
    }


def _gathered(rng: random.Random) -> dict[str, str | int | None]:
    told: dict[str, str | int | None] = _leaflets(rng) if rng.random() < 0.4 else {}
    if rng.random() < 0.8:
        told |= {
            "person_times": rng.randint(2, 90) * 100,
            "reach_qualifier": rng.choice(("at_least", "at_least", "exact")),
            "reported_by": rng.choice(("organiser", "organiser", "organiser", None)),
        }
    return told


_REPORTS: Final[dict[str, Callable[[random.Random], dict[str, str | int | None]]]] = {
    "app": _posted,
    "wechat": _posted,
    "video": _posted,
    "leaflet": _leaflets,
    "event": _gathered,
    "other": _gathered,
}
