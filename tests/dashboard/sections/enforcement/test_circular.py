from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Card, Cards
from dashboard.sections.enforcement.circular import TOLD
from tests.views import answer_of, view_on


def _cards(engine: Engine, *, filters: Filters | None = None) -> tuple[Answer, tuple[Card, ...]]:
    answer = answer_of(TOLD, view_on(engine, filters=filters), engine=engine)
    (cards,) = answer.blocks
    assert isinstance(cards, Cards)
    return answer, cards.cards


def test_the_circulars_figures_stand_where_there_is_no_ledger(circular_engine: Engine) -> None:
    _, (lookback, employers, special) = _cards(circular_engine)
    assert [one.text for one in lookback.figures] == ["5.3万元", "2起", "3人", "1人"]
    assert [one.text for one in employers.figures] == ["4件", "1家", "1万元"]
    assert [one.text for one in special.figures] == ["9次", "6个", "2份", "100.0%", "1名"]


def test_ledgers_agree_with_the_circular(demo_engine: Engine) -> None:
    _, cards = _cards(demo_engine)
    shown = [one for card in cards for one in card.figures]
    assert len(shown) == 12
    assert {one.published.sentence() for one in shown if one.published} == {"与通报一致"}


def test_the_other_leads_are_left_open(circular_engine: Engine) -> None:
    _, (_, employers, _) = _cards(circular_engine)
    assert employers.note.startswith("其余3件处理情况原文未说明")


def test_the_two_fines_are_never_added(circular_engine: Engine) -> None:
    answer, _ = _cards(circular_engine)
    assert "6.3" not in repr(answer)
    assert any("不相加" in source for source in answer.sources)


def test_persons_of_a_district_are_suppressed(demo_engine: Engine) -> None:
    _, (lookback, *_) = _cards(demo_engine, filters=Filters(district="500114"))
    assert lookback.lines == ("所选范围：刑事拘留 不分列，上网追逃 不分列",)
    assert [one.text for one in lookback.figures][2:] == ["3人", "1人"]  # the whole city's


def test_persons_of_a_district_need_a_ledger(circular_engine: Engine) -> None:
    _, (lookback, *_) = _cards(circular_engine, filters=Filters(district="500114"))
    assert lookback.lines == ()


def test_persons_of_the_whole_city_need_no_line(demo_engine: Engine) -> None:
    _, (lookback, *_) = _cards(demo_engine)
    assert lookback.lines == ()


def test_before_the_circular_speaks_there_is_nothing_to_compare(demo_engine: Engine) -> None:
    early = view_on(demo_engine, as_of=date(2022, 6, 30))
    answer = answer_of(TOLD, early, engine=demo_engine)
    assert answer.blocks == ()
    assert answer.title.endswith("还没有通报可对照，没有可对照的执法数字")


def test_the_look_back_is_named_by_its_month(demo_engine: Engine) -> None:
    answer, (lookback, *_) = _cards(demo_engine)
    assert lookback.title == "2024年11月“回头看”（全市）"
    assert answer.title.startswith("2024年11月“回头看”行政处罚5.3万元")
