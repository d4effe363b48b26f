"""Reading the old xls (and the et that WPS keeps in the same make) with xlrd."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any, Final

import xlrd
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from xlrd.biffh import error_text_from_code
from xlrd.compdoc import CompDocError

from dashboard.errors import FileBrokenError, FileEncryptedError, FileUnsafeError, LoadError
from data_loaders.files.formats import BUILT_IN, NumberFormat
from data_loaders.files.grid import Grid
from data_loaders.files.limits import Limits
from data_loaders.files.sheet import CellRange, CellValue, Sheet
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
        looks = _Looks(book)
        sheets = [
            _sheet(book, at, looks=looks, file=file, limits=limits) for at in range(book.nsheets)
        ]
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


class _Looks:
    """What the formats and fonts of a book do to its cells, worked out once for each style.

    Where `touch_words` is false, no style strikes anything through or shows text otherwise.
    """

    def __init__(self, book: Any) -> None:
        self._book = book
        self._since = MAC_EPOCH if book.datemode else WINDOWS_EPOCH
        self._formats: dict[int, NumberFormat] = {}
        self.of = [
            (self._format(look.format_key), self.strikes(look.font_index)) for look in book.xf_list
        ]
        self.touch_words = any(struck or look.changes_words for look, struck in self.of)

    def strikes(self, font: int) -> bool:
        """Whether a font strikes through."""
        return bool(self._book.font_list[font].struck_out)

    def _format(self, key: int) -> NumberFormat:
        if key not in self._formats:
            code = self._book.format_map[key].format_str
            # Chinese programs do not write down the formats that they all know.
            if code.casefold() == "general":
                code = BUILT_IN.get(key, code)
            self._formats[key] = NumberFormat(code=code, since=self._since)
        return self._formats[key]


def _sheet(book: Any, at: int, *, looks: _Looks, file: str, limits: Limits) -> Sheet:
    found = book.sheet_by_index(at)
    grid = Grid(limits=limits)
    if not found.show_zero_values:
        grid.hide_zeros()
    parts = {
        place
        for place, runs in found.rich_text_runlist_map.items()
        if any(looks.strikes(font) for _, font in runs)
    }
    for row in range(found.nrows):
        for column, (kind, value) in enumerate(
            zip(found.row_types(row), found.row_values(row), strict=True)
        ):
            struck = (row, column) in parts
            if kind == xlrd.XL_CELL_TEXT and not looks.touch_words:
                grid.put(row + 1, column + 1, str(value))
            elif kind in _SEEN:
                look, whole = looks.of[found.cell_xf_index(row, column)]
                grid.put(row + 1, column + 1, _SEEN[kind](value, look))
                struck = struck or whole
            if struck:
                grid.strike(row + 1, column + 1)
    _look(grid, found)
    hidden = found.visibility != 0
    book.unload_sheet(at)
    return grid.sheet(file=file, name=found.name, hidden=hidden)


def _look(grid: Grid, found: Any) -> None:
    """What a sheet hides and merges."""
    grid.hidden_rows.update(row + 1 for row, info in found.rowinfo_map.items() if info.hidden)
    grid.hidden_columns.update(at + 1 for at, info in found.colinfo_map.items() if info.hidden)
    for first, after, left, right in found.merged_cells:
        grid.merge(
            CellRange(first_row=first + 1, last_row=after, first_column=left + 1, last_column=right)
        )


def _text(value: Any, look: NumberFormat) -> CellValue:
    return look.words(str(value))


def _number(value: Any, look: NumberFormat) -> CellValue:
    number = number_of(repr(float(value)))
    return number if isinstance(number, str) else look.number(number)


def _boolean(value: Any, look: NumberFormat) -> CellValue:
    return bool(value)


def _error(value: Any, look: NumberFormat) -> CellValue:
    return str(error_text_from_code.get(value, "#N/A"))


_SEEN: Final[dict[int, Callable[[Any, NumberFormat], CellValue]]] = {
    xlrd.XL_CELL_TEXT: _text,
    xlrd.XL_CELL_NUMBER: _number,
    xlrd.XL_CELL_DATE: _number,
    xlrd.XL_CELL_BOOLEAN: _boolean,
    xlrd.XL_CELL_ERROR: _error,
}
