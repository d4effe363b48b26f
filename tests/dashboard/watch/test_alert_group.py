"""Strands: what an officer looks into together, without losing any alert or its disposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.watch.alert_group import alert_groups
from tests.dashboard.sections.watch.alerts import FULL, RISE, disposed

JUNE = replace(RISE, period=date(2024, 6, 1), since=date(2024, 3, 1), level="yellow")


def test_the_alerts_of_a_body_and_indicator_are_one_strand() -> None:
    [one] = alert_groups([JUNE, RISE])
    assert one.alerts == (RISE, JUNE)
    assert (one.periods, one.trades, one.since) == (2, 1, date(2024, 3, 1))


def test_a_disposed_month_gives_neither_level_nor_first_place() -> None:
    [one] = alert_groups([disposed(RISE), JUNE])
    assert (one.newest, one.level) == (JUNE, "yellow")
    [done] = alert_groups([disposed(RISE), disposed(JUNE)])
    assert (done.newest.period, done.level) == (RISE.period, "orange")


def test_other_bodies_other_indicators_and_trades_of_the_city_stay_apart() -> None:
    other = replace(RISE, indicator="practical_rise")
    city = replace(RISE, entity=replace(RISE.entity, kind="trade", identity="city"))
    welding = replace(city, entity=replace(city.entity, trade="焊接与热切割作业"))
    assert len(alert_groups([RISE, other, FULL, city, welding])) == 5


def test_the_most_pressing_strand_comes_first_then_the_newest() -> None:
    found = alert_groups([JUNE, replace(RISE, indicator="practical_rise"), FULL])
    assert [one.level for one in found] == ["red", "orange", "yellow"]
