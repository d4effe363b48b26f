"""A raw sheet: cells as the file holds them, before anybody says what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class FormattedCell:
    """A value that its cell shows as something else: rounded, scaled, among words, or not at all.

    `text` is what the sheet shows; None where the format is one that we do not follow.
    """

    stored: str | int | float | datetime | date | time | timedelta
    text: str | None

    def __str__(self) -> str:
        return str(self.stored) if self.text is None else self.text


CellValue = str | int | float | bool | datetime | date | time | timedelta | FormattedCell | None
"""One cell; an error such as #N/A is its own text, an empty cell is None."""

Row = tuple[CellValue, ...]


@dataclass(frozen=True, kw_only=True)
class CellRange:
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
    `struck` gives by row the columns of filled cells that are struck through, wholly or in part;
    rows and columns count from 1. `remarks` say in Chinese what was left aside on the way, as
    macros. `delimited` tells that its cells were parted by a sign that may stand in a text as well.
    `height` is the number of its last row, where that is known.
    """

    file: str
    name: str
    lines: Callable[[], Iterator[Row]] = field(repr=False, compare=False)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: Mapping[int, frozenset[int]] = field(default_factory=dict)
    merges: tuple[CellRange, ...] = ()
    uncalculated: tuple[Uncalculated, ...] = ()
    remarks: tuple[str, ...] = ()
    delimited: bool = False
    height: int | None = None

    @property
    def called(self) -> str:
        """What a person calls it: a CSV file has no sheet of a name."""
        return f"工作表“{self.name}”" if self.name else f"文件“{self.file}”"

    def rows(self) -> Iterator[Row]:
        """The rows from row 1 on; trailing empty cells are left out.

        Raises:
            LoadError: the file ends or breaks within a row.
        """
        return self.lines()
