"""Pictures of the live page say what they show, of when and of what; copying is the browser's."""

from __future__ import annotations

from dashboard.paths import ASSETS
from dashboard.sections.view import View
from dashboard.surfaces.screen.charts import draw_chart
from dashboard.surfaces.screen.pictures import draw_pictures, signed_now
from tests.briefings import MAP
from tests.dashboard.surfaces.screen.test_charts import CHART
from tests.screen import Piece


def test_a_picture_is_signed_with_title_source_day_and_scope(view: View) -> None:
    around = signed_now(CHART, view)
    assert around.title == "表"
    assert around.foot[0].startswith("来源：")
    assert "演示数据" in around.foot[-1]
    assert "数据截至 2024-12-31；范围：全市" in around.foot[-1]


def test_a_map_says_that_it_is_a_sketch(view: View) -> None:
    around = signed_now(MAP, view)
    assert around.title == "在哪里"
    assert "示意图，不作为划界依据" in around.foot[0]


def test_both_files_can_be_taken(view: View) -> None:
    piece = Piece(draw_pictures, CHART, view)
    assert [one.label for one in piece.of("download_button")] == ["下载PNG", "下载SVG"]


def test_nothing_is_made_while_the_fold_is_closed(view: View) -> None:
    assert Piece(draw_chart, CHART, view).of("download_button") == []


def test_the_script_asks_nothing_of_anybody() -> None:
    script = (ASSETS / "js" / "copy_picture.js").read_text(encoding="utf-8")
    script = script.replace("http://www.w3.org/2000/svg", "")
    for word in ("fetch(", "XMLHttpRequest", "http:", "https:", "innerHTML", "eval("):
        assert word not in script
