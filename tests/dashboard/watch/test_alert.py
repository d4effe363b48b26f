from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.watch.alert import Alert, Basis, Entity, Verdict, key_of

ENTITY = Entity(
    kind="institution", identity="915000", name="示例一", body=3, district=7, trade="煤气"
)
ALERT = Alert(
    entity=ENTITY,
    indicator="theory_rise",
    period=date(2024, 7, 1),
    level="orange",
    reasons=("beyond_limit",),
    hits=87,
    trials=90,
    basis=Basis(kind="own", reference=0.78, hits=780, trials=1000, months=12),
    since=date(2024, 7, 1),
)


def _verdict(**changes: Any) -> Verdict:
    known = {"id": 1, "verdict": "explained", "officer": "甲", "remark": None, "said": "",
             "decided_at": datetime(2024, 8, 1, tzinfo=UTC), "evidence": ALERT.evidence,
             "level": "orange"}  # fmt: skip
    return Verdict(**{**known, **changes})


def test_the_key_is_the_same_on_any_day_and_in_any_store() -> None:
    again = replace(
        ALERT,
        entity=replace(ENTITY, body=99, name="改名"),
        hits=1,
        level="red",
        since=date(2024, 6, 1),
    )
    assert again.key == ALERT.key
    assert len(ALERT.key) == 16
    assert key_of(ENTITY, indicator="theory_rise", period=ALERT.period) == ALERT.key


@pytest.mark.parametrize(
    "other",
    [
        {"period": date(2024, 8, 1)},
        {"indicator": "practical_rise"},
        {"entity": replace(ENTITY, trade="")},
        {"entity": replace(ENTITY, kind="exam_site")},
        {"entity": replace(ENTITY, identity="915001")},
    ],
)
def test_another_alert_has_another_key(other: dict[str, Any]) -> None:
    assert replace(ALERT, **other).key != ALERT.key


def test_an_alert_waits_until_somebody_says_something() -> None:
    assert ALERT.verdict == "pending"
    assert replace(ALERT, verdicts=(_verdict(),)).verdict == "explained"
    taken_back = (_verdict(id=2, verdict="pending"), _verdict())
    assert replace(ALERT, verdicts=taken_back).verdict == "pending"


def test_data_that_changed_after_the_verdict_is_said() -> None:
    disposed = replace(ALERT, verdicts=(_verdict(),))
    assert not disposed.has_changed
    assert replace(disposed, hits=80).has_changed
    assert replace(disposed, detail=("班1",)).has_changed
    assert not replace(disposed, z=9.9, basis=Basis(kind="own", reference=0.5)).has_changed
    assert not replace(ALERT, hits=80).has_changed, "nobody has said anything yet"


def test_nothing_of_nothing_has_no_reading() -> None:
    assert replace(ALERT, trials=0).reading is None
