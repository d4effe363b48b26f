"""The sheet 问题清单 in front of a marked workbook, with a link to every cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.theme import ACCENT, MARK, WASH
from data_loaders.files.opening import LIST_TITLE
from data_loaders.marked.listing import (
    HEADINGS,
    LINK_AT,
    MOST_LINES,
    MOST_LINKS,
    WIDTHS,
    cells,
    list_name,
    ordered,
    place_of,
    summary,
)
from data_loaders.problems import Problem

_FIRST_LINE: Final = 4
_WRAP: Final = Alignment(wrap_text=True, vertical="top", horizontal="left")


def is_our_list(sheet: Worksheet) -> bool:
    """Whether a sheet is the list of an earlier marking."""
    return bool(sheet["A1"].value == LIST_TITLE)


def add_list(book: Workbook, problems: Sequence[Problem]) -> None:
    """Put the list in front and open the workbook there."""
    sheet = book.create_sheet(list_name(book.sheetnames), 0)
    sheet["A1"] = LIST_TITLE
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A2"] = summary(problems)
    for at, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), start=1):
        cell = sheet.cell(_FIRST_LINE - 1, at)
        cell.value = heading
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor=WASH.removeprefix("#"))
        sheet.column_dimensions[get_column_letter(at)].width = width
    names = set(book.sheetnames)
    for number, problem in enumerate(ordered(problems)[:MOST_LINES], start=1):
        _add_line(sheet, number, problem, names=names)
    _print_across(sheet)
    sheet.freeze_panes = f"A{_FIRST_LINE}"
    sheet.sheet_view.tabSelected = True
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    book.active = 0


def _print_across(sheet: Worksheet) -> None:
    """Fit on A4 across: the explanation over the whole width, the head on each page."""
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(HEADINGS))
    sheet["A2"].alignment = _WRAP
    sheet.row_dimensions[2].height = 32
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_FIRST_LINE - 1}:{_FIRST_LINE - 1}"


def _add_line(sheet: Worksheet, number: int, problem: Problem, *, names: set[str]) -> None:
    line = _FIRST_LINE - 1 + number
    for at, value in enumerate(cells(number, problem), start=1):
        cell = cast(Cell, sheet.cell(line, at))
        _write(cell, value)
        cell.alignment = _WRAP
    sheet.cell(line, 2).fill = PatternFill("solid", fgColor=MARK[problem.level].removeprefix("#"))
    place = place_of(problem, names=names)
    if place and number <= MOST_LINKS:
        linked = sheet.cell(line, LINK_AT + 1)
        linked.hyperlink = Hyperlink(ref="", location=place)
        linked.font = Font(underline="single", color=ACCENT.removeprefix("#"))


def _write(cell: Cell, value: int | str) -> None:
    """Text stays text, whatever it begins with, even after somebody edits the cell."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
