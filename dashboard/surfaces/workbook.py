"""Tables as files: CSV and XLSX with their origin, and nothing a spreadsheet would execute."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from dashboard import units
from dashboard.clock import dated
from dashboard.sections.answer import Table
from dashboard.sections.cell_value import valued

DEMO = "演示数据，非真实情况"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """What a file says of itself: as of when, of what scope, from which revision, whether demo."""

    as_of: date
    scope: str
    demo: bool
    revision: int
    until: date | None = None
    """The day through which the data are complete; the as-of day may be later."""

    def sentence(self) -> str:
        """One line for head or foot."""
        demo = f"【{DEMO}】" if self.demo else ""
        return (
            f"{demo}{dated(self.as_of, until=self.until)}；范围：{self.scope}；"
            f"数据版本 {self.revision}"
        )


def csv_bytes(table: Table, *, origin: Origin) -> bytes:
    """The table as CSV, UTF-8 with a mark so that Excel and WPS read it; origin in the last row.

    Text that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.heading for column in table.columns])
    for row in table.rows:
        writer.writerow(
            [
                _neutral(valued(cell, column))
                for cell, column in zip(row, table.columns, strict=True)
            ]
        )
    writer.writerow([origin.sentence()])
    return buffer.getvalue().encode("utf-8-sig")


def xlsx_bytes(table: Table, *, origin: Origin) -> bytes:
    """The table as a workbook: title, origin, frozen head, numbers as numbers, text as text."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        # A fixed day of making, so that the same table gives the same bytes.
        book.set_properties({"title": table.title, "created": origin.as_of})
        sheet = book.add_worksheet(sheet_name(table.title))
        bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, origin.sentence())
        for at, column in enumerate(table.columns):
            sheet.write_string(2, at, column.heading, bold)
            sheet.set_column(at, at, _width(table, at))
        for line, row in enumerate(table.rows, start=3):
            for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                write_cell(sheet, line, at, valued(cell, column), day=day)
        sheet.freeze_panes(3, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
    return buffer.getvalue()


def write_cell(sheet: Any, line: int, at: int, value: Any, *, day: Any, plain: Any = None) -> None:
    """Write a value as what it is, text as text; missing is —.

    `day` and `plain` are the formats of dates and of everything else.
    """
    if value is None:
        sheet.write_string(line, at, units.MISSING, plain)
    elif isinstance(value, date):
        sheet.write_datetime(line, at, value, day)
    elif isinstance(value, str):
        sheet.write_string(line, at, value, plain)
    else:
        sheet.write_number(line, at, value, plain)


def _neutral(value: Any) -> Any:
    if value is None:
        return units.MISSING
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def sheet_name(title: str) -> str:
    """A title as the name of a sheet: at most 31 letters, none that a sheet must not have."""
    kept = "".join("_" if letter in "[]:*?/\\'" else letter for letter in title)
    return kept[:31] or "数据"


def _width(table: Table, at: int) -> int:
    longest = max(
        (len(str(valued(row[at], table.columns[at]) or "")) for row in table.rows[:200]),
        default=0,
    )
    return min(48, max(10, 2 * len(table.columns[at].heading), longest + 6))
