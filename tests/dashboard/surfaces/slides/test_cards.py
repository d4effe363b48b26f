"""Cards: every figure stands in its box as text, the bar in the ratio of its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation

from dashboard import theme
from dashboard.sections.answer import Card, Part
from dashboard.surfaces.office.chart import EmuBox
from dashboard.surfaces.slides.cards import draw_cards, summary
from tests.briefings import SHOWN

BOX = EmuBox(left=100_000, top=200_000, width=11_000_000, height=4_800_000)
CARD = Card(
    title="复核",
    figures=(SHOWN, SHOWN),
    bar=(
        Part(label="合格", value=30, text="30家", colour=theme.NAVY),
        Part(label="整改", value=10, text="10家", colour=theme.ACCENT),
        Part(label="淘汰", value=0, text="0家", colour=theme.MUTED),
    ),
    note="分母为在册机构",
    lines=("超期3家",),
)


def shapes() -> Any:
    deck: Any = Presentation()
    return deck.slides.add_slide(deck.slide_layouts[6]).shapes


def named(drawn: Any) -> dict[str, Any]:
    return {shape.name: shape for shape in drawn}


@pytest.mark.parametrize("count", [1, 3, 4, 6])
def test_cards_stand_inside_the_box(count: int) -> None:
    drawn = shapes()
    used = draw_cards(drawn, (CARD,) * count, box=BOX)
    assert used <= BOX.height
    for shape in drawn:
        assert shape.left >= BOX.left
        assert shape.left + shape.width <= BOX.left + BOX.width
        assert shape.top + shape.height <= BOX.top + BOX.height


def test_a_card_says_every_figure_part_line_and_note() -> None:
    drawn = shapes()
    draw_cards(drawn, (CARD,), box=BOX)
    text = named(drawn)["复核 数字"].text_frame.text
    for said in ("复核", "19.9%", "复核合格率", "合格 30家", "淘汰 0家", "超期3家", "分母为"):
        assert said in text


def test_the_bar_is_in_the_ratio_of_its_parts() -> None:
    drawn = shapes()
    draw_cards(drawn, (CARD,), box=BOX)
    found = named(drawn)
    assert found["合格 30家"].width == pytest.approx(3 * found["整改 10家"].width, rel=0.01)
    assert "淘汰 0家" not in found


def test_a_card_with_more_than_fits_keeps_its_figures() -> None:
    full = replace(CARD, lines=("很长的一行说明" * 12,) * 30)
    drawn = shapes()
    draw_cards(drawn, (full,) * 6, box=BOX)
    assert "19.9%" in named(drawn)["复核 数字"].text_frame.text


def test_beside_something_else_a_card_is_paragraphs() -> None:
    lines = summary(CARD)
    assert lines[0].text == "复核"
    assert max(line.size for line in lines) <= 20
