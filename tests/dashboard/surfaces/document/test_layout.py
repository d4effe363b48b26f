"""GB/T 9704-2012 in the file: page, grid, faces, sizes, page numbers left and right."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dashboard.briefings.snapshot import Snapshot
from tests.exports import file_of


@pytest.fixture(scope="module")
def document(leadership: Snapshot) -> Any:
    return Document(io.BytesIO(file_of("docx", leadership)))


def test_page_and_margins_are_the_standards(document: Any) -> None:
    section = document.sections[0]
    size = (section.page_width, section.page_height)
    assert [round(one / Mm(1)) for one in size] == [210, 297]
    sides = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(one / Mm(1)) for one in sides] == [37, 28, 26, 35]


def test_the_grid_has_22_lines_of_28_characters(document: Any) -> None:
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert round(225 / 25.4 * 1440 / int(grid.get(qn("w:linePitch")))) == 22
    char = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert round(156 / 25.4 * 72 / char) == 28


def test_headings_and_body_have_their_faces_and_size(document: Any) -> None:
    faces = {}
    for paragraph in document.paragraphs:
        for run in paragraph._element.iter(qn("w:r")):
            text = "".join(one.text or "" for one in run.iter(qn("w:t")))
            fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
            if fonts is not None:
                faces[text] = (fonts.get(qn("w:eastAsia")), run.find(f".//{qn('w:sz')}"))
    assert faces["关于全市安全生产培训考试工作情况的通报"][0] == "方正小标宋_GBK"
    assert faces["一、主要成效"][0] == "黑体"
    assert faces["（一）"][0] == "楷体_GB2312"
    assert faces["培训机构复核："][0] == "仿宋_GB2312"
    assert faces["培训机构复核："][1].get(qn("w:val")) == "32"


def test_body_lines_have_a_fixed_pitch_and_two_characters_indent(document: Any) -> None:
    (body,) = [one for one in document.paragraphs if one.text.startswith("培训机构复核：")][:1]
    assert body.paragraph_format.line_spacing == Pt(28.95)
    assert body.paragraph_format.first_line_indent == Pt(32)


def test_page_numbers_are_right_on_odd_and_left_on_even_pages(document: Any) -> None:
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph._element.find(f".//{qn('w:jc')}").get(qn("w:val")) == side
        assert paragraph._element.find(f".//{qn('w:instrText')}").text == " PAGE "


def test_every_page_says_draft_day_and_demo(document: Any) -> None:
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        text = header.paragraphs[0].text
        assert "代拟稿" in text
        assert "数据截至2024年12月31日" in text
        assert "演示数据" in text
