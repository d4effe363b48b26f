"""Charts on screen: title, drawing with alternative text, data table; nothing to draw is said."""

from __future__ import annotations

import json
from dataclasses import replace

from dashboard import theme
from dashboard.charts.stacked import stacked
from dashboard.sections.answer import Chart, Column, Table
from dashboard.sections.view import View
from dashboard.surfaces.screen.charts import draw_chart
from tests.screen import Piece

CHART = Chart(
    key="states",
    title="各区县三种状态",
    spec=stacked(
        [{"row": "沙坪坝区", "part": "合格", "value": 3, "text": "3家"}],
        axis="机构（家）",
        colours={"合格": theme.STATE["qualified"]},
        order=["沙坪坝区"],
    ),
    table=Table(key="states", title="表", columns=(Column(label="区县"),), rows=[["沙坪坝区"]]),
    alt="各区县机构数条形图",
)


def test_a_chart_has_words_and_a_table(view: View) -> None:
    piece = Piece(draw_chart, CHART, view)
    (chart,) = piece.of("vega_lite_chart")
    assert chart.alt == "各区县机构数条形图"
    assert json.loads(chart.spec)["config"]["font"] == theme.FONT
    assert "各区县三种状态" in piece.text
    assert [one.label for one in piece.app.expander] == ["数据表与下载"]


def test_a_chart_that_chooses_takes_clicks(view: View) -> None:
    plain = Piece(draw_chart, CHART, view).of("vega_lite_chart")[0]
    choosing = replace(CHART, selects="district", field="row")
    taking = Piece(draw_chart, choosing, view).of("vega_lite_chart")[0]
    assert list(plain.selection_mode) == []
    assert list(taking.selection_mode) == ["chosen"]


def test_a_choice_gives_the_chart_a_new_key(view: View) -> None:
    """Otherwise the mark clicked would stay marked when the filter is taken away."""
    choosing = replace(CHART, selects="measure", field="row")
    chosen = replace(view, params={"measure": "沙坪坝区"})
    ids = {Piece(draw_chart, choosing, one).of("vega_lite_chart")[0].id for one in (view, chosen)}
    assert len(ids) == 2


def test_without_data_the_chart_says_so(view: View) -> None:
    empty = replace(CHART, table=replace(CHART.table, rows=[], empty="尚无台账"))
    piece = Piece(draw_chart, empty, view)
    assert piece.text == "各区县三种状态 尚无台账"
    assert piece.of("vega_lite_chart") == []
