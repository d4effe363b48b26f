"""The layout of GB/T 9704-2012 in Word's terms: page, grid, faces, sizes, page numbers."""

from __future__ import annotations

from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from dashboard import theme
from dashboard.surfaces.neutral import plain

BODY: Final = "仿宋_GB2312"
HEAD: Final = "黑体"
KAI: Final = "楷体_GB2312"
TITLE: Final = "方正小标宋_GBK"
SONG: Final = "宋体"
THREE: Final = 16.0
"""3号, the size of the body, in points."""
TWO: Final = 22.0
FOUR: Final = 14.0
SMALL_FOUR: Final = 12.0
SMALL_FIVE: Final = 9.0
PITCH: Final = 28.95
"""Line pitch in points: 22 lines in 225 mm."""
_LINE_TWIPS: Final = 579
_CHAR_SPACE: Final = -849
"""Narrows 16 points to 28 characters in 156 mm, in 4096ths of a point."""
_NARROWER_TWIPS: Final = "-5"
"""Takes a quarter of a point from every character: 28 of 16 points in 156 mm."""
TEXT_MM: Final = 156
LANGUAGE: Final = "zh-CN"
TITLE_STYLE: Final = "公文标题"
HEADING_STYLES: Final = ("附件标题", "一级标题", "二级标题")
"""By the level of a heading: of an annex, 一、 and （一）."""
_OUTLINE: Final = {TITLE_STYLE: 0, "附件标题": 1, "一级标题": 1, "二级标题": 2}
"""Where a style stands in the outline, by which Word shows and numbers a document's parts."""


def lay_out(document: Any) -> None:
    """A4 with the standard's margins, 22 lines of 28 characters, body in 仿宋."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(20), Mm(26)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    for name, value in (
        ("type", "linesAndChars"),
        ("linePitch", str(_LINE_TWIPS)),
        ("charSpace", str(_CHAR_SPACE)),
    ):
        grid.set(qn(f"w:{name}"), value)
    normal = document.styles["Normal"]
    face(normal.element.get_or_add_rPr(), BODY)
    normal.font.size = Pt(THREE)
    # The grid's characters are as wide as the document's own size, not the template's.
    for size in document.styles.element.iterfind(f".//{qn('w:rPrDefault')}//{qn('w:sz')}"):
        size.set(qn("w:val"), str(int(THREE * 2)))
    _off(normal.element.get_or_add_pPr(), "autoSpaceDE", "autoSpaceDN")
    _write_in_chinese(document)
    for name, level in _OUTLINE.items():
        _add_outline_style(document, name, level)


def _write_in_chinese(document: Any) -> None:
    """Spelling, line breaks and substitutes of faces go by the language of the text."""
    for part in (document.styles.element, document.settings.element):
        for name in ("w:lang", "w:themeFontLang"):
            for language in part.iter(qn(name)):
                for script in ("val", "eastAsia"):
                    language.set(qn(f"w:{script}"), LANGUAGE)


def _add_outline_style(document: Any, name: str, level: int) -> None:
    """A style that looks like the text and stands in the outline; its look is set where it acts."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level))
    style.element.get_or_add_pPr().append(outline)


def _off(properties: Any, *names: str) -> None:
    """Switch settings of a paragraph off."""
    for name in names:
        setting = OxmlElement(f"w:{name}")
        setting.set(qn("w:val"), "0")
        properties.append(setting)


def _off_grid(paragraph: Any) -> None:
    """Lines and characters are set by pitch and spacing, which every program draws alike.

    Programs differ in how they put characters on a grid narrower than the characters.
    """
    properties = paragraph._element.get_or_add_pPr()
    setting = OxmlElement("w:snapToGrid")
    setting.set(qn("w:val"), "0")
    following = ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:rPr")
    properties.insert_element_before(setting, *following)


def face(properties: Any, name: str) -> None:
    """The same face for Chinese and Latin."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        if fonts.get(qn(f"w:{script}")) is not None:
            del fonts.attrib[qn(f"w:{script}")]


def look(run: Any, name: str, size: float, *, colour: str = theme.INK, bold: bool = False) -> None:
    """Face, size and colour of a run; once for each run."""
    face(run._element.get_or_add_rPr(), name)
    run.font.size, run.font.bold = Pt(size), bold
    if size == THREE:
        narrower = OxmlElement("w:spacing")
        narrower.set(qn("w:val"), _NARROWER_TWIPS)
        run._element.rPr.insert_element_before(narrower, "w:sz", "w:szCs", "w:lang")
    run.font.color.rgb = RGBColor(*(theme.rgb(colour) if colour != theme.INK else (0, 0, 0)))


def space(paragraph: Any, *, pitch: float | None = PITCH, indent: float = 0) -> None:
    """Fixed line pitch in points (None for as high as what stands in it), first-line indent."""
    _off_grid(paragraph)
    made = paragraph.paragraph_format
    made.space_before = made.space_after = Pt(0)
    if pitch is None:
        made.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        made.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        made.line_spacing = Pt(pitch)
    if indent:
        made.first_line_indent = Pt(indent)


def running(document: Any, head: str) -> None:
    """The draft's mark at the top; — 1 — at the bottom, right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        paragraph = header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        look(paragraph.add_run(plain(head)), SONG, SMALL_FIVE, colour=theme.MUTED)
    sides = (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    )
    for footer, side in sides:
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        indent = Pt(FOUR)
        if side == WD_ALIGN_PARAGRAPH.RIGHT:
            paragraph.paragraph_format.right_indent = indent
        else:
            paragraph.paragraph_format.left_indent = indent
        look(paragraph.add_run("— "), SONG, FOUR)
        _page_number(paragraph)
        look(paragraph.add_run(" —"), SONG, FOUR)


def _page_number(paragraph: Any) -> None:
    for kind, text in (
        ("begin", ""),
        ("", " PAGE "),
        ("separate", ""),
        ("shown", "1"),
        ("end", ""),
    ):
        run = paragraph.add_run()
        look(run, SONG, FOUR)
        if kind == "shown":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._element.append(code)
