"""Workbooks to hand out: titled, numbered, ruled, frozen and fit to A4, as offices pass them on.

Built only when asked for. Cells are typed, so that nothing in them is ever taken for a formula.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter

from dashboard.clock import dated
from dashboard.sections.answer import Cell, Table
from dashboard.sections.cell_value import valued
from dashboard.surfaces.workbook import DEMO, Origin, sheet_name, write_cell

_HEAD: Final = 2
"""Line of the column heads; title and origin stand above."""
_NUMBER: Final = "序号"
_NARROW, _WIDE = 7, 20
_LINE: Final = 16
"""Points a line of text takes."""


def book_bytes(tables: Sequence[Table], *, title: str, origin: Origin) -> bytes:
    """The tables as the sheets of one workbook, each titled, numbered and ready to print.

    Args:
        tables: One a sheet; its title names the sheet.
        title: What the whole is called; stands above every sheet with the sheet's own name.
        origin: As of when and of what; stands under every title and in every printed foot.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        # A fixed day of making, so that the same tables give the same bytes.
        book.set_properties({"title": title, "created": origin.as_of})
        looks = _looks(book)
        names: set[str] = set()
        for table in tables:
            name = _unique(sheet_name(table.title), names)
            _sheet(book.add_worksheet(name), table, title=title, origin=origin, looks=looks)
    return buffer.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    ruled = {"border": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format(
            {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}
        ),
        "origin": book.add_format({"text_wrap": True, "valign": "vcenter", "font_size": 10}),
        "head": book.add_format({**ruled, "bold": True, "align": "center"}),
        "cell": book.add_format(ruled),
        "number": book.add_format({**ruled, "align": "center"}),
        "day": book.add_format({**ruled, "num_format": "yyyy-mm-dd", "align": "center"}),
    }


def _sheet(sheet: Any, table: Table, *, title: str, origin: Origin, looks: dict[str, Any]) -> None:
    last = len(table.columns)
    # Written apart from the merge, which would take a text that begins with = for a formula.
    for line, text, look in (
        (0, f"{title}（{table.title}）", looks["title"]),
        (1, f"{origin.sentence()}；共{len(table.rows)}行", looks["origin"]),
    ):
        sheet.merge_range(line, 0, line, last, "", look)
        sheet.write_string(line, 0, text, look)
    sheet.set_row(0, 30)
    sheet.set_row(1, 30)
    sheet.write_string(_HEAD, 0, _NUMBER, looks["head"])
    sheet.set_column(0, 0, 6)
    widths = [_width(table, at) for at in range(last)]
    for at, (column, width) in enumerate(zip(table.columns, widths, strict=True), start=1):
        sheet.write_string(_HEAD, at, column.heading, looks["head"])
        sheet.set_column(at, at, width)
    for place, row in enumerate(table.rows, start=1):
        sheet.write_number(_HEAD + place, 0, place, looks["number"])
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True), start=1):
            value = valued(cell, column)
            plain = looks["number" if column.unit else "cell"]
            write_cell(sheet, _HEAD + place, at, value, day=looks["day"], plain=plain)
        # Said outright: not every office program makes room for text that it wraps.
        sheet.set_row(_HEAD + place, _LINE * _lines(row, table, widths))
    if table.note:
        sheet.write_string(_HEAD + len(table.rows) + 1, 0, table.note)
    _printed(sheet, table, title=title, origin=origin)


def _printed(sheet: Any, table: Table, *, title: str, origin: Origin) -> None:
    """Frozen heads on screen; on paper A4 across, one page wide, heads repeated, pages numbered."""
    sheet.freeze_panes(_HEAD + 1, 0)
    sheet.autofilter(_HEAD, 0, _HEAD + len(table.rows), len(table.columns))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    mark = f"{DEMO}　" if origin.demo else ""
    sheet.set_footer(f"&L{mark}{dated(origin.as_of, until=origin.until)}&R第&P页 共&N页")


def _width(table: Table, at: int) -> float:
    """Wide enough for the longest of the first rows, or for two lines of it: A4 is not wide."""
    longest = max(
        (_places(valued(row[at], table.columns[at])) for row in table.rows[:200]), default=0
    )
    head = _places(table.columns[at].heading)
    return min(_WIDE, max(_NARROW, longest + 2, min(head, 8) + 2))


def _lines(row: Sequence[Cell], table: Table, widths: Sequence[float]) -> int:
    """How many lines the fullest cell of a row needs."""
    return (
        max(
            -(-_places(valued(cell, column)) // max(1, int(width) - 1))
            for cell, column, width in zip(row, table.columns, widths, strict=True)
        )
        or 1
    )


def _places(value: Any) -> int:
    return sum(2 if ord(letter) > 0xFF else 1 for letter in str(value if value is not None else ""))


def _unique(name: str, taken: set[str]) -> str:
    """`name`, or with a number where two sheets would be called the same."""
    found, at = name, 1
    while found.casefold() in taken:
        at += 1
        found = f"{name[:27]}（{at}）"
    taken.add(found.casefold())
    return found
