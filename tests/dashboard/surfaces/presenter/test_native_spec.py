from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

from dashboard.charts.native import Native, Series
from dashboard.surfaces.presenter.native_spec import chart_html, parts, spec
from tests.briefings import CHART

MANY = Native(
    kind="bar",
    categories=tuple(f"区{number}" for number in range(41)),
    series=(Series(name="问题", values=tuple(map(float, range(41))), colour="navy"),),
    axis="问题（项）",
)


def test_long_charts_fall_into_pieces_that_hold_every_value_once() -> None:
    pieces = list(parts(replace(CHART, native=MANY), most=11))
    assert [len(piece.categories) for piece in pieces] == [11, 11, 11, 8]
    assert [value for piece in pieces for value in piece.series[0].values] == list(range(41))


def test_a_gap_is_drawn_as_nothing_and_never_as_zero() -> None:
    assert CHART.native is not None
    assert [row["value"] for row in spec(CHART.native)["data"]["values"]] == [3.0]


def test_limits_of_a_funnel_are_lines_and_units_are_points() -> None:
    funnel = Native(
        kind="scatter",
        categories=(),
        series=(
            Series(name="区县", values=(0.4,), x=(12.0,), colour="navy"),
            Series(name="上限", values=(0.9, 0.8), x=(5.0, 20.0), colour="grey", line=True),
        ),
        axis="%",
    )
    drawn = spec(funnel)
    assert [layer["mark"]["type"] for layer in drawn["layer"]] == ["line", "point"]
    assert [row.get("line") for row in drawn["data"]["values"]] == [None, 1, 1]


def test_data_travel_as_text() -> None:
    hostile = replace(MANY, axis='"><script>alert(1)</script>')
    made = str(chart_html(hostile, title="<b>", alt='"'))
    assert "<script" not in made
    (told,) = re.findall(r'data-spec="([^"]*)"', made)
    assert hostile.axis in json.dumps(json.loads(unescape(told)), ensure_ascii=False).replace(
        "\\", ""
    )
