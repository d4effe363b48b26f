from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.sections.answer import Chart
from dashboard.sections.comparison_groups import SAME, grouped
from dashboard.sections.comparison_measures import MEASURES
from dashboard.sections.districts.picture import dot_chart, funnel_chart
from tests.dashboard.sections.districts.kept import compared_on, view_of


def drawn(engine: Engine, metric: str, *, district: str = "", dots: bool = False) -> Chart:
    view = view_of(engine, district=district)
    compared = compared_on(engine, metric)
    make = dot_chart if dots else funnel_chart
    return make(view, MEASURES[metric], compared, grouped(view, compared))


def values(chart: Chart, name: str) -> list[dict[str, Any]]:
    return [row for row in chart.spec["data"]["values"] if name in row]


def test_only_units_apart_or_worth_a_hint_have_labels(demo_engine: Engine) -> None:
    chart = drawn(demo_engine, "archive_complete_share")
    assert {row["label"] for row in values(chart, "label")} == {"巴南"}
    assert len(values(chart, "row")) == 40


def test_a_point_outside_the_plain_limits_need_not_stand_apart(demo_engine: Engine) -> None:
    chart = drawn(demo_engine, "theory_pass_rate")
    curve = values(chart, "near_low")
    outside = [
        point["group"]
        for point in values(chart, "row")
        for after in [next(row for row in curve if row["size"] >= point["size"])]
        if not after["low"] - 0.3 < point["value"] < after["high"] + 0.3
    ]
    assert outside
    assert set(outside) == {SAME}
    assert "线只供对照" in chart.title


@pytest.mark.parametrize("metric", ["findings_per_inspection", "theory_pass_rate"])
def test_limits_narrow_with_size(demo_engine: Engine, metric: str) -> None:
    curve = values(drawn(demo_engine, metric), "near_low")
    for one, other in pairwise(curve):
        assert one["size"] < other["size"]
        assert one["high"] >= other["high"] - 1e-6
        assert other["high"] >= other["near_high"] >= other["near_low"] >= other["low"]


def test_the_chosen_district_is_ringed_and_a_click_gives_its_name(demo_engine: Engine) -> None:
    chart = drawn(demo_engine, "on_time_share", district="渝北区")
    ringed = [row["pick"] for row in values(chart, "row") if row["chosen"]]
    assert (ringed, chart.selects, chart.field) == (["500112"], "district", "pick")


def test_dots_of_units_too_small_have_words(demo_engine: Engine) -> None:
    rows = {
        row["row"]: row
        for row in values(drawn(demo_engine, "findings_per_inspection", dots=True), "row")
    }
    assert rows["双桥经开区"]["says"] == "检查3次，不作比较"
    assert rows["城口县"]["says"] == "未检查"
    assert rows["渝北区"]["low"] < rows["渝北区"]["value"] < rows["渝北区"]["high"]


def test_office_programs_get_the_same_points(demo_engine: Engine) -> None:
    chart = drawn(demo_engine, "on_time_share")
    assert chart.native is not None
    points = [one for one in chart.native.series if not one.line]
    assert sum(len(one.values) for one in points) == len(values(chart, "row"))
    assert len([one for one in chart.native.series if one.line]) == 5
