"""What belongs together stands on one slide."""

from __future__ import annotations

from dataclasses import replace

from dashboard.sections.answer import Card, Cards, Links, Notice, Sentences
from dashboard.surfaces.slides.flow import groups, slides
from dashboard.surfaces.slides.page import Frame
from tests.briefings import CHART, MAP, SHOWN, TABLE

CARDS = Cards(cards=(Card(title="复核", figures=(SHOWN,)),))
SAID = Sentences(items=("一句。",))


def test_sentences_belong_to_what_they_stand_under() -> None:
    (one, other) = groups((CHART, SAID, TABLE, Notice(text="提示")))
    assert (one.shown, one.said) == (CHART, ["一句。"])
    assert (other.shown, other.said) == (TABLE, ["提示"])


def test_sentences_at_the_top_belong_to_what_follows() -> None:
    (one,) = groups((SAID, CHART))
    assert (one.shown, one.said) == (CHART, ["一句。"])


def test_cards_stand_together_up_to_six() -> None:
    six = Cards(cards=CARDS.cards * 6)
    assert [len(one.cards) for one in groups((CARDS, CARDS))] == [2]
    assert [len(one.cards) for one in groups((six, CARDS))] == [6, 1]


def test_one_or_two_cards_beside_a_map_belong_to_it() -> None:
    (one,) = groups((CARDS, SAID, MAP))
    assert (one.shown, len(one.cards), one.said) == (MAP, 1, ["一句。"])
    assert [bool(one.shown) for one in groups((CARDS, CARDS, CARDS, MAP))] == [False, True]


def test_nothing_makes_no_slide_and_a_chart_without_its_own_form_is_a_table() -> None:
    body = Frame(width=12_192_000, height=6_858_000).body
    assert groups(()) == []
    assert groups((Links(items=(), empty=""),)) == []
    (bare,) = groups((replace(CHART, native=None),))
    assert len(list(slides(bare, box=body))) == 1
