from __future__ import annotations

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.sections.published import as_stated, left_open, not_told, source_of, told, unfiltered
from tests.circulars import two_circulars
from tests.ledger import Ledger
from tests.views import view_on

REACH = "publicity_audience_person_times"


def test_without_a_ledger_the_documents_figure_is_shown(circular_engine: Engine) -> None:
    (one,) = told(view_on(circular_engine), REACH)
    (shown,) = one.figures
    assert (shown.text, shown.from_published) == ("100万余人次", True)
    assert "通报" not in shown.label


def test_a_ledger_that_reads_differently_stands_beside_the_document(demo_engine: Engine) -> None:
    (one,) = told(view_on(demo_engine), REACH)
    (shown,) = one.figures
    assert not shown.from_published
    assert shown.label.endswith("（通报100万余人次）")
    assert shown.value is not None
    assert shown.value >= 1_000_000


def test_what_is_stated_keeps_its_own_scope(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(district="500101"))
    (one,) = told(view, REACH)
    (shown,) = one.figures
    assert one.whose == "沙坪坝区"
    assert shown.filters == Filters(district="500106")
    assert unfiltered(view) != ""
    assert unfiltered(view_on(demo_engine)) == ""


def test_what_is_not_stated_is_left_out(circular_engine: Engine) -> None:
    assert told(view_on(circular_engine), "cases_leads") == ()


def test_published_figures_keep_their_words(circular_engine: Engine) -> None:
    figures = {one.key: one for one in view_on(circular_engine).reference.figures}
    assert as_stated(figures["publicity_leaflets_total"]) == "15万余份"
    assert as_stated(figures["lookback_penalty_cny"]) == "5.3万元"


def test_open_questions_are_those_of_the_figures(circular_engine: Engine) -> None:
    (said,) = left_open(view_on(circular_engine), "uncertified_leads")
    assert said.startswith("原文未说明：")
    assert "4件线索" in said


def test_each_document_and_campaign_is_told_apart(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        ledger.add("store_state")
        two_circulars(ledger)
        session.commit()
    view = view_on(empty_engine, as_of=date(2025, 12, 31))
    newest, oldest = told(view, "lookback_teams", "lookback_problems_found")
    assert (newest.whose, oldest.whose) == ("2025年11月“回头看”", "2024年11月“回头看”")
    assert [shown.text for shown in (*newest.figures, *oldest.figures)] == ["60项", "181项"]
    assert newest.periods() == "2025年11月"
    assert source_of(view, newest.document) == f"出自{newest.document.number}"


def test_before_a_document_speaks_it_is_said_from_when_it_does(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        ledger.add("store_state")
        session.commit()
        assert not_told(view_on(empty_engine)) == "尚未载入通报"
        two_circulars(ledger)
        session.commit()
    assert len(told(view_on(empty_engine, as_of=date(2025, 6, 30)), "lookback_problems_found")) == 1
    early = view_on(empty_engine, as_of=date(2022, 6, 30))
    assert told(early, "lookback_problems_found") == ()
    assert "2024-12-31" in not_told(early)
