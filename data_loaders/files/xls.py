"""Reading the old xls (and the et that WPS keeps in the same make) with xlrd."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from datetime import datetime, time
from typing import Any, Final

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.compdoc import CompDocError

from dashboard.errors import FileBrokenError, FileEncryptedError, FileUnsafeError, LoadError
from data_loaders.files.grid import Grid
from data_loaders.files.limits import Limits
from data_loaders.files.sheet import CellValue, Sheet, Span
from data_loaders.files.values import number_of

_BROKEN: Final = "文件不完整或已损坏，读不出来。请用WPS或Excel打开后另存为xlsx再导入。"
_FAULTS: Final = (
    *(xlrd.XLRDError, CompDocError, AssertionError, struct.error, LookupError, ValueError),
    *(TypeError, AttributeError, OverflowError, ArithmeticError, RecursionError, EOFError),
)
"""What xlrd lets out at a damaged file; it has no error of its own for most damage."""
_SIGNS_OF_LOSS: Final = ("truncated", "corrupt", "incomplete")


def read_xls(data: bytes, *, file: str, limits: Limits) -> list[Sheet]:
    """All worksheets in the order of their tabs; macros are not looked at.

    Raises:
        FileEncryptedError: locked with a password.
        FileBrokenError: cut short or damaged.
        LoadError: there is more than `limits` allow.
    """
    log = io.StringIO()
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=log, formatting_info=True, ragged_rows=True, on_demand=True
        )
        if book.nsheets > limits.sheets:
            raise FileUnsafeError(f"文件有{book.nsheets}张工作表，多得不合常理，没有读取。")
        sheets = [_sheet(book, at, file=file, limits=limits) for at in range(book.nsheets)]
    except LoadError:
        raise
    except _FAULTS as error:
        if "encrypted" in str(error):
            raise FileEncryptedError(
                "文件加了打开密码，无法读取。请取消密码后另存再导入。"
            ) from error
        raise FileBrokenError(_BROKEN) from error
    if any(sign in log.getvalue().lower() for sign in _SIGNS_OF_LOSS):
        raise FileBrokenError(_BROKEN)
    return sheets


def _sheet(book: Any, at: int, *, file: str, limits: Limits) -> Sheet:
    found = book.sheet_by_index(at)
    grid = Grid(limits=limits)
    for row in range(found.nrows):
        for column, (kind, value) in enumerate(
            zip(found.row_types(row), found.row_values(row), strict=True)
        ):
            seen = _SEEN.get(kind, _nothing)(value, book.datemode)
            grid.put(row + 1, column + 1, seen)
    grid.hidden_rows.update(row + 1 for row, info in found.rowinfo_map.items() if info.hidden)
    for first, after, left, right in found.merged_cells:
        grid.merge(
            Span(first_row=first + 1, last_row=after, first_column=left + 1, last_column=right)
        )
    hidden = found.visibility != 0
    book.unload_sheet(at)
    return grid.sheet(file=file, name=found.name, hidden=hidden)


def _nothing(value: Any, datemode: int) -> CellValue:
    return None


def _text(value: Any, datemode: int) -> CellValue:
    return str(value)


def _number(value: Any, datemode: int) -> CellValue:
    return number_of(repr(float(value)))


def _moment(value: Any, datemode: int) -> CellValue:
    try:
        found = xlrd.xldate.xldate_as_datetime(value, datemode)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return _number(value, datemode)
    if 0 <= value < 1:
        return time(found.hour, found.minute, found.second)
    return found.date() if found.time() == time() else datetime.combine(found, found.time())


def _boolean(value: Any, datemode: int) -> CellValue:
    return bool(value)


def _error(value: Any, datemode: int) -> CellValue:
    return str(error_text_from_code.get(value, "#N/A"))


_SEEN: Final[dict[int, Callable[[Any, int], CellValue]]] = {
    xlrd.XL_CELL_TEXT: _text,
    xlrd.XL_CELL_NUMBER: _number,
    xlrd.XL_CELL_DATE: _moment,
    xlrd.XL_CELL_BOOLEAN: _boolean,
    xlrd.XL_CELL_ERROR: _error,
}
