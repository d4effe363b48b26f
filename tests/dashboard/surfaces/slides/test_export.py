"""Whole presentations, reopened: nothing outside the slide or its box, all native, all told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pptx.util import Pt

from dashboard.briefings.snapshot import Snapshot
from dashboard.surfaces import fonts
from dashboard.surfaces.slides.export import pptx_bytes
from dashboard.surfaces.slides.text import LEADING, PT
from tests.exports import charts, deck, file_of, hostile


@pytest.fixture(scope="module")
def slides(varied: Snapshot) -> Any:
    return deck(file_of("pptx", varied))


@pytest.fixture(scope="module")
def leaders(leadership: Snapshot) -> Any:
    return deck(file_of("pptx", leadership))


@pytest.fixture(scope="module")
def attacked() -> Any:
    return deck(file_of("pptx", hostile()))


@pytest.mark.parametrize("name", ["leaders", "slides", "attacked"])
def test_nothing_stands_outside_its_slide_or_leaves_its_box(
    name: str, request: pytest.FixtureRequest
) -> None:
    made = request.getfixturevalue(name)
    for number, slide in enumerate(made.slides, start=1):
        for shape in slide.shapes:
            where = f"slide {number} {shape.name}"
            assert shape.left >= 0, where
            assert shape.top >= 0, where
            assert shape.left + shape.width <= made.slide_width, where
            assert shape.top + shape.height <= made.slide_height, where
            if shape.has_text_frame and shape.text_frame.text:
                assert needed(shape) <= shape.height / PT + 0.5, where


def needed(shape: Any) -> float:
    """Height in points of a box's text when wrapped at its width."""
    total = 0.0
    paragraphs = list(shape.text_frame.paragraphs)
    for paragraph in paragraphs:
        for run in paragraph.runs:
            size = run.font.size.pt
            lines = fonts.wrapped(run.text, size=size, room=shape.width / PT)
            total += len(lines) * size * LEADING
        total += (paragraph.space_after or Pt(0)).pt
    return total - (paragraphs[-1].space_after or Pt(0)).pt


def test_charts_are_native_and_have_the_snapshots_values(slides: Any, varied: Snapshot) -> None:
    drawn: dict[str, dict[str, list[float | None]]] = {}
    for frame in frames(slides):
        if frame.has_chart:
            values = drawn.setdefault(frame.name.split("（1）")[0].split("（2）")[0], {})
            for series in frame.chart.series:
                values.setdefault(series.name, []).extend(series.values)
    wanted = {
        chart.title: {one.name: list(one.values) for one in chart.native.series}
        for chart in charts(varied)
        if chart.native
    }
    assert drawn == wanted


def frames(slides: Any) -> Iterator[Any]:
    for slide in slides.slides:
        yield from (shape for shape in slide.shapes if shape.has_chart or shape.has_table)


def test_long_tables_go_on_with_their_head_and_lose_no_row(slides: Any) -> None:
    found = [frame for frame in frames(slides) if frame.has_table and "机构清单" in frame.name]
    assert len(found) > 1
    assert all(frame.name.endswith("（续）") for frame in found[1:])
    heads = {tuple(cell.text for cell in frame.table.rows[0].cells) for frame in found}
    assert len(heads) == 1
    assert sum(len(frame.table.rows) - 1 for frame in found) >= 50


def test_every_slide_has_finding_foot_mark_and_notes(slides: Any, varied: Snapshot) -> None:
    titles = {one.title for one in varied.sections}
    for slide in list(slides.slides)[1:]:
        texts = {
            shape.name: shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
        }
        assert slide.shapes.title.text.removesuffix("（续）") in titles
        assert varied.number in texts["页脚"]
        assert "数据截至 2024-12-31" in texts["页脚"]
        assert "筛选：" in texts["页脚"]
        assert texts["演示标记"] == "演示数据，非真实情况"
        assert slide.notes_slide.notes_text_frame.text


def test_notes_hold_definitions_parts_and_sources(leaders: Any, leadership: Snapshot) -> None:
    notes = leaders.slides[1].notes_slide.notes_text_frame.text
    assert "口径：" in notes
    assert "来源：" in notes
    assert leadership.sections[0].notes in notes
    assert leadership.sha256[:12] in notes


def test_progress_is_told(leadership: Snapshot) -> None:
    seen: list[tuple[int, int]] = []
    pptx_bytes(leadership, progress=lambda done, of, what: seen.append((done, of)))
    assert seen == [(at, len(leadership.sections)) for at in range(len(leadership.sections))]


def test_a_few_sections_are_a_handful_of_slides(leaders: Any, leadership: Snapshot) -> None:
    assert len(leaders.slides) <= 2 * len(leadership.sections) + 1
