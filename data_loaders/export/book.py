"""One workbook of nine ledgers, written row by row in the shape of our templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from dashboard.theme import WASH
from data_loaders.batches.parse.demo_mark import MARK
from data_loaders.export.writing import CellOut, ExportColumn, written
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.templates import printed

DEMO: Final = f"【{MARK}】"
"""What the title of a demo store's ledgers begins with; a production store refuses them."""
MOST_ROWS: Final = 1_000_000
"""Rows on one sheet; further ones go on a sheet of the same name with a number."""
_NUMBER: Final = "序号"
_HEAD_ROWS: Final = 3
_FORMULA_STARTS: Final = ("=", "+", "-", "@")
_FORMATS: Final[Mapping[CellKind, str]] = {
    CellKind.DATE: "yyyy-mm-dd",
    CellKind.MONTH: 'yyyy"年"m"月"',
    CellKind.MONEY: "#,##0.##",
    CellKind.NUMBER: "0.0",
    CellKind.COUNT: "0",
}
_TEXT: Final = "@"
_WIDTHS: Final[Mapping[CellKind, int]] = {
    CellKind.NAME: 32,
    CellKind.TEXT: 24,
    CellKind.CODE: 22,
    CellKind.USCC: 22,
    CellKind.DATE: 12,
}


@dataclass(frozen=True, kw_only=True)
class BookHeading:
    """What stands above the rows: whose ledgers, as of when, and whether they are a demo's."""

    unit: str
    until: date | None
    demo: bool
    whole_city: bool = False

    def title(self, ledger: Ledger) -> str:
        """The first line of a sheet."""
        return f"{DEMO if self.demo else ''}{self.unit}{ledger.label}"

    def line(self) -> str:
        """The second: who reports, as of which day."""
        reporting = "" if self.whole_city else f"填报单位：{self.unit}　"
        return f"{reporting}数据截至：{self.until.isoformat() if self.until else '无数据'}"


class BookWriter:
    """A workbook being written to `path`; rows leave memory as soon as they are written."""

    def __init__(self, path: Path, *, heading: BookHeading) -> None:
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        # A fixed day of making, so that the same rows give the same file.
        self._book.set_properties({"created": heading.until or date(2000, 1, 1)})
        self._heading = heading
        self._title = self._book.add_format({"bold": True, "font_size": 14})
        self._head = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": WASH, "border": 1}
        )
        self._quoted = self._book.add_format({"num_format": _TEXT, "quote_prefix": True})
        self._formats = {
            text: self._book.add_format({"num_format": text})
            for text in {*_FORMATS.values(), _TEXT}
        }

    def add(self, ledger: Ledger, rows: Iterator[Mapping[str, Any]]) -> int:
        """Write a ledger, on as many sheets as it needs but at least one; give its rows."""
        columns = [written(column) for column in printed(ledger)]
        total = 0
        for number in count(1):
            sheet = self._sheet(ledger, number, columns)
            found = self._fill(sheet, islice(rows, MOST_ROWS), columns)
            total += found
            if found < MOST_ROWS:
                break
        return total

    def close(self) -> None:
        """Finish the file."""
        self._book.close()

    def _sheet(self, ledger: Ledger, number: int, columns: Sequence[ExportColumn]) -> Any:
        name = ledger.label if number == 1 else f"{ledger.label}（{number}）"
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, 6)
        for at, one in enumerate(columns, start=1):
            style = self._formats[_FORMATS.get(one.column.kind, _TEXT)]
            sheet.set_column(at, at, _width(one.column), style)
        sheet.freeze_panes(_HEAD_ROWS, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD_ROWS - 1)
        sheet.write_string(0, 0, self._heading.title(ledger), self._title)
        sheet.write_string(1, 0, self._heading.line())
        sheet.write_string(2, 0, _NUMBER, self._head)
        for at, one in enumerate(columns, start=1):
            sheet.write_string(2, at, one.column.label, self._head)
        return sheet

    def _fill(
        self, sheet: Any, rows: Iterator[Mapping[str, Any]], columns: Sequence[ExportColumn]
    ) -> int:
        number = 0
        for number, row in enumerate(rows, start=1):
            line = _HEAD_ROWS + number - 1
            sheet.write_number(line, 0, number)
            for at, one in enumerate(columns, start=1):
                self._write(sheet, line, at, one.write(row), kind=one.column.kind)
        return number

    def _write(self, sheet: Any, line: int, at: int, value: CellOut, *, kind: CellKind) -> None:
        if isinstance(value, str):
            risky = value.startswith(_FORMULA_STARTS)
            sheet.write_string(line, at, value, self._quoted if risky else self._formats[_TEXT])
        elif isinstance(value, date):
            sheet.write_datetime(line, at, value, self._formats[_FORMATS[kind]])
        elif value is not None:
            sheet.write_number(line, at, value, self._formats[_FORMATS.get(kind, _TEXT)])


def _width(column: LedgerColumn) -> int:
    return max(_WIDTHS.get(column.kind, 10), min(2 * len(column.label) + 2, 24))
