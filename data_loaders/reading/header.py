"""Finding the header wherever it stands: one to three rows, merged or not, under titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Final

from data_loaders.files.sheet import CellRange, Row, Sheet
from data_loaders.ledgers.declaration import Ledger
from data_loaders.reading.columns import Meaning, is_ignored, is_known, is_unit, meaning
from data_loaders.reading.records import plain
from data_loaders.reading.text import unwrapped

MOST_ROWS: Final = 30
"""A header stands within the first so many rows."""
_MOST_DEPTH: Final = 3
MOST_COLUMNS: Final = 200


@dataclass(frozen=True, kw_only=True)
class Top:
    """The first rows of a sheet, cut to a width and read once."""

    rows: tuple[Row, ...]
    texts: tuple[tuple[str, ...], ...]

    @cached_property
    def known(self) -> tuple[int, ...]:
        """Numbers of the rows that name columns of some ledger: two or more, or at least one."""
        counts = [sum(map(is_known, {text for text in row if text})) for row in self.texts]
        least = 2 if max(counts, default=0) > 1 else 1
        return tuple(number for number, count in enumerate(counts, 1) if count >= least)

    @cached_property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """First and last rows of what may be a header: one to three rows, one of them known.

        Where no single text is known, any rows may be.
        """
        count = len(self.texts)
        every = [
            (first, last)
            for first in range(1, count + 1)
            for last in range(first, min(first + _MOST_DEPTH, count + 1))
        ]
        near = [
            (first, last)
            for first, last in every
            if any(first <= number <= last for number in self.known)
        ]
        return tuple(near or every)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in them."""
        return not any(any(row) for row in self.texts)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Rows that may be the header of a ledger, with the headings over each column."""

    ledger: Ledger
    first_row: int
    last_row: int
    levels: tuple[tuple[str, ...], ...]

    @cached_property
    def meanings(self) -> dict[int, Meaning]:
        """What each heading may mean, by the number of its column."""
        found = {
            place: meaning(levels, ledger=self.ledger)
            for place, levels in enumerate(self.levels, 1)
            if any(levels)
        }
        return {place: one for place, one in found.items() if one.columns}

    @cached_property
    def keys(self) -> frozenset[str]:
        """Columns that some heading means, beyond doubt or not."""
        return frozenset(one.key for found in self.meanings.values() for one in found.columns)

    @property
    def missing(self) -> frozenset[str]:
        """Required columns that no heading means."""
        return frozenset(one.key for one in self.ledger.columns if one.required) - self.keys

    @property
    def headings(self) -> dict[int, str]:
        """The headings as they stand, by the number of the column."""
        shown = {
            place: " ".join(dict.fromkeys(filter(None, levels)))
            for place, levels in enumerate(self.levels, 1)
        }
        return {place: text for place, text in shown.items() if text}

    @property
    def rank(self) -> tuple[int, bool, int, int, int]:
        """How well it fits: more columns, then with its line of units, fewer rows, higher up."""
        depth = self.last_row - self.first_row
        return len(self.meanings), self._has_units, len(self.keys), -depth, -self.first_row

    @property
    def _has_units(self) -> bool:
        """Whether its last line says nothing but units."""
        last = {levels[-1] for levels in self.levels if levels[-1] not in levels[:-1]} - {""}
        return self.last_row > self.first_row and bool(last) and all(map(is_unit, last))

    def fits(self, *, district_told: bool) -> bool:
        """Whether every required column is there, the unit's perhaps in a title."""
        told = {"district"} if district_told else set()
        return not self.missing - told


def read_top(sheet: Sheet) -> Top:
    """The first rows of a sheet, with merged headings spread over what they span.

    Raises:
        LoadError: the file cannot be read on.
    """
    rows = tuple(row[:MOST_COLUMNS] for row in islice(sheet.rows(), MOST_ROWS))
    width = max((len(row) for row in rows), default=0)
    texts = [
        [_heading(row[place]) if place < len(row) else "" for place in range(width)] for row in rows
    ]
    for span in sheet.merges:
        if span.first_row <= len(texts) and span.first_column <= width:
            text = texts[span.first_row - 1][span.first_column - 1]
            for row in texts[span.first_row - 1 : span.last_row]:
                last = min(span.last_column, width)
                row[span.first_column - 1 : last] = [text] * (last - span.first_column + 1)
    return Top(rows=rows, texts=tuple(tuple(row) for row in texts))


def best(top: Top, *, ledger: Ledger, merges: Sequence[CellRange]) -> Candidate | None:
    """The rows that most look like the ledger's header; None where fewer than two columns match.

    Where the file itself does not say by `merges` which headings span which columns, a group's
    heading is taken to reach to the next one.
    """
    merged = bool(merges)
    found = [
        Candidate(ledger=ledger, first_row=first, last_row=last, levels=levels)
        for first, last in top.stretches
        if (levels := _levels(top.texts[first - 1 : last], merged=merged)) is not None
    ]
    fitting = [one for one in found if len(one.keys) >= 2 and _mostly_known(one)]
    chosen = max(fitting, key=lambda one: one.rank, default=None)
    return None if chosen is None else _reaching_up(chosen, top=top, merges=merges)


def at_row(row: int, top: Top, *, ledger: Ledger, merges: Sequence[CellRange]) -> Candidate:
    """The header that a person, or its looks, says stands in a row, with all its merges reach."""
    reached = [one for one in merges if one.first_row <= row <= one.last_row <= row + _MOST_DEPTH]
    last = min(max((one.last_row for one in reached), default=row), len(top.texts))
    levels = tuple(zip(*top.texts[row - 1 : last], strict=True))
    found = Candidate(ledger=ledger, first_row=row, last_row=last, levels=levels)
    return _reaching_up(found, top=top, merges=merges)


def _reaching_up(one: Candidate, *, top: Top, merges: Sequence[CellRange]) -> Candidate:
    """The header with the rows above that some of its headings are merged from.

    What stands there over the other columns, as 实操 over 座位数, belongs to their headings.
    """
    first = min(
        (span.first_row for span in merges if span.first_row < one.first_row <= span.last_row),
        default=one.first_row,
    )
    if first == one.first_row:
        return one
    levels = _levels(top.texts[first - 1 : one.last_row], merged=True)
    return replace(one, first_row=first, levels=levels or one.levels)


def _levels(rows: Sequence[Sequence[str]], *, merged: bool) -> tuple[tuple[str, ...], ...] | None:
    """The headings over each column, from the top; None where a row of them is empty."""
    if not all(any(row) for row in rows):
        return None
    spread = [list(row) for row in rows]
    if not merged:
        for upper, lower in zip(spread, spread[1:], strict=False):
            for place in range(1, len(upper)):
                if not upper[place] and lower[place] and upper[place - 1]:
                    upper[place] = upper[place - 1]
    return tuple(zip(*spread, strict=True))


def _mostly_known(one: Candidate) -> bool:
    """A row of data may name a column or two by chance; a header names all it needs, or most."""
    if one.fits(district_told=True):
        return True
    headed = [
        place for place, levels in enumerate(one.levels, 1) if any(levels) and not _ignored(levels)
    ]
    return len(one.meanings) * 2 >= len(headed)


def _ignored(levels: Sequence[str]) -> bool:
    return all(is_ignored(level) for level in levels if level)


def _heading(cell: object) -> str:
    """A heading's text on one line; long text is none."""
    text = " ".join(unwrapped(plain(cell)).split())
    return text if len(text) <= 60 else text[:60]
