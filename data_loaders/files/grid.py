"""The cells of one sheet while it is being read, and the sheet that comes of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from dashboard.errors import FileBrokenError, FileTooLargeError, FileUnsafeError
from data_loaders.files.limits import MOST_COLUMNS, MOST_ROWS, Limits
from data_loaders.files.sheet import CellRange, CellValue, FormattedCell, Sheet, Uncalculated
from data_loaders.files.spool import SpooledRows

_ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
"""What no database and no UTF-8 file can hold; shown as the sign for an unreadable character."""


class Grid:
    """Cells put in place row by row, from the top; rows are as long as their last cell.

    One row is in memory: those above it are put aside.
    """

    def __init__(self, *, limits: Limits) -> None:
        self._limits = limits
        self._rows = SpooledRows()
        self._row = 0
        self._line: list[CellValue] = []
        self._widest = 0
        self._shows_zeros = True
        self._cells = 0
        self._struck: dict[int, set[int]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[CellRange] = []
        self.uncalculated: list[Uncalculated] = []

    def put(self, row: int, column: int, value: CellValue) -> None:
        """Put a value into a cell counted from 1; None is left out.

        Raises:
            FileBrokenError: the cell lies outside any sheet, above one put before, or was filled
                before.
            FileTooLargeError: the sheet holds more cells than the limits allow.
        """
        if value is None or value == "":
            return
        if isinstance(value, str):
            if len(value) > self._limits.cell_letters:
                raise FileUnsafeError(f"单元格{address(row, column)}的文字长得不合常理，没有读取。")
            value = _UNSTORABLE.sub("\ufffd", value)
        if not (1 <= row <= MOST_ROWS and 1 <= column <= MOST_COLUMNS):
            raise FileBrokenError(
                "文件已损坏：有单元格在表格范围之外。请用WPS或Excel另存后再导入。"
            )
        cells = self._begun(row)
        missing = column - len(cells)
        if missing > 0:
            self._cells += missing
            if self._cells > self._limits.cells:
                raise FileTooLargeError(
                    f"工作表的单元格超过{self._limits.cells}个，没有读取。"
                    "请删除空白的行和列，或另存为CSV再导入。"
                )
            cells.extend([None] * missing)
        if cells[column - 1] is not None:
            where = address(row, column)
            raise FileBrokenError(
                f"文件已损坏：单元格{where}出现了两次。请用WPS或Excel另存后再导入。"
            )
        hides = not self._shows_zeros and type(value) in (int, float) and value == 0
        cells[column - 1] = FormattedCell(0, "") if hides else value

    def strike(self, row: int, column: int) -> None:
        """Note that a cell of the last row is struck through, unless there is nothing to strike."""
        cells = self._line if row == self._row else []
        if column <= len(cells) and cells[column - 1] is not None:
            self._struck.setdefault(row, set()).add(column)

    def hide_zeros(self) -> None:
        """Note that the sheet shows no zero, whatever their format; said before its first cell."""
        self._shows_zeros = False

    def merge(self, span: CellRange | None) -> None:
        """Note merged cells; None, an unreadable rectangle, is no rectangle.

        Raises:
            FileUnsafeError: there are absurdly many.
        """
        if len(self.merges) >= self._limits.merges:
            raise FileUnsafeError("工作表的合并单元格多得不合常理，没有读取。")
        if span is not None:
            self.merges.append(span)

    def leave(self, row: int, column: int) -> None:
        """Note a formula that was saved without its value.

        Raises:
            FileBrokenError: there are too many to name each.
        """
        if len(self.uncalculated) >= self._limits.uncalculated:
            raise FileBrokenError(
                f"工作表有{self._limits.uncalculated}个以上的公式没有计算结果。"
                "请用WPS或Excel打开、保存一次后再导入。"
            )
        self.uncalculated.append(Uncalculated(row=row, column=column))

    def sheet(self, *, file: str, name: str, hidden: bool) -> Sheet:
        """The sheet as read; merges and what is hidden end where its content ends."""
        self._end_line()
        last, widest = self._rows.last, self._widest
        merges = (
            _within(span, last=last, widest=widest) for span in sorted(self.merges, key=_corner)
        )
        return Sheet(
            file=file,
            name=name,
            lines=self._rows.read,
            hidden=hidden,
            hidden_rows=frozenset(row for row in self.hidden_rows if row <= last),
            hidden_columns=frozenset(one for one in self.hidden_columns if one <= widest),
            struck={row: frozenset(columns) for row, columns in self._struck.items()},
            merges=tuple(span for span in merges if span is not None),
            uncalculated=tuple(self.uncalculated),
            height=last,
        )

    def _begun(self, row: int) -> list[CellValue]:
        """The cells so far of a row, which is the last one begun or below it."""
        if row < self._row:
            raise FileBrokenError(
                f"文件已损坏：第{row}行写在第{self._row}行之后，行的次序是乱的。"
                "请用WPS或Excel另存后再导入。"
            )
        if row > self._row:
            self._end_line()
            self._row = row
        return self._line

    def _end_line(self) -> None:
        if self._line:
            self._widest = max(self._widest, len(self._line))
            self._rows.add(self._row, tuple(self._line))
            self._line = []


def address(row: int, column: int) -> str:
    """A cell's name, as AB12."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """A column's name, as AB for 28."""
    found = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def cell_at(text: str) -> tuple[int, int] | None:
    """Row and column of a cell's name, None for anything else."""
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def span_of(text: str) -> CellRange | None:
    """The rectangle named by A1:B2, None for anything else."""
    ends: Sequence[tuple[int, int] | None] = [cell_at(end) for end in text.split(":")]
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) > 2:
        return None
    return CellRange(
        first_row=min(first[0], last[0]),
        last_row=max(first[0], last[0]),
        first_column=min(first[1], last[1]),
        last_column=max(first[1], last[1]),
    )


def _corner(span: CellRange) -> tuple[int, int]:
    return span.first_row, span.first_column


def _within(span: CellRange, *, last: int, widest: int) -> CellRange | None:
    if span.first_row > last or span.first_column > widest:
        return None
    return CellRange(
        first_row=span.first_row,
        last_row=min(span.last_row, last),
        first_column=span.first_column,
        last_column=min(span.last_column, widest),
    )
