from __future__ import annotations

from sqlalchemy import Engine

from dashboard.sections.answer import Card, Cards
from dashboard.sections.publicity.circular import TOLD
from tests.views import answer_of, view_on


def _cards(engine: Engine) -> dict[str, Card]:
    (cards,) = answer_of(TOLD, view_on(engine), engine=engine).blocks
    assert isinstance(cards, Cards)
    return {card.title: card for card in cards.cards}


def test_the_circulars_figures_stand_where_there_is_no_ledger(circular_engine: Engine) -> None:
    cards = _cards(circular_engine)
    shapingba = [shown.text for shown in cards["沙坪坝区"].figures]
    assert shapingba == ["100万余人次", "15万余份", "4期"]
    assert [shown.text for shown in cards["双桥经开区"].figures] == ["2次"]
    assert all(shown.from_published for card in cards.values() for shown in card.figures)


def test_ledgers_agree_with_the_circular(demo_engine: Engine) -> None:
    shown = [one for card in _cards(demo_engine).values() for one in card.figures]
    assert len(shown) == 4
    assert {one.published.sentence() for one in shown if one.published} == {"与通报一致"}


def test_a_practice_without_figures_is_told_in_words(circular_engine: Engine) -> None:
    card = _cards(circular_engine)["江北区"]
    assert card.figures == ()
    assert "APP" in str(card.lines)
    assert "原文未说明" in card.note
