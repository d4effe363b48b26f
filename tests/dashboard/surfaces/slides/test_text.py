"""Text is measured before it is put: nothing leaves its box, nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from pptx import Presentation

from dashboard.surfaces.office.chart import EmuBox
from dashboard.surfaces.slides.text import PT, TextLine, cut, fitted, height, paged, put
from tests.exports import HOSTILE

BOX = EmuBox(left=0, top=0, width=200 * PT, height=100 * PT)
LONG = "全市复核安全培训机构九十八家，合格八十三家，" * 4


def shapes() -> Any:
    deck: Any = Presentation()
    return deck.slides.add_slide(deck.slide_layouts[6]).shapes


def test_a_short_text_keeps_its_size_and_a_long_one_shrinks() -> None:
    short, long = TextLine(text="合格", size=20), TextLine(text=LONG, size=20)
    assert fitted((short,), box=BOX) == (short,)
    (shrunk,) = fitted((long,), box=BOX) or ()
    assert shrunk.size < 20
    assert height((shrunk,), room=200) <= 100


def test_a_text_too_long_is_refused_and_can_be_cut() -> None:
    line = TextLine(text=LONG * 9, size=20)
    assert fitted((line,), box=BOX) is None
    short = cut(line, box=BOX)
    assert short.text.endswith("…")
    assert height((short,), room=200) <= 100


def test_pages_hold_every_line_and_none_is_too_high() -> None:
    lines = [TextLine(text=f"{at}。{LONG}", size=16, bullet=True) for at in range(5)]
    pages = paged(lines, box=BOX)
    assert all(height(page, room=200) <= 100 for page in pages)
    assert "".join(line.text for page in pages for line in page) == "".join(
        line.text for line in lines
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_can_be_put(text: str) -> None:
    shape = put(shapes(), (TextLine(text=text, size=12),), box=BOX, name="说明")
    assert len(shape.text_frame.paragraphs) == 1
    assert shape.text_frame.paragraphs[0].line_spacing.pt == pytest.approx(15.6)
