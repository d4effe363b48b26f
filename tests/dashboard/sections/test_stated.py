from __future__ import annotations

from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.stated import as_stated, left_open, stated, unfiltered
from tests.views import view_on

REACH = "publicity_audience_person_times"


def test_without_a_ledger_the_documents_figure_is_shown(circular_engine: Engine) -> None:
    (shown,) = stated(view_on(circular_engine), REACH)
    assert (shown.text, shown.from_published) == ("100万余人次", True)
    assert "通报" not in shown.label


def test_a_ledger_that_reads_differently_stands_beside_the_document(demo_engine: Engine) -> None:
    (shown,) = stated(view_on(demo_engine), REACH)
    assert not shown.from_published
    assert shown.label.endswith("（通报100万余人次）")
    assert shown.value is not None
    assert shown.value >= 1_000_000


def test_what_is_stated_keeps_its_own_scope(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(district="万州区"))
    (shown,) = stated(view, REACH)
    assert shown.filters == Filters(district="沙坪坝区")
    assert unfiltered(view) != ""
    assert unfiltered(view_on(demo_engine)) == ""


def test_what_is_not_stated_is_left_out(circular_engine: Engine) -> None:
    assert stated(view_on(circular_engine), "cases_leads") == ()


def test_published_figures_keep_their_words(circular_engine: Engine) -> None:
    figures = view_on(circular_engine).reference.figures
    assert as_stated(figures["publicity_leaflets_total"]) == "15万余份"
    assert as_stated(figures["lookback_penalty_cny"]) == "5.3万元"


def test_open_questions_are_those_of_the_figures(circular_engine: Engine) -> None:
    (said,) = left_open(view_on(circular_engine), "uncertified_leads")
    assert said.startswith("原文未说明：")
    assert "4件线索" in said
