"""The PDF: pages, selectable text, embedded fonts, every glyph there or told."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from dashboard.briefings.snapshot import Snapshot
from dashboard.sections.answer import Answer, Sentences
from dashboard.surfaces import fonts
from dashboard.surfaces.document.outline import outline
from dashboard.surfaces.pdf.content import content, texts
from dashboard.surfaces.pdf.export import pdf_bytes
from tests.briefings import snapshot_of
from tests.exports import file_of, hostile, squeezed, text_in


@pytest.fixture(scope="module")
def data(leadership: Snapshot) -> bytes:
    return file_of("pdf", leadership)


def test_it_is_a4_and_its_text_can_be_selected(data: bytes) -> None:
    pages = PdfReader(io.BytesIO(data)).pages
    assert len(pages) > 3
    for page in pages:
        assert [round(float(one) / 72 * 25.4) for one in page.mediabox[2:]] == [210, 297]
    assert "关于全市安全生产培训考试工作情况的通报" in squeezed(pages[0].extract_text())


def test_every_font_is_embedded_and_ours(data: bytes) -> None:
    reader = PdfReader(io.BytesIO(data))
    found = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            found.add(inner["/BaseFont"].partition("+")[2])
            assert "/FontFile3" in inner["/FontDescriptor"].get_object()
    assert found
    assert all(name.startswith("Oversight") for name in found)


def test_every_glyph_of_the_demo_is_in_the_shipped_fonts(
    leadership: Snapshot, varied: Snapshot
) -> None:
    for snapshot in (leadership, varied):
        assert fonts.uncovered("".join(texts(content(snapshot, outline(snapshot))))) == ()


def test_a_rare_character_is_told_on_the_last_page() -> None:
    rare = snapshot_of(Answer(title="示例\U0002a6d6校", blocks=(Sentences(items=("一句。",)),)))
    assert "U+2A6D6" in text_in("pdf", pdf_bytes(rare))


def test_pages_are_numbered_and_each_says_draft_and_demo(data: bytes) -> None:
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, start=1):
        text = squeezed(page.extract_text())
        assert f"—{number}—" in text
        assert "演示数据，非真实情况" in text
        assert "代拟稿" in text


def test_text_that_attacks_is_printed() -> None:
    assert squeezed("#set text(red) $x^2$ *粗* _斜_ \\ #import") in text_in(
        "pdf", file_of("pdf", hostile())
    )


def test_it_says_when_it_was_frozen(data: bytes, leadership: Snapshot) -> None:
    told = PdfReader(io.BytesIO(data)).metadata
    assert told is not None
    assert told.creation_date == leadership.frozen_at.replace(microsecond=0)


def test_a_later_freezing_is_other_bytes(data: bytes, leadership: Snapshot) -> None:
    other = replace(leadership, number="JB-20241231-001-v2", version=2)
    assert pdf_bytes(other) != data
