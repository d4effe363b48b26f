"""The frame of a slide: everything inside it, whatever its size."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.surfaces.slides.page import Frame, Paper, SlideWriter, below, beside, remarks
from dashboard.surfaces.slides.template import CONTENT, opened


def paper(frame: Frame, **said: Any) -> Paper:
    told = {"title": "结论", "foot": "数据截至", "demo": "演示数据", "notes": ("备注",), **said}
    return Paper(frame=frame, **told)


@pytest.mark.parametrize("size", [(12_192_000, 6_858_000), (24_384_000, 6_858_000)])
def test_no_part_of_the_frame_leaves_the_slide_or_meets_another(size: tuple[int, int]) -> None:
    frame = Frame(width=size[0], height=size[1])
    boxes = [frame.mark, frame.title, frame.body, frame.foot]
    for one in (*boxes, frame.number):
        assert one.left >= 0
        assert one.left + one.width <= frame.width
        assert one.top + one.height <= frame.height
    for upper, lower in zip(boxes, boxes[1:], strict=False):
        assert upper.top + upper.height <= lower.top


def test_a_slide_has_title_mark_foot_number_and_notes() -> None:
    deck = opened(None)
    frame = Frame(width=deck.slide_width, height=deck.slide_height)
    pages = SlideWriter(deck, deck.slide_layouts.get_by_name(CONTENT))
    first = pages.new(paper(frame))
    again = pages.new(paper(frame), part=1)
    assert first.shapes.title.text == "结论"
    assert again.shapes.title.text == "结论（续）"
    texts = [shape.text_frame.text for shape in again.shapes if shape.has_text_frame]
    assert {"演示数据", "数据截至", "2"} <= set(texts)
    assert first.notes_slide.notes_text_frame.text == "备注"


def test_a_title_of_any_length_stands_in_its_box() -> None:
    deck = opened(None)
    frame = Frame(width=deck.slide_width, height=deck.slide_height)
    pages = SlideWriter(deck, deck.slide_layouts.get_by_name(CONTENT))
    slide = pages.new(paper(frame, title="很长的结论" * 80))
    assert slide.shapes.title.text.endswith("…")


def test_a_production_slide_has_no_demo_mark() -> None:
    deck = opened(None)
    frame = Frame(width=deck.slide_width, height=deck.slide_height)
    slide = SlideWriter(deck, deck.slide_layouts.get_by_name(CONTENT)).new(paper(frame, demo=""))
    assert "演示标记" not in {shape.name for shape in slide.shapes}


def test_boxes_are_cut_without_losing_room() -> None:
    box = Frame(width=12_192_000, height=6_858_000).body
    left, right = beside(box, 0.6)
    assert right.left + right.width == box.left + box.width
    assert left.left + left.width < right.left
    assert below(box, 100).height == box.height - 100
    assert [line.text for line in remarks(("一", "", "二"))] == ["一", "二"]
