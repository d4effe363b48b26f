from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from dashboard.watch.alert import Alert, Entity, Verdict, key_of
from dashboard.watch.months import serial
from dashboard.watch.rise_alerts import Risen, rise_alerts, rises
from tests.dashboard.watch.made import TRADE, exam, ledgers, months

PASSES = (78, 80, 76, 81, 79, 77, 80, 78, 82, 76, 79, 80, 97, 97)
_THEORY = ("theory_rise", "institution")
EXPLAINED = Verdict(
    id=1,
    verdict="explained",
    officer="甲",
    remark=None,
    decided_at=datetime(2024, 3, 1, tzinfo=UTC),
    evidence="",
    said="",
    level="orange",
)


def _alerts(**held: Any) -> list[Alert]:
    rows = [
        exam(month, theory_candidates=100, theory_passes=hits)
        for month, hits in zip(months(202301, 14), PASSES, strict=True)
    ]
    since = serial(date(2024, 1, 1))
    return [
        alert
        for risen in rises(ledgers(exams=rows, **held), since=since)
        for alert in rise_alerts(risen, since=since)
        if alert.entity.kind == "institution"
    ]


def test_an_alert_tells_its_numbers_its_baseline_and_since_when() -> None:
    first, second = _alerts()
    assert (first.level, first.period, first.since) == (
        "orange",
        date(2024, 1, 1),
        date(2024, 1, 1),
    )
    assert (first.hits, first.trials, first.reading) == (97, 100, 0.97)
    assert (first.basis.kind, first.basis.months, first.basis.trials) == ("own", 12, 1200)
    assert (first.basis.first, first.basis.last) == (date(2023, 1, 1), date(2023, 12, 1))
    assert second.since == date(2024, 1, 1)
    assert second.basis == first.basis


def test_its_history_says_what_each_month_was_for() -> None:
    second = _alerts()[1]
    roles = [point.role for point in second.history]
    assert roles == ["baseline"] * 12 + ["flagged"] * 2
    assert second.history[-1].total is not None


def test_an_explained_month_becomes_part_of_the_baseline() -> None:
    entity = Entity(kind="institution", identity="institution1", name="", trade=TRADE)
    key = key_of(entity, indicator="theory_rise", period=date(2024, 1, 1))
    first, second = _alerts(verdicts={key: (EXPLAINED,)})
    assert first.level == "orange", "what was explained was still seen"
    assert second.basis.hits == sum(PASSES[1:13])
    taken_back = replace(EXPLAINED, id=2, verdict="pending")
    assert _alerts(verdicts={key: (taken_back, EXPLAINED)})[1].basis == first.basis


def _rises(rows: list[Any]) -> list[Risen]:
    return list(rises(ledgers(exams=rows), since=serial(date(2024, 1, 1))))


def test_what_cannot_be_compared_is_counted() -> None:
    rows = [exam(202412, theory_candidates=40, theory_passes=40)]
    told = {(one.indicator, one.series.kind): one.untold() for one in _rises(rows)}
    assert told["theory_rise", "institution"] == 1
    assert told["outside_rise", "institution"] == 0


def test_of_months_before_the_window_only_what_alerts_show_is_kept() -> None:
    rows = [exam(month, theory_candidates=40, theory_passes=30) for month in months(202101, 48)]
    (risen,) = (one for one in _rises(rows) if (one.indicator, one.series.kind) == _THEORY)
    assert sorted(risen.months) == list(range(36, 48))
    assert risen.raised.shape == risen.total.shape == (1, 48)


def test_what_was_not_compared_in_an_old_last_month_is_counted_too() -> None:
    rows = [exam(202002, theory_candidates=40, theory_passes=40)]
    told = {(one.indicator, one.series.kind): one.untold() for one in _rises(rows)}
    assert told[_THEORY] == 1
    assert not [alert for one in _rises(rows) for alert in rise_alerts(one, since=24_288)]
