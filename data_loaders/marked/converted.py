"""The values of sheets in a new workbook, for what cannot be marked in place: xls, ods, CSV."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Final

from openpyxl.cell.cell import MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.merge import MergedCellRange
from openpyxl.worksheet.worksheet import Worksheet

from data_loaders.files.grid import address
from data_loaders.files.sheet import CellRange, CellValue, FormattedCell, Sheet
from data_loaders.marked.marks import MOST_MERGED, writable
from data_loaders.problems import Problem

UNNAMED: Final = "台账"
"""The sheet that the rows of a CSV file come onto."""
_UNFIT: Final = re.compile(r"[\[\]:*?/\\']")
_MOST_NAME: Final = 31
_GENERAL: Final = "General"
_UNFOLLOWED: Final = "[DBNum1]General"
_MOST_SHOWN: Final = 30
"""A format holds 255 letters, and says the words four times."""
_EXACT: Final = 10**15


def copied(sheets: Sequence[Sheet], problems: Iterable[Problem]) -> tuple[Workbook, list[Problem]]:
    """A workbook with the values and merges of `sheets`, and the problems under its sheets' names.

    Raises:
        LoadError: a sheet cannot be read to its end.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    names: dict[str, str] = {}
    for sheet in sheets:
        names[sheet.name] = _name(sheet.name, taken=book.sheetnames)
        _fill(book.create_sheet(names[sheet.name]), sheet)
    return book, [replace(one, sheet=names.get(one.sheet, one.sheet)) for one in problems]


def _fill(target: Worksheet, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows(), start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                _write(target, number, column, value)
    _merge(target, sheet.merges)
    for at in sheet.hidden_rows:
        target.row_dimensions[at].hidden = True
    if sheet.hidden:
        target.sheet_state = "hidden"


def _merge(target: Worksheet, spans: Iterable[CellRange]) -> None:
    """Merge cells as far as no merge overlaps an earlier one, as in damaged files, up to a limit.

    openpyxl compares each merge with all before it, hence all are handed over at once.
    """
    taken: set[tuple[int, int]] = set()
    ranges, left = [], MOST_MERGED
    for span in spans:
        left -= (span.last_row - span.first_row + 1) * (span.last_column - span.first_column + 1)
        if left < 0:
            break
        merged = MergedCellRange(target, _rectangle(span))
        cells = set(merged.cells)
        if taken.isdisjoint(cells):
            taken |= cells
            ranges.append(merged)
            corner = (span.first_row, span.first_column)
            target._cells.update({at: MergedCell(target, *at) for at in cells - {corner}})
    target.merged_cells = MultiCellRange(ranges)


def _rectangle(span: CellRange) -> str:
    first = address(span.first_row, span.first_column)
    return f"{first}:{address(span.last_row, span.last_column)}"


def _write(target: Worksheet, row: int, column: int, value: CellValue) -> None:
    """Text stays text, and so do digits that a spreadsheet would round; what is shown is shown."""
    cell = target.cell(row, column)
    if isinstance(value, FormattedCell):
        cell.number_format = _showing(value)
        value = value.stored
    if isinstance(value, int) and abs(value) >= _EXACT:
        value = str(value)
    if isinstance(value, str):
        cell.value = writable(value)
        cell.data_type = "s"
    else:
        # A day would bring a format of its own, which is not the one its cell has here.
        before = cell.number_format
        cell.value = value
        if before != _GENERAL:
            cell.number_format = before


def _showing(value: FormattedCell) -> str:
    """A format that shows the same words over the same value, or one that nobody follows."""
    if value.text is None or len(value.text) > _MOST_SHOWN:
        return _UNFOLLOWED
    words = "".join(f"\\{letter}" for letter in writable(value.text))
    return ";".join([words or '""'] * 4)


def _name(name: str, *, taken: Iterable[str]) -> str:
    """A sheet's name as xlsx allows it, unlike those taken."""
    fit = _UNFIT.sub("_", writable(name)).strip()[:_MOST_NAME] or UNNAMED
    used = {other.casefold() for other in taken}
    others = (f"{fit[: _MOST_NAME - 5]}（{at}）" for at in count(2))
    return next(one for one in chain((fit,), others) if one.casefold() not in used)
