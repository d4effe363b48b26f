from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

from dashboard.charts.office_chart import OfficeChart, Series
from dashboard.surfaces.presenter.office_chart_spec import chart_html, parts, spec
from tests.briefings import CHART

MANY = OfficeChart(
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
    funnel = OfficeChart(
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


INTERVALS = OfficeChart(
    kind="interval",
    categories=tuple(f"区{number}" for number in range(13)),
    series=(
        Series(name="次均", values=(1.5,) * 12 + (None,), colour="navy"),
        Series(name="下限", values=(1.0,) * 12 + (None,), colour="grey"),
        Series(name="上限", values=(2.0,) * 12 + (None,), colour="grey"),
        Series(name="全市", values=(1.6,) * 13, colour="red", line=True),
    ),
    axis="项/次",
)


def test_an_interval_is_a_dot_with_its_range_beside_the_reference() -> None:
    drawn = spec(INTERVALS)
    assert [layer["mark"]["type"] for layer in drawn["layer"]] == ["line", "rule", "point"]
    first, *_ = drawn["data"]["values"]
    assert (first["value"], first["low"], first["high"]) == (1.5, 1.0, 2.0)
    assert {row["series"] for row in drawn["data"]["values"]} == {"次均", "全市"}
    colours = drawn["layer"][0]["encoding"]["color"]["scale"]
    assert colours["domain"] == ["次均", "全市"], "the ends have no entry in the legend"
    pieces = list(parts(replace(CHART, native=INTERVALS), most=11))
    assert [len(piece.categories) for piece in pieces] == [7, 6]


def test_pieces_of_a_chart_share_the_end_of_their_axis() -> None:
    (piece, *_) = parts(replace(CHART, native=MANY), most=11)
    for layer in spec(piece, top=40)["layer"]:
        assert layer["encoding"]["x"]["scale"] == {"domain": [0, 40]}


def test_limits_of_tiny_sizes_do_not_press_the_points_flat() -> None:
    funnel = OfficeChart(
        kind="scatter",
        categories=(),
        series=(
            Series(name="区县", values=(2.0,), x=(12.0,), colour="navy"),
            Series(name="上限", values=(90.0, 3.0), x=(1.0, 20.0), colour="grey", line=True),
        ),
        axis="项/次",
    )
    curves, _ = spec(funnel)["layer"]
    assert curves["encoding"]["y"]["scale"] == {"domain": [0, 3.2]}
    assert curves["mark"]["clip"]


def test_data_travel_as_text() -> None:
    hostile = replace(MANY, axis='"><script>alert(1)</script>')
    made = str(chart_html(hostile, title="<b>", alt='"'))
    assert "<script" not in made
    (told,) = re.findall(r'data-spec="([^"]*)"', made)
    assert hostile.axis in json.dumps(json.loads(unescape(told)), ensure_ascii=False).replace(
        "\\", ""
    )
