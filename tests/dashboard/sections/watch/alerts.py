"""Watches by hand for the page's tests: a few alerts, without a store's ledgers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from dashboard.watch.alert import Alert, Basis, Entity, Verdict
from dashboard.watch.engine import Watch
from dashboard.watch.history import Point
from dashboard.watch.indicators import INDICATORS

ENTITY = Entity(
    kind="institution", identity="915", name="示例一", body=1, district=1, trade="低压电工作业"
)
HISTORY = (
    Point(month=date(2024, 4, 1), hits=70, trials=100, role="earlier", total=None),
    Point(month=date(2024, 5, 1), hits=78, trials=100, role="mixed", total=None),
    Point(month=date(2024, 6, 1), hits=80, trials=100, role="baseline", total=0.5),
    Point(month=date(2024, 7, 1), hits=97, trials=100, role="flagged", total=7.5),
)
RISE = Alert(
    entity=ENTITY,
    indicator="theory_rise",
    period=date(2024, 7, 1),
    level="orange",
    reasons=("beyond_limit", "cusum"),
    hits=97,
    trials=100,
    basis=Basis(
        kind="own",
        reference=0.79,
        hits=790,
        trials=1000,
        months=10,
        first=date(2023, 9, 1),
        last=date(2024, 6, 1),
        spread=1.2,
    ),
    since=date(2024, 7, 1),
    z=3.7,
    p=0.0001,
    q=0.01,
    history=HISTORY,
)
PEERS = replace(
    RISE, basis=Basis(kind="peers", reference=0.79, hits=790, trials=1000, spread=0.001)
)
FULL = Alert(
    entity=replace(ENTITY, kind="exam_site", identity="916", name="示例考试点"),
    indicator="exam_capacity",
    period=date(2024, 6, 1),
    level="red",
    reasons=("above_capacity",),
    hits=120,
    trials=100,
    basis=Basis(kind="rule", reference=1.0),
    since=date(2024, 6, 1),
    history=(Point(month=date(2024, 6, 1), hits=120, trials=100, role="flagged"),),
)
AFTER = replace(
    FULL,
    entity=replace(ENTITY, trade="", district=2, identity="917", name="示例二"),
    indicator="after_elimination",
    reasons=("after_elimination",),
    hits=1,
    trials=0,
    basis=Basis(kind="rule", reference=None, first=date(2024, 5, 20)),
    detail=("示例班1号",),
    history=(
        Point(month=date(2024, 4, 1), hits=2, trials=0, role="before"),
        Point(month=date(2024, 6, 1), hits=1, trials=0, role="flagged"),
    ),
)
GREY = replace(RISE, level="grey", reasons=("thin",), period=date(2024, 5, 1), hits=12, trials=12)


def verdict(alert: Alert, **changes: Any) -> Verdict:
    """A verdict on an alert as it stands."""
    known = {
        "id": 1,
        "verdict": "explained",
        "officer": "示例经办人",
        "remark": "首次开展",
        "decided_at": datetime(2024, 8, 1, 3, 30, tzinfo=UTC),
        "evidence": alert.evidence,
        "said": "当时的话",
        "level": alert.level,
    }
    return Verdict(**{**known, **changes})


def disposed(alert: Alert, **changes: Any) -> Alert:
    """The alert with one verdict."""
    return replace(alert, verdicts=(verdict(alert, **changes),))


def watch_of(*alerts: Alert, has_data: bool = True) -> Watch:
    """A watch of these alerts, as of the end of 2024."""
    return Watch(
        as_of=date(2024, 12, 31),
        first=date(2024, 1, 1),
        last=date(2024, 12, 1),
        has_data=has_data,
        alerts=alerts,
        untold=dict.fromkeys(INDICATORS, 0) | {"exam_capacity": 44},
    )
