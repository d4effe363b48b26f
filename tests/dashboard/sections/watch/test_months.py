from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard import theme
from dashboard.analysis.control_charts import LaneyChart
from dashboard.analysis.funnel import SIGNAL, standard_units
from dashboard.sections.watch.months import month_chart
from tests.dashboard.sections.watch.alerts import AFTER, FULL, GREY, PEERS, RISE


def test_the_limits_are_those_of_the_baseline() -> None:
    values = month_chart(RISE).spec["data"]["values"]
    chart = LaneyChart(centre=0.79, widening=1.2, months=10)
    expected = chart.limits(100, sigmas=standard_units(SIGNAL))
    assert values[-1]["high"] == pytest.approx(100 * expected.high, abs=0.01)
    assert values[-1]["low"] == pytest.approx(100 * expected.low, abs=0.01)


def test_limits_do_not_reach_beyond_a_change() -> None:
    values = month_chart(RISE).spec["data"]["values"]
    assert [row["high"] is None for row in values] == [True, True, False, False]
    assert [row["centre"] is None for row in values] == [True, True, False, False]


def test_like_bodies_have_limits_of_their_own() -> None:
    chart = month_chart(PEERS)
    last = chart.spec["data"]["values"][-1]
    assert 79 < last["high"] < 100
    assert chart.title == "理论首考合格率按月，横线为其他对象的79.0%，虚线为99.8%界限"


def test_the_table_says_what_each_month_was_for() -> None:
    table = month_chart(RISE).table
    assert [row[-1] for row in table.rows] == [
        "变化之前（不作基线）",
        "变化当月（不作基线）",
        "基线月份",
        "提示月份",
    ]
    assert table.rows[-1][:4] == ["2024-07", "97", "100", 0.97]


def test_a_capacity_has_its_line_and_no_limits() -> None:
    chart = month_chart(FULL)
    (row,) = chart.spec["data"]["values"]
    assert (row["value"], row["centre"], row["high"]) == (120, 100, None)
    assert chart.title == "考试容量利用率按月，横线为容量的100%"


def test_classes_after_an_elimination_are_counted() -> None:
    chart = month_chart(AFTER)
    assert chart.title == "开班数按月"
    assert [row["value"] for row in chart.spec["data"]["values"]] == [2, 1]
    assert chart.table.rows[0][2] is None


def test_grey_is_drawn_muted_and_an_office_program_gets_lines() -> None:
    (points,) = (one for one in month_chart(GREY).spec["layer"] if one["mark"]["type"] == "point")
    assert theme.MUTED in points["encoding"]["color"]["scale"]["range"]
    native = month_chart(RISE).native
    assert native is not None
    assert [one.name for one in native.series] == ["读数", "参照", "下限", "上限"]
    assert native.categories[-1] == "2024-07"


def test_an_alert_without_history_has_an_empty_chart() -> None:
    assert month_chart(replace(RISE, history=())).table.rows == []
