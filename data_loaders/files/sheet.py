"""A raw sheet: cells as the file holds them, before anybody says what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

CellValue = str | int | float | bool | datetime | date | time | timedelta | None
"""One cell; an error such as #N/A is its own text, an empty cell is None."""

Row = tuple[CellValue, ...]


@dataclass(frozen=True, kw_only=True)
class Span:
    """A rectangle of cells, counted from 1, both ends inside."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True, kw_only=True)
class Uncalculated:
    """A cell whose formula was saved without its value, counted from 1."""

    row: int
    column: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of a workbook, or a CSV file as its only sheet.

    `lines` gives the rows from the top, row 1 first, blank rows as empty tuples so that the n-th
    row is row n of the file; it can be called again and, for CSV, holds one row at a time.
    `remarks` say in Chinese what was left aside on the way, as macros.
    """

    file: str
    name: str
    lines: Callable[[], Iterator[Row]] = field(repr=False, compare=False)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merges: tuple[Span, ...] = ()
    uncalculated: tuple[Uncalculated, ...] = ()
    remarks: tuple[str, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows from row 1 on; trailing empty cells are left out.

        Raises:
            LoadError: the file ends or breaks within a row.
        """
        return self.lines()
