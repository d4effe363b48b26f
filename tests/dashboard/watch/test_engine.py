"""The demo's truth file is found, all of it, and little else is orange or red."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.demo.anomalies import TRUTH_FILE
from dashboard.metrics.contradictions import contradictions
from dashboard.metrics.filters import Filters
from dashboard.watch.alert import ORDER, Alert
from dashboard.watch.engine import Watch, read_watch
from dashboard.watch.months import last_day, serial
from dashboard.watch.wording import say
from tests.conftest import load_whole_demo
from tests.dashboard.watch.nasty import fill
from tests.stores import Stores

TRUTH: list[dict[str, Any]] = json.loads(TRUTH_FILE.read_text(encoding="utf-8"))
INDICATORS = {
    "pass_rate_jump": ("theory_rise", "practical_rise"),
    "out_of_city_surge": ("outside_rise",),
    "capacity_impossible": ("exam_capacity",),
    "compressed_hours": ("hours",),
    "backfilled_sign_ins": ("backfill",),
    "teaching_after_elimination": ("after_elimination",),
}
"""Indicators that find each kind; penalties without a finding are found on 执法成效."""
PRESSING = ("red", "orange")


@pytest.fixture(scope="module")
def demo(stores: Stores) -> Engine:
    return stores.shared("sqlite", "circular and demo", fill=load_whole_demo)


@cache
def _watch(engine: Engine, as_of: date) -> Watch:
    with Session(engine) as session:
        return read_watch(session, as_of=as_of)


def _two_months_on(entry: dict[str, Any]) -> date:
    """The last day of the second month after the one it began in."""
    return last_day(serial(date.fromisoformat(entry["from"] + "-01")) + 2)


@pytest.mark.parametrize(
    "entry",
    [one for one in TRUTH if one["kind"] in INDICATORS],
    ids=lambda one: f"{one['kind']}-{one['district']}-{one['from']}",
)
def test_every_anomaly_is_found_within_two_months(demo: Engine, entry: dict[str, Any]) -> None:
    found = _watch(demo, _two_months_on(entry))
    own = [
        alert
        for alert in found.alerts
        if alert.entity.name == entry["institution"]
        and alert.entity.trade in ("", entry["trade"])
        and f"{alert.period:%Y-%m}" >= entry["from"]
        and alert.level in PRESSING
    ]
    assert {alert.indicator for alert in own} >= set(INDICATORS[entry["kind"]])


def test_penalties_without_a_finding_are_found_on_the_page_of_enforcement(demo: Engine) -> None:
    entries = [one for one in TRUTH if one["kind"] not in INDICATORS]
    assert {one["kind"] for one in entries} == {"penalty_without_finding"}
    for entry in entries:
        with Session(demo) as session:
            hints = contradictions(session, filters=Filters(), as_of=_two_months_on(entry))
        (hint,) = (one for one in hints if one.rule.key == "without_finding")
        assert entry["case"] in {row.number for row in hint.rows}


def test_rises_are_seen_at_their_exam_site_too(demo: Engine) -> None:
    found = _watch(demo, date(2024, 12, 31))
    sites = {one.entity.name for one in found.alerts if one.entity.kind == "exam_site"}
    planted = {
        site
        for one in TRUTH
        if one["kind"].endswith(("jump", "surge"))
        for site in one["exam_sites"]
    }
    assert planted <= sites


def test_little_else_is_orange_or_red(demo: Engine) -> None:
    """In a year of 98 institutions, 46 sites and ten indicators."""
    names = {one["institution"] for one in TRUTH} | {
        site for one in TRUTH for site in one["exam_sites"]
    }
    found = _watch(demo, date(2024, 12, 31))
    others = [one for one in found.alerts if one.level in PRESSING and one.entity.name not in names]
    assert len(others) <= 7


def test_alerts_are_of_the_last_twelve_months_most_pressing_first(demo: Engine) -> None:
    found = _watch(demo, date(2024, 12, 31))
    assert (found.first, found.last) == (date(2024, 1, 1), date(2024, 12, 1))
    assert all(found.first <= one.period <= found.last for one in found.alerts)
    levels = [ORDER.index(one.level) for one in found.alerts]
    assert levels == sorted(levels)


def test_there_is_one_alert_of_an_entity_indicator_and_period(demo: Engine) -> None:
    keys = [one.key for one in _watch(demo, date(2024, 12, 31)).alerts]
    assert len(keys) == len(set(keys))


def test_what_was_seen_on_a_day_is_seen_the_same_later(demo: Engine) -> None:
    """A finished month of examinations does not change its level as months go by."""

    def told(alerts: tuple[Alert, ...]) -> dict[str, tuple[str, float, float]]:
        return {
            one.key: (one.level, one.hits, one.trials)
            for one in alerts
            if one.indicator.endswith("_rise") and one.period <= date(2024, 9, 1)
            and one.period >= date(2024, 1, 1)
        }  # fmt: skip

    earlier, later = (_watch(demo, day) for day in (date(2024, 9, 30), date(2024, 12, 31)))
    assert told(earlier.alerts) == told(later.alerts)


def test_an_alert_is_found_by_its_key(demo: Engine) -> None:
    found = _watch(demo, date(2024, 12, 31))
    assert found.find(found.alerts[5].key) is found.alerts[5]
    assert found.find("nothing") is None


def test_both_databases_tell_the_same(demo: Engine, demo_engine: Engine) -> None:
    here, there = (_watch(engine, date(2024, 12, 31)) for engine in (demo, demo_engine))
    assert [(one.key, one.level) for one in here.alerts] == [
        (one.key, one.level) for one in there.alerts
    ]


def test_a_store_without_ledgers_has_no_alerts(circular_engine: Engine) -> None:
    found = _watch(circular_engine, date(2024, 12, 31))
    assert (found.alerts, found.has_data) == ((), False)


@pytest.mark.parametrize("as_of", [date(2025, 11, 6), date(2026, 7, 15)], ids=str)
def test_gaps_noughts_and_missing_numbers_break_no_alert(empty_engine: Engine, as_of: date) -> None:
    fill(empty_engine, seed=1)
    with Session(empty_engine) as session:
        found = read_watch(session, as_of=as_of)
    assert {one.indicator for one in found.alerts} >= {"theory_rise", "exam_capacity", "hours",
                                                       "after_elimination"}  # fmt: skip
    assert all(one.key and one.evidence and say(one) for one in found.alerts)
    assert all(one.history[-1].month <= one.period for one in found.alerts if one.history)
