"""The cells of one xlsx sheet, each turned into the value a reader of the sheet would see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from openpyxl.utils.datetime import from_excel

from dashboard.errors import FileBrokenError
from data_loaders.files.grid import Grid, cell_at, span_of
from data_loaders.files.limits import MOST_COLUMNS, MOST_ROWS
from data_loaders.files.markup import Visitor, attribute, whole
from data_loaders.files.sheet import CellValue
from data_loaders.files.values import iso_moment, number_of
from data_loaders.files.xlsx_parts import DateStyles, unescaped

_LAST_SERIAL: Final = 2_958_466
"""One more than the serial number of 9999-12-31."""


class Cells(Visitor):
    """Puts every cell of a sheet into `grid`."""

    def __init__(
        self, grid: Grid, *, texts: Sequence[str], styles: DateStyles, since: datetime
    ) -> None:
        self._grid = grid
        self._texts = texts
        self._styles = styles
        self._since = since
        self._row = 0
        self._column = 0
        self._kind = "n"
        self._style = 0
        self._formula = self._inline = self._reading = False
        self._value: str | None = None

    def opened(self, name: str, attributes: dict[str, str]) -> bool:
        """Begin a row or a cell; ask for the text of values alone, never of formulas."""
        if name == "c":
            self._begin(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "f":
            self._formula = True
        elif name == "is":
            self._inline = True
        elif name == "rPh":
            self._reading = True
        elif name == "mergeCell":
            self._grid.merge(span_of(attribute(attributes, "ref")))
        return name == "v" or (name == "t" and self._inline and not self._reading)

    def closed(self, name: str, text: str) -> None:
        """Take a value, or end a cell."""
        if name == "v":
            self._value = text
        elif name == "t" and self._inline and not self._reading:
            self._value = (self._value or "") + text
        elif name == "rPh":
            self._reading = False
        elif name == "is":
            self._inline = False
        elif name == "c":
            self._end()

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = whole(attributes.get("r", ""))
        self._row = self._row + 1 if number is None else number
        self._column = 0
        if attributes.get("hidden") in ("1", "true") and self._row <= MOST_ROWS:
            self._grid.hidden_rows.add(self._row)

    def _begin(self, attributes: dict[str, str]) -> None:
        place = cell_at(attributes.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        if self._column > MOST_COLUMNS:
            raise FileBrokenError(
                "文件已损坏：有单元格在表格范围之外。请用WPS或Excel另存后再导入。"
            )
        self._kind = attributes.get("t", "n")
        self._style = whole(attributes.get("s", "")) or 0
        self._formula = False
        self._value = None

    def _end(self) -> None:
        if self._formula and not self._value and self._kind != "str":
            self._grid.leave(self._row, self._column)
        elif self._value is not None:
            self._grid.put(self._row, self._column, self._seen(self._value))

    def _seen(self, text: str) -> CellValue:
        if self._kind == "s":
            return self._shared(text)
        if self._kind == "b":
            return text.strip() in ("1", "true")
        if self._kind == "d":
            return iso_moment(text.strip(), otherwise=text)
        if self._kind in ("str", "inlineStr", "e"):
            return unescaped(text)
        return self._number(text)

    def _shared(self, text: str) -> str:
        index = whole(text.strip())
        if index is None or index >= len(self._texts):
            raise FileBrokenError("文件已损坏：有单元格的文字找不到。请用WPS或Excel另存后再导入。")
        return self._texts[index]

    def _number(self, text: str) -> CellValue:
        number = number_of(text)
        if isinstance(number, str) or not 0 <= number < _LAST_SERIAL:
            return number
        if self._style in self._styles.spans:
            return _span(number)
        if self._style in self._styles.dates:
            return _moment(number, since=self._since)
        return number


def _moment(number: float, *, since: datetime) -> CellValue:
    """A day where the number is whole, a time where it is below one, else a day with its time."""
    try:
        found = from_excel(number, since)
    except (ValueError, OverflowError):
        return number
    if isinstance(found, datetime) and found.time() == time():
        return found.date()
    return _known(found, otherwise=number)


def _span(number: float) -> CellValue:
    try:
        return _known(from_excel(number, timedelta=True), otherwise=number)
    except (ValueError, OverflowError):
        return number


def _known(found: object, *, otherwise: CellValue) -> CellValue:
    return found if isinstance(found, datetime | date | time | timedelta) else otherwise
