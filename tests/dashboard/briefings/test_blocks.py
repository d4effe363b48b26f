"""An answer at rest holds no control, no way to read more, and every figure's explanation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from dashboard.briefings.blocks import LONGEST, Keys, at_rest
from dashboard.sections.answer import Answer, Cards, Choice, Pages, Row, Search, Sentences, Table
from dashboard.sections.overview.headline import HEADLINE
from dashboard.sections.view import View
from tests.briefings import CHART, MAP, TABLE
from tests.views import answer_of, view_on


@pytest.fixture
def view(demo: Engine) -> View:
    return view_on(demo)


def rest(view: View, *blocks: object) -> tuple[object, ...]:
    return at_rest(Answer(title="x", blocks=blocks), view, keys=Keys()).blocks  # type: ignore[arg-type]


def test_controls_go_and_so_does_a_row_of_nothing_else(view: View) -> None:
    search = Search(name="q", label="查找", placeholder="")
    choice = Choice(name="m", label="显示", options=("a",), default="a")
    pager = Pages(name="page", total=9, size=3, current=1)
    said = Sentences(items=("句。",))
    assert rest(view, choice, pager, Row(columns=((1.0, (search,)),)), said) == (said,)


def test_a_long_table_is_cut_and_says_so(view: View) -> None:
    rows = [[f"示例{at}", None, at, None] for at in range(LONGEST + 5)]
    (table,) = rest(view, replace(TABLE, rows=rows, whole=lambda session: []))
    assert isinstance(table, Table)
    assert (len(table.rows), table.whole) == (LONGEST, None)
    assert table.note == f"注共{LONGEST + 5}行，此处列前{LONGEST}行。"


def test_every_block_has_a_key_of_its_own_and_none_selects(view: View) -> None:
    clicked = replace(CHART, selects="step", field="pick")
    first, second, placed = rest(view, clicked, clicked, MAP)
    assert [first.key, second.key, placed.key] == ["c", "c-2", "m"]  # type: ignore[attr-defined]
    assert first.table.key != second.table.key  # type: ignore[attr-defined]
    assert [first.selects, placed.selects] == ["", ""]  # type: ignore[attr-defined]


def test_a_figure_takes_its_explanation_with_it(view: View, demo: Engine) -> None:
    live = answer_of(HEADLINE, view, engine=demo)
    cards = at_rest(live, view, keys=Keys()).blocks[0]
    assert isinstance(cards, Cards)
    figures = [one for card in cards.cards for one in (*card.figures, *card.behind)]
    assert figures
    for shown in figures:
        assert shown.published is None
        assert shown.explained is not None
        assert shown.explained.text == shown.text
        assert shown.explained.source
    before = [one for card in live.blocks[0].cards for one in (*card.figures, *card.behind)]  # type: ignore[union-attr]
    assert [one.mark for one in figures] == [one.mark for one in before]
    assert any(one.mark for one in figures)
