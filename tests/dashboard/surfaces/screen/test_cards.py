"""Cards: digits and unit, agreement with the circular, the bar, the fold-out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard import theme
from dashboard.metrics.reconcile import Agreement
from dashboard.sections.answer import Card, Cards, Part
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.sections.view import View
from dashboard.surfaces.screen.cards import draw_cards
from dashboard.surfaces.screen.explain import HOW, HOW_ALL
from tests.screen import Piece, parsed


def drawn(view: View, **parts: object) -> Piece:
    card = Card(**{"title": "标题", "figures": (), **parts})  # type: ignore[arg-type]
    return Piece(draw_cards, Cards(cards=(card,)), view)


@pytest.fixture
def shown(view: View) -> FigureCell:
    (stated,) = view.told("lookback_problems_found")
    return view.show_stated(stated)


def test_a_figure_stands_with_its_unit(view: View, shown: FigureCell) -> None:
    piece = drawn(view, figures=(shown,))
    assert "<b>181</b><small>项</small>" in piece.html
    assert "与通报一致" in piece.text
    assert HOW in piece.text


def test_a_figure_that_differs_says_by_how_much(view: View, shown: FigureCell) -> None:
    assert shown.published is not None
    ledger = replace(shown.published.ledger, value=180.0)
    verdict = replace(shown.published, agreement=Agreement.DIFFERS, ledger=ledger)
    piece = drawn(view, figures=(replace(shown, published=verdict),))
    assert "与通报不一致（−1项）" in piece.text
    assert 'class="mark differs"' in piece.html


def test_the_circulars_own_figure_is_marked(view: View, shown: FigureCell) -> None:
    piece = drawn(view, figures=(replace(shown, from_published=True),))
    assert '<span class="mark published">通报，2024年11月</span>' in piece.html
    assert "与通报一致" not in piece.text.split(HOW)[0]


def test_a_figure_of_another_day_is_not_compared(view: View, shown: FigureCell) -> None:
    other = replace(shown, as_of=shown.as_of.replace(day=1))
    assert "与通报一致" not in drawn(view, figures=(other,)).text.split(HOW)[0]


def test_several_figures_share_one_fold_out(view: View, shown: FigureCell) -> None:
    piece = drawn(view, figures=(shown, shown))
    assert piece.text.count(HOW_ALL) == 1
    assert piece.html.count("<details") == 1
    assert 'class="figure large"' in piece.html
    assert 'class="figure small"' in piece.html


def test_the_bar_repeats_its_colours_in_words(view: View) -> None:
    parts = tuple(
        Part(label=word, value=value, text=f"{value:.0f}家", colour=colour)
        for word, value, colour in zip(
            ("合格", "整改", "淘汰"), (83, 6, 9), theme.STATE.values(), strict=True
        )
    )
    piece = drawn(view, bar=parts)
    for part in parts:
        assert f"{part.label} {part.text}" in piece.text
        assert part.colour in piece.html
    widths = [
        float(style.split("flex-grow:")[1].split(";")[0])
        for _, attributes in parsed(piece.html).tags
        if "flex-grow" in (style := dict(attributes).get("style") or "")
    ]
    assert sum(widths) == pytest.approx(1, abs=0.001)


def test_a_bar_of_nothing_is_left_out(view: View) -> None:
    nothing = Part(label="合格", value=0, text="—", colour=theme.ACCENT)
    assert 'class="bar"' not in drawn(view, bar=(nothing,)).html


def test_lines_may_lead_somewhere(view: View) -> None:
    lines = (Link(label="去看", page="data"), "只是一句<话>")
    piece = drawn(view, lines=lines, more=Link(label="更多", page="institutions"), note="注")
    assert piece.links == ["data", "institutions"]
    assert "只是一句<话>" in piece.text
    assert "注" in piece.text


def test_a_row_holds_at_most_six_cards() -> None:
    card = Card(title="标题", figures=())
    with pytest.raises(ValueError, match="six"):
        Cards(cards=(card,) * 7)
