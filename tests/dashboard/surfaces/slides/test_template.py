"""The bureau's own template is used where it has what is needed, and refused with words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from dashboard.errors import TemplateError
from dashboard.surfaces.slides.template import CONTENT, COVER, OWN, build, opened


def saved(deck: Any, folder: Path) -> Path:
    path = folder / "own.pptx"
    deck.save(path)
    return path


def test_the_shipped_template_is_the_one_the_program_builds() -> None:
    shipped, built = Presentation(str(OWN)), build()
    names = [layout.name for layout in shipped.slide_layouts]
    assert names == [COVER, CONTENT] == [layout.name for layout in built.slide_layouts]
    assert (shipped.slide_width, shipped.slide_height) == (12_192_000, 6_858_000)
    assert OWN.stat().st_size < 60_000


def test_samples_in_a_template_are_taken_out(tmp_path: Path) -> None:
    deck = build()
    deck.slides.add_slide(deck.slide_layouts[0])
    assert len(opened(saved(deck, tmp_path)).slides) == 0


def test_a_missing_layout_is_named_with_those_there_are(tmp_path: Path) -> None:
    deck = build()
    deck.slide_layouts.get_by_name(CONTENT).name = "正文"
    with pytest.raises(TemplateError, match="须有名为“内容”的版式，现有：封面、正文"):
        opened(saved(deck, tmp_path))


def test_a_layout_without_a_title_is_named(tmp_path: Path) -> None:
    deck = build()
    layout = deck.slide_layouts.get_by_name(CONTENT)
    for shape in list(layout.placeholders):
        shape._element.getparent().remove(shape._element)
    with pytest.raises(TemplateError, match="版式“内容”须有标题占位符"):
        opened(saved(deck, tmp_path))


def test_an_old_page_size_is_refused(tmp_path: Path) -> None:
    deck = build()
    deck.slide_width = 9_144_000
    with pytest.raises(TemplateError, match="16:9"):
        opened(saved(deck, tmp_path))


def test_what_is_no_presentation_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    path.write_bytes(b"no")
    with pytest.raises(TemplateError, match=r"须为能打开的 \.pptx 文件"):
        opened(path)
    with pytest.raises(TemplateError):
        opened(tmp_path / "none.pptx")
