"""A chart over its table: screen, office chart, text and title say what the table says."""

from __future__ import annotations

import pytest

from dashboard.sections.answer import Column, Table
from dashboard.sections.chart_shapes import Look, MonthColumns, MonthLines
from dashboard.sections.table_chart import TableChart

TABLE = Table(
    key="fines",
    title="每月罚款",
    columns=(
        Column(label="月份"),
        Column(label="已缴", unit="fen"),
        Column(label="未缴", unit="fen"),
        Column(label="备注"),
    ),
    rows=[["2024-10", 5_300_000, None, "x"], ["2024-11", 100_000, 200_000, ""]],
)
CHART = TableChart(
    table=TABLE,
    shape=MonthColumns(),
    colours={"未缴": "#111111", "已缴": "#222222"},
    axis="罚款（元）",
)


def test_screen_and_office_draw_the_same_columns_in_the_order_of_the_stack() -> None:
    chart = CHART.chart()
    assert chart.native is not None
    assert [one.name for one in chart.native.series] == ["未缴", "已缴"]
    assert [one.values for one in chart.native.series] == [(None, 2000.0), (53000.0, 1000.0)]
    assert chart.native.categories == ("2024-10", "2024-11")
    marks = chart.spec["data"]["values"]
    assert [(one["month"], one["part"], one["value"], one["text"]) for one in marks] == [
        ("2024-10", "已缴", 53000.0, "5.3万元"),
        ("2024-11", "未缴", 2000.0, "2000元"),
        ("2024-11", "已缴", 1000.0, "1000元"),
    ]


def test_title_text_and_key_follow_from_the_table() -> None:
    chart = CHART.chart()
    assert (chart.key, chart.title) == ("fines", "每月罚款")
    assert chart.alt == "每月罚款的柱形图，按月份，分未缴、已缴，数值见数据表"
    assert (chart.selects, chart.field) == ("", "")


def test_a_screens_axis_may_have_a_larger_unit() -> None:
    chart = TableChart(
        table=TABLE,
        shape=MonthColumns(),
        colours={"已缴": "#222222"},
        axis="罚款（元）",
        screen_axis="罚款（万元）",
        per=10_000,
    ).chart()
    assert [one["value"] for one in chart.spec["data"]["values"]] == [5.3, 0.1]
    assert chart.native is not None
    assert chart.native.series[0].values == (53000.0, 1000.0)


def test_a_column_may_be_called_otherwise_in_the_picture() -> None:
    chart = TableChart(
        table=TABLE,
        shape=MonthLines(),
        colours={"已缴": "#222222"},
        axis="罚款（元）",
        words={"已缴": "缴纳"},
    ).chart()
    assert {one["part"] for one in chart.spec["data"]["values"]} == {"缴纳"}
    assert chart.native is not None
    assert chart.native.series[0].name == "已缴"


def test_a_click_takes_the_rows_pick() -> None:
    chart = TableChart(
        table=TABLE,
        shape=MonthColumns(),
        colours={"已缴": "#222222"},
        axis="元",
        selects="month",
        looks=(Look(pick="202410"), Look(pick="202411")),
    ).chart()
    assert (chart.selects, chart.field) == ("month", "pick")


def test_every_row_has_its_look_or_none_has() -> None:
    chart = TableChart(
        table=TABLE, shape=MonthColumns(), colours={"已缴": "#222222"}, axis="元", looks=(Look(),)
    )
    with pytest.raises(ValueError, match="argument"):
        chart.chart()
