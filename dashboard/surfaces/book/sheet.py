"""One sheet, written from top to bottom: titles, lines, tables with heads and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from dashboard import theme, units
from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.cell_value import valued
from dashboard.surfaces.neutral import plain

_WIDEST: Final = 32
_NARROWEST: Final = 9


class Formats:
    """The looks of cells, made once for a workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[str, Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": theme.NAVY})
        self.demo = book.add_format(
            {"bold": True, "font_color": theme.DEMO, "bg_color": theme.DEMO_WASH}
        )
        self.part = book.add_format({"bold": True, "font_size": 12, "font_color": theme.ACCENT})
        self.head = book.add_format(
            {"bold": True, "text_wrap": True, "bottom": 1, "bg_color": theme.WASH, "valign": "top"}
        )
        self.muted = book.add_format({"font_color": theme.MUTED})
        self.text = book.add_format({"valign": "top", "text_wrap": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.link = book.add_format({"font_color": theme.ACCENT, "underline": 1})

    def number(self, unit: str) -> Any:
        """How numbers of a unit look: thousands apart, its own decimals."""
        decimals = units.UNITS[unit].decimals if unit else 0
        pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0.##" if not unit else "#,##0"
        if pattern not in self._numbers:
            self._numbers[pattern] = self._book.add_format({"num_format": pattern})
        return self._numbers[pattern]


class SheetWriter:
    """Writes below what is already there; `line` is the next free line, counted from 0."""

    def __init__(self, sheet: Any, formats: Formats) -> None:
        self.sheet = sheet
        self.line = 0
        self._formats = formats
        self._widths: dict[int, int] = {}

    def say(self, text: str, look: Any = None) -> None:
        """One line of text."""
        self.sheet.write_string(self.line, 0, plain(text), look)
        self.line += 1

    def skip(self) -> None:
        """Leave a line free."""
        self.line += 1

    def table(self, table: Table) -> None:
        """A table with its title, heads with units, and note."""
        self.say(table.title, self._formats.part)
        if not table.rows:
            self.say(table.empty, self._formats.muted)
        else:
            self.heads([column.heading for column in table.columns])
            for row in table.rows:
                self.row(row, table.columns)
        if table.note:
            self.say(f"注：{table.note}", self._formats.muted)
        self.skip()

    def heads(self, heads: Sequence[str]) -> None:
        """A line of heads."""
        for at, head in enumerate(heads):
            self.sheet.write_string(self.line, at, plain(head), self._formats.head)
            self._widen(at, len(head))
        self.line += 1

    def row(self, cells: Sequence[Cell], columns: Sequence[Column]) -> None:
        """One line of cells, each in the unit of its column."""
        for at, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            self._cell(at, valued(cell, column), unit=column.unit)
        self.line += 1

    def end(self) -> None:
        """Widths of the columns, and how the sheet prints."""
        for at, width in self._widths.items():
            self.sheet.set_column(at, at, width)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)

    def _cell(self, at: int, value: Any, *, unit: str) -> None:
        if value is None:
            self.sheet.write_string(self.line, at, units.MISSING, self._formats.text)
        elif isinstance(value, date):
            self.sheet.write_datetime(self.line, at, value, self._formats.day)
            self._widen(at, 8)
        elif isinstance(value, str):
            self.sheet.write_string(self.line, at, plain(value), self._formats.text)
            self._widen(at, len(value))
        else:
            self.sheet.write_number(self.line, at, value, self._formats.number(unit))
            self._widen(at, 6)

    def _widen(self, at: int, letters: int) -> None:
        wanted = min(_WIDEST, max(_NARROWEST, 2 * letters + 2))
        self._widths[at] = max(self._widths.get(at, 0), wanted)
