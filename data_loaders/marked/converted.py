"""The values of sheets in a new workbook, for what cannot be marked in place: xls, ods, CSV."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain, count
from typing import Final

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_loaders.files.sheet import CellValue, Sheet
from data_loaders.marked.marks import writable
from data_loaders.problems import Problem

UNNAMED: Final = "台账"
"""The sheet that the rows of a CSV file come onto."""
_UNFIT: Final = re.compile(r"[\[\]:*?/\\']")
_MOST_NAME: Final = 31
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
    for span in sheet.merges:
        with suppress(ValueError):  # merges that overlap, as damaged files have them
            target.merge_cells(
                start_row=span.first_row,
                end_row=span.last_row,
                start_column=span.first_column,
                end_column=span.last_column,
            )
    for at in sheet.hidden_rows:
        target.row_dimensions[at].hidden = True
    if sheet.hidden:
        target.sheet_state = "hidden"


def _write(target: Worksheet, row: int, column: int, value: CellValue) -> None:
    """Text stays text, and so do digits that a spreadsheet would round."""
    cell = target.cell(row, column)
    if isinstance(value, int) and abs(value) >= _EXACT:
        value = str(value)
    if isinstance(value, str):
        cell.value = writable(value)
        cell.data_type = "s"
    else:
        cell.value = value


def _name(name: str, *, taken: Iterable[str]) -> str:
    """A sheet's name as xlsx allows it, unlike those taken."""
    fit = _UNFIT.sub("_", writable(name)).strip()[:_MOST_NAME] or UNNAMED
    used = {other.casefold() for other in taken}
    others = (f"{fit[: _MOST_NAME - 5]}（{at}）" for at in count(2))
    return next(one for one in chain((fit,), others) if one.casefold() not in used)
