"""Tables on slides: native ones, split over slides so that no row is cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from dashboard import theme
from dashboard.sections.answer import Table
from dashboard.sections.cell_text import written
from dashboard.surfaces import fonts
from dashboard.surfaces.office.chart import EmuBox, colour
from dashboard.surfaces.slides.text import LEADING, PT, TextLine, write

_SIZES: Final = (14.0, 12.0, 11.0, 10.0, 9.0)
_PAD: Final = 4.0
"""Points left and right of a cell's text; half of it above and below."""
_WIDEST_EM: Final = 26
_SHORT_EM: Final = 8
"""A column this narrow, as of days and counts, is not made narrower for the others."""
_MANY: Final = 12
"""Rows a slide should hold before the text is made smaller for it."""


@dataclass(frozen=True, kw_only=True)
class MeasuredTable:
    """A table measured for a box: text size, widths and row heights in points."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    size: float
    widths: tuple[float, ...]

    def height(self, row: Sequence[str]) -> float:
        """Height of a row in points."""
        lines = max(
            len(fonts.wrapped(text, size=self.size, room=width - 2 * _PAD))
            for text, width in zip(row, self.widths, strict=True)
        )
        return lines * self.size * LEADING + _PAD


def measured(table: Table, *, width: float) -> MeasuredTable:
    """The table at the largest size at which its columns have room, `width` points wide."""
    head = tuple(column.heading for column in table.columns)
    rows = tuple(
        tuple(written(cell, column) for cell, column in zip(row, table.columns, strict=True))
        for row in table.rows
    )
    ems = [_ems(at, head, rows) for at in range(len(head))]
    size = next((one for one in _SIZES if _fits(ems, size=one, width=width)), _SIZES[-1])
    if len(rows) > _MANY:
        size = min(size, _SIZES[1])
    return MeasuredTable(
        head=head,
        rows=rows,
        numbers=tuple(bool(column.unit) for column in table.columns),
        size=size,
        widths=_widths(ems, size=size, width=width),
    )


def portions(
    sheet: MeasuredTable, *, first: float, most: float
) -> list[tuple[tuple[str, ...], ...]]:
    """Rows for each slide: on the first `first` points of height are free, then `most`."""
    pages: list[list[tuple[str, ...]]] = [[]]
    head = sheet.height(sheet.head)
    used, room = head, first
    for row in sheet.rows:
        high = sheet.height(row)
        if pages[-1] and used + high > room:
            pages.append([])
            used, room = head, most
        pages[-1].append(row)
        used += high
    return [tuple(page) for page in pages if page]


def draw_table(
    shapes: Any, sheet: MeasuredTable, rows: Sequence[Sequence[str]], *, box: EmuBox, name: str
) -> int:
    """A native table of these rows at the top of `box`; gives its height in EMU."""
    heights = [int(sheet.height(row) * PT) for row in (sheet.head, *rows)]
    frame = shapes.add_table(
        len(rows) + 1,
        len(sheet.head),
        Emu(box.left),
        Emu(box.top),
        Emu(box.width),
        Emu(sum(heights)),
    )
    frame.name = name
    grid = frame.table
    for column, width in zip(grid.columns, sheet.widths, strict=True):
        column.width = Emu(int(width * PT))
    for line, (row, high) in enumerate(zip((sheet.head, *rows), heights, strict=True)):
        grid.rows[line].height = Emu(high)
        for at, text in enumerate(row):
            _cell(grid.cell(line, at), text, sheet, head=line == 0, number=sheet.numbers[at])
    return sum(heights)


def _cell(cell: Any, text: str, sheet: MeasuredTable, *, head: bool, number: bool) -> None:
    cell.margin_left = cell.margin_right = Pt(_PAD)
    cell.margin_top = cell.margin_bottom = Pt(_PAD / 2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(theme.NAVY if head else theme.PAPER)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.line_spacing = Pt(sheet.size * LEADING)
    paragraph.alignment = PP_ALIGN.RIGHT if number else PP_ALIGN.LEFT
    ink = theme.PAPER if head else theme.INK
    write(paragraph, TextLine(text=text, size=sheet.size, bold=head, colour=ink))
    # An empty cell is as high as the size at its end, which is 18 points where nobody says.
    paragraph._p.get_or_add_endParaRPr().set("sz", str(round(sheet.size * 100)))


def _ems(at: int, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> float:
    """How wide a column wants to be, in em; long text wraps, heads wrap at half."""
    widest = max((fonts.width(row[at], size=1) for row in rows), default=0)
    return max(2.2, min(_WIDEST_EM, max(widest, fonts.width(head[at], size=1) / 2)))


def _widths(ems: Sequence[float], *, size: float, width: float) -> tuple[float, ...]:
    """Short columns as wide as they want to be; long ones share what is left or are stretched."""
    wanted = [em * size + 2 * _PAD for em in ems]
    short = sum(one for one, em in zip(wanted, ems, strict=True) if em <= _SHORT_EM)
    long = sum(wanted) - short
    if sum(wanted) <= width or not long or width - short < long / 3:
        return tuple(one * width / sum(wanted) for one in wanted)
    share = (width - short) / long
    return tuple(
        one if em <= _SHORT_EM else one * share for one, em in zip(wanted, ems, strict=True)
    )


def _fits(ems: Sequence[float], *, size: float, width: float) -> bool:
    return sum(em * size + 2 * _PAD for em in ems) <= width
