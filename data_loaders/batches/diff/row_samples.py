"""Which rows of a file a person is shown: the first few, and those that are unusual."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from data_loaders.files.sheet import CellValue, FormattedCell, Row
from data_loaders.ledgers.declaration import Ledger
from data_loaders.reading.records import Header, Record, plain
from data_loaders.reading.text import is_blank
from data_loaders.reading.totals import QUANTITIES

FIRST: Final = 5
MOST_UNUSUAL: Final = 50
_MOST_ALIKE: Final = 15
"""Unusual rows shown for one and the same reason."""

_MOST_MET: Final = 4096
"""Texts of a column that are remembered, as most cells repeat others."""
_WARNED: Final = "有提醒"
_INHERITED: Final = "承接上一行或合并单元格"
_DERIVED: Final = "有内容由其他列推得"
_CONVERTED: Final = "数字按写法换算或是约数"
_SAID: Final = "说法有转换"


@dataclass(frozen=True, kw_only=True)
class SampleRow:
    """A row to be shown; its record is gone where it was noticed only after reading."""

    record: Record | None
    why: tuple[str, ...] = ()


@dataclass(kw_only=True)
class Samples:
    """The rows of one file and ledger that are shown, by the number of their line.

    `unusual` counts all unusual rows; `noticed` are sheet and row of those warned of after reading.
    """

    ledger: Ledger
    kept: dict[int, SampleRow] = field(default_factory=dict)
    unusual: int = 0
    noticed: dict[tuple[str, int], None] = field(default_factory=dict)
    _met: int = 0
    _alike: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _header: Header | None = None
    _watched: tuple[_Watched, ...] = ()

    def meet(self, line: int, record: Record, *, warned: bool) -> None:
        """A row that is staged."""
        self._met += 1
        if record.header is not self._header:
            self._watch(record.header)
        if warned or not self._is_usual(record):
            self._keep(line, record, self._why(record, warned=warned))
        elif self._met <= FIRST:
            self.kept[line] = SampleRow(record=record)

    def _keep(self, line: int, record: Record, why: tuple[str, ...]) -> None:
        self.unusual += bool(why)
        self._alike[why] += 1
        fits = len(self.kept) < FIRST + MOST_UNUSUAL and self._alike[why] <= _MOST_ALIKE
        if self._met <= FIRST or (why and fits):
            self.kept[line] = SampleRow(record=record, why=why)

    def notice(self, sheet: str, row: int) -> None:
        """A staged row that is warned of once all rows are there."""
        if len(self.noticed) < MOST_UNUSUAL:
            self.noticed[sheet, row] = None
        elif (sheet, row) not in self.noticed:
            self.unusual += 1

    def noticed_line(self, line: int) -> None:
        """The line of a row that was noticed."""
        known = self.kept.get(line)
        if known is None:
            self.unusual += 1
            self.kept[line] = SampleRow(record=None, why=(_WARNED,))
        elif _WARNED not in known.why:
            self.unusual += not known.why
            self.kept[line] = SampleRow(record=known.record, why=(_WARNED, *known.why))

    @property
    def more(self) -> int:
        """Unusual rows beyond those shown."""
        return self.unusual - sum(bool(one.why) for one in self.kept.values())

    def _is_usual(self, record: Record) -> bool:
        """Whether nothing is unusual beyond doubt, which is soon said of most rows."""
        if record.inherited or record.derived:
            return False
        # A generator for every row would cost more than what it asks.
        for one in self._watched:  # noqa: SIM110
            if not one.is_usual(record.raw):
                return False
        return True

    def _why(self, record: Record, *, warned: bool) -> tuple[str, ...]:
        found = [_WARNED] if warned else []
        if record.inherited:
            found.append(_INHERITED)
        if record.derived:
            found.append(_DERIVED)
        found += [one.word for one in self._watched if one.meets(record.raw)]
        return tuple(found)

    def _watch(self, header: Header) -> None:
        """Which cells tell that a row is unusual, under this header."""
        self._header = header
        placed = [
            (column, place - 1)
            for column in self.ledger.columns
            for place in header.positions.get(column.key, ())
        ]
        said = [one for one in placed if one[0].choices]
        counted = [place for column, place in placed if column.kind in QUANTITIES]
        choices = {choice for column, _ in said for choice in column.choices}
        watched = (
            (_SAID, tuple(place for _, place in said), choices),
            (_CONVERTED, tuple(counted), set[str]()),
        )
        self._watched = tuple(
            _Watched(word=word, places=places, usual={None, *usual})
            for word, places, usual in watched
            if places
        )


@dataclass(kw_only=True)
class _Watched:
    """The cells of some columns (positions from 0), and which of them say nothing unusual.

    `usual` grows with what is met, as most cells repeat others.
    """

    word: str
    places: tuple[int, ...]
    usual: set[CellValue]

    def __post_init__(self) -> None:
        self._width = max(self.places) + 1
        # The first place twice, so that it gives a tuple of however few.
        self._cells = itemgetter(self.places[0], *self.places)

    def is_usual(self, raw: Row) -> bool:
        """Whether all of a row's cells have been met before and were not unusual."""
        return len(raw) >= self._width and self.usual.issuperset(self._cells(raw))

    def meets(self, raw: Row) -> bool:
        """Whether one of a row's cells is unusual; the others are usual from now on."""
        new = {raw[place] for place in self.places if place < len(raw)} - self.usual
        unusual = {cell for cell in new if _is_unusual(cell, self.word)}
        if len(self.usual) < _MOST_MET:
            self.usual |= new - unusual
        return bool(unusual)


def _is_unusual(cell: CellValue, word: str) -> bool:
    """Whether a cell says anything but one of the choices or plain digits."""
    if type(cell) is not str:
        return type(cell) is FormattedCell
    if word is _CONVERTED and cell.replace(".", "", 1).isdecimal():
        return False
    return not is_blank(plain(cell))
