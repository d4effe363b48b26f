"""Tables, charts and maps in Word: native tables and charts, the map as a picture."""

from __future__ import annotations

import io
from typing import Any, Final

import vl_convert
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from pptx import Presentation

from dashboard.charts.office_chart import OfficeChart
from dashboard.sections.answer import Chart, Map, Table
from dashboard.sections.cell_text import written
from dashboard.surfaces import fonts
from dashboard.surfaces.document.layout import BODY, HEAD, TEXT_MM, look, space
from dashboard.surfaces.neutral import one_line, plain
from dashboard.surfaces.office.chart import EmuBox, add_chart
from dashboard.surfaces.picture.drawing import drawn
from dashboard.surfaces.picture.map_spec import caption

_MM: Final = 36_000
_MAP_PX: Final = 760
_SIZES: Final = ((5, 12.0), (8, 10.5), (99, 8.0))
"""Text size of a table by its number of columns."""
_WIDEST_EM: Final = 16.0
_C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add_table(document: Any, table: Table) -> None:
    """A native table as wide as the text, its head repeated on every page, no row broken."""
    count = len(table.columns)
    size = next(size for most, size in _SIZES if count <= most)
    made = document.add_table(rows=0, cols=count)
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    widths = _widths(table)
    heads = [column.heading for column in table.columns]
    _row(made, heads, widths, size=size, numbers=[False] * count, head=True)
    numbers = [bool(column.unit) for column in table.columns]
    for row in table.rows:
        texts = [written(cell, one) for cell, one in zip(row, table.columns, strict=True)]
        _row(made, texts, widths, size=size, numbers=numbers)


def _row(
    made: Any,
    texts: list[str],
    widths: list[int],
    *,
    size: float,
    numbers: list[bool],
    head: bool = False,
) -> None:
    row = made.add_row()
    told = row._tr.get_or_add_trPr()
    told.append(OxmlElement("w:cantSplit"))
    if head:
        told.append(OxmlElement("w:tblHeader"))
    for cell, text, width, number in zip(row.cells, texts, widths, numbers, strict=True):
        cell.width = Emu(width)
        paragraph = cell.paragraphs[0]
        space(paragraph, pitch=size * 1.35)
        right = WD_ALIGN_PARAGRAPH.RIGHT if number else WD_ALIGN_PARAGRAPH.LEFT
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if head else right
        look(paragraph.add_run(plain(text)), HEAD if head else BODY, size)


def _widths(table: Table) -> list[int]:
    """Widths in EMU in the ratio of what stands in the columns, none very narrow or wide."""
    ems = []
    for at, column in enumerate(table.columns):
        texts = (written(row[at], column) for row in table.rows)
        longest = max((fonts.width(text, size=1) for text in texts), default=0)
        ems.append(min(_WIDEST_EM, max(3.0, longest + 1, fonts.width(column.heading, size=1) / 2)))
    return [int(TEXT_MM * _MM * em / sum(ems)) for em in ems]


def add_chart_block(document: Any, chart: Chart, *, number: int) -> None:
    """A native chart, its figures in a workbook of its own; without one, the table alone."""
    if chart.native is None:
        add_table(document, chart.table)
        return
    lying = chart.native.kind in ("bar", "stacked_bar")
    rows = len(chart.native.categories)
    high = min(200, max(70, 7 * rows)) if lying else 85
    size = 9 if rows > 16 else 10.5
    part = _chart_part(document, chart.native, number=number, high=high, size=size)
    paragraph = document.add_paragraph()
    space(paragraph, pitch=None)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    joined = document.part.relate_to(part, RT.CHART)
    paragraph.add_run()._element.append(_drawing(chart, joined, number=number, high=high))


def _chart_part(document: Any, native: OfficeChart, *, number: int, high: int, size: float) -> Any:
    """The chart as a slide would have it, taken over part by part."""
    scratch: Any = Presentation()
    slide = scratch.slides.add_slide(scratch.slide_layouts[6])
    box = EmuBox(left=0, top=0, width=TEXT_MM * _MM, height=high * _MM)
    made = add_chart(slide.shapes, native, box=box, size=size).chart.part
    package = document.part.package
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CT.DML_CHART, made.blob, package)
    book = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        _XLSX,
        made.chart_workbook.xlsx_part.blob,
        package,
    )
    part.relate_to(book, RT.PACKAGE)
    return part


def _drawing(chart: Chart, joined: str, *, number: int, high: int) -> Any:
    drawing = parse_xml(
        f'<w:drawing xmlns:w="{qn("w:p")[1:-2]}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:c="{_C}" '
        f'xmlns:r="{_R}"><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{TEXT_MM * _MM}" cy="{high * _MM}"/>'
        f'<wp:docPr id="{1000 + number}" name="图{number}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{joined}"/></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing>"
    )
    drawing.find(f".//{{{_WP}}}docPr").set("descr", one_line(chart.alt))
    return drawing


def add_map(document: Any, block: Map, *, number: int) -> None:
    """The map as a picture, and what must stand under it."""
    picture = io.BytesIO(bytes(vl_convert.svg_to_png(drawn(block, width=_MAP_PX), scale=2)))
    paragraph = document.add_paragraph()
    space(paragraph, pitch=None)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    inline = paragraph.add_run().add_picture(picture, width=Mm(TEXT_MM))
    inline._inline.docPr.set("id", str(2000 + number))
    inline._inline.docPr.set("name", f"地图{number}")
    inline._inline.docPr.set("descr", one_line(block.alt))
    note = document.add_paragraph()
    space(note, pitch=None)
    look(note.add_run(plain(caption(block))), BODY, 10.5)
    note.paragraph_format.space_after = Pt(6)
