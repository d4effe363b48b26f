"""What reading a sheet gives: every non-empty line is accounted for, as a record or with a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from dashboard.access.restricted import restricted, restricted_message
from data_loaders.files.sheet import FormattedCell, Row
from data_loaders.ledgers.declaration import Ledger
from data_loaders.problems import Level, Problem, Question
from data_loaders.rules.personal import is_personal, masked


@dataclass(frozen=True, kw_only=True)
class Header:
    """Where the header stands and which column of the file is which of the ledger.

    `positions` gives by column key the numbers of the file's columns, from 1; several where a row
    fills one of them. `headings` gives by number the heading as it stands in the file, `scales`
    what a plain number counts under it. `district` is the reporting unit named outside the rows,
    and `district_from` where. `as_of` is the day that the sheet says it is of.
    """

    first_row: int
    last_row: int
    positions: Mapping[str, tuple[int, ...]]
    headings: Mapping[int, str]
    scales: Mapping[int, int] = field(default_factory=dict)
    district: str | None = None
    district_from: str = ""
    as_of: date | None = None

    @cached_property
    def width(self) -> int:
        """The number of the last column with a heading."""
        return max(self.headings, default=0)

    @cached_property
    def personal(self) -> frozenset[int]:
        """Columns of persons that are not read, whose cells must not be repeated anywhere."""
        read = {place for places in self.positions.values() for place in places}
        return frozenset(
            place
            for place, heading in self.headings.items()
            if place not in read and is_personal(heading)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One row that could be read.

    `values` are typed, by column key (or its `field`, or its `qualifier`); a column that the file
    does not have is absent, an empty cell is None. `hidden` are the columns whose cells must not
    be repeated anywhere, as they may name a person. An `inherited` row has cells from the row above
    or a merge, `derived` are its fields filled in from others. A `restricted` row tells what it was
    filled in with to the case role and to who hands it in, but for the ledger's own `words`.
    """

    ledger: str
    file: str
    sheet: str
    row: int
    values: dict[str, Any]
    raw: Row = field(repr=False)
    header: Header = field(repr=False)
    hidden: frozenset[str] = frozenset()
    inherited: bool = False
    derived: frozenset[str] = frozenset()
    restricted: bool = False
    words: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def cells(self) -> dict[str, str]:
        """The row's cells as text by heading."""
        return {heading: self.text(place) for place, heading in self.header.headings.items()}

    def text(self, place: int) -> str:
        """The cell in a column of the file (from 1) as text, unless it must not be repeated."""
        positions = self.header.positions
        hidden = any(place in positions.get(key, ()) for key in self.hidden)
        if hidden or place in self.header.personal:
            return HIDDEN
        return masked(as_text(self.raw, place))

    def problem(
        self,
        *,
        level: Level,
        rule: str,
        message: str,
        column: str = "",
        question: Question | None = None,
    ) -> Problem:
        """A problem of this row, at the cell of column key `column` if the file has it."""
        place = next(iter(self.header.positions.get(column, ())), None)
        cell = "" if place is None else masked(as_text(self.raw, place))[:MOST_VALUE]
        return Problem(
            level=level,
            rule=rule,
            message=self._said(message),
            file=self.file,
            sheet=self.sheet,
            row=self.row,
            column="" if place is None else self.header.headings[place],
            position=place,
            value=HIDDEN if column in self.hidden and cell else self.told(cell),
            question=question and replace(question, text=self._said(question.text)),
        )

    def told(self, cell: str) -> str:
        """A cell's text, restricted where the row is."""
        return restricted(cell, own=True) if self.restricted and cell != HIDDEN else cell

    def _said(self, message: str) -> str:
        """What is said of the row, restricted where it is and quotes it."""
        if not self.restricted:
            return message
        cells = {masked(as_text(self.raw, place)) for place in self.header.headings}
        cells |= {masked(value) for value in self.values.values() if isinstance(value, str)}
        return restricted_message(masked(message), cells=cells, words=self.words)


MOST_VALUE = 300
"""How much of a cell a problem repeats, in characters."""
HIDDEN = "（不保存）"
"""What stands in place of a cell that may name a person."""


class LineKind(StrEnum):
    """What a non-empty line of a sheet was taken for."""

    RECORD = "record"
    """A row: loaded if `record` is there, else its problems say why not."""
    TITLE = "title"
    """A title or 填报单位 line above the header."""
    HEADER = "header"
    """The header, or the same header again."""
    TOTAL = "total"
    """小计 or 合计: checked, not loaded."""
    SECTION = "section"
    """一、机构隐患类, 其中：重大隐患, or a lone unit: told, not loaded."""
    NOTE = "note"
    """A footnote, 填表人 and the like."""
    EMPTY = "empty"
    """Nothing but a 序号."""
    STRUCK = "struck"
    """A row struck through that a person left out."""
    END = "end"
    """No line: what can be said only when all rows are read."""


LINE_KINDS = {
    LineKind.RECORD: "数据行",
    LineKind.TITLE: "标题和填报信息",
    LineKind.HEADER: "表头",
    LineKind.TOTAL: "小计、合计（核对后不导入）",
    LineKind.SECTION: "分节行（列出后不导入）",
    LineKind.NOTE: "附注和落款",
    LineKind.EMPTY: "只有序号的空行",
    LineKind.STRUCK: "整行加了删除线（经确认不导入）",
    LineKind.END: "表末",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetLine:
    """One non-empty line of a sheet.

    `record` is there exactly when the line is a row none of whose problems refuses or asks;
    `unfit` is any other row as far as its cells were read.
    """

    row: int
    kind: LineKind
    record: Record | None = None
    unfit: Record | None = None
    problems: tuple[Problem, ...] = ()


def as_text(raw: Row, position: int) -> str:
    """The cell in column `position` (from 1) as text, as a person would read it."""
    value = raw[position - 1] if position <= len(raw) else None
    return plain(value)


def plain(value: Any) -> str:
    """A cell's value as text: whole numbers without .0, days without midnight, nothing as ''.

    A cell that shows something else than it holds says what it shows.
    """
    if value is None:
        return ""
    if isinstance(value, FormattedCell):
        return plain(value.stored) if value.text is None else value.text
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = str(value)
    return text.removesuffix(" 00:00:00") if not isinstance(value, str) else text


@dataclass(frozen=True, kw_only=True)
class SheetContext:
    """What can be said of a sheet before its rows are read.

    `skipped` says in Chinese why a sheet is left aside on purpose (示例, empty, hidden); then there
    are no lines. `declined` tells that a person said so. `problems` of level REFUSE or ASK close
    the whole sheet.
    """

    ledger: Ledger | None
    header: Header | None = None
    problems: tuple[Problem, ...] = ()
    skipped: str = ""
    declined: bool = False

    @property
    def readable(self) -> bool:
        """Whether rows can be read."""
        closed = any(one.level is not Level.WARN for one in self.problems)
        return self.ledger is not None and self.header is not None and not closed
