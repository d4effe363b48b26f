"""What stands once for several rows: section lines, lone names, and cells left empty below one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from data_loaders.files.sheet import CellValue, Row
from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.problems import Decisions, Option, Question, question_key
from data_loaders.reading.kinds import NUMBERING
from data_loaders.reading.records import Header, plain
from data_loaders.reading.reporting import named_in
from data_loaders.reading.text import folded

_CARRIED: Final = frozenset({CellKind.NAME, CellKind.DISTRICT, CellKind.CODE, CellKind.CHOICE})
"""Kinds of cells that may be meant for rows below; words, days and quantities are a row's own."""
_FILL: Final = Option(answer="fill", label="相同，按上面的填")
_LEAVE: Final = Option(answer="leave", label="不填，空着的行不导入")
_NUMBERING: Final = re.compile(rf"{NUMBERING}|\d+[、.]")


@dataclass(kw_only=True)
class Empty:
    """The cells of a column that were left empty and may be filled from above, by row.

    `place` is the number of the column in the file.
    """

    column: LedgerColumn
    place: int
    question: Question
    rows: list[int] = field(default_factory=list)


@dataclass(kw_only=True)
class Carrier:
    """Fills cells that are left empty below a filled one, where a person says that they are alike.

    `columns` are those it may fill, by position from 0; `needed` the positions of all that a row
    cannot be without. A row takes from the row above it, else from a line above that names nothing
    but this; sections and totals part rows.
    """

    place: tuple[str, ...]
    columns: Mapping[int, LedgerColumn]
    needed: Sequence[int]
    decisions: Decisions
    above: Row | None = None
    named: dict[int, tuple[int, str]] = field(default_factory=dict)
    found: dict[int, Empty] = field(default_factory=dict)

    @classmethod
    def over(
        cls, header: Header, *, ledger: Ledger, place: tuple[str, ...], decisions: Decisions
    ) -> Carrier:
        """The carrier of a sheet whose header was found; `place` is its file and name."""
        placed = {
            places[0] - 1: ledger.column(key)
            for key, places in header.positions.items()
            if len(places) == 1
        }
        needed = {place: one for place, one in placed.items() if one.required}
        return cls(
            place=(ledger.key, *place),
            columns={
                place: one
                for place, one in needed.items()
                if one.kind in _CARRIED and not _tells_apart(one, ledger)
            },
            needed=tuple(needed),
            decisions=decisions,
        )

    def carry(self, row: Row, *, number: int) -> tuple[Row, tuple[Empty, ...]]:
        """The row with empty cells filled from above, and the columns that are still asked about.

        A row that has nothing of its own that a row needs stays as it is.
        """
        empty = [place for place in self.needed if not _holds(row, place)]
        own = any(_holds(row, place) for place in self.needed if place not in self.columns)
        fillable = [place for place in empty if place in self.columns] if own else []
        cells = [*row, *[None] * (max(fillable, default=-1) + 1 - len(row))]
        asked = []
        for place in fillable:
            taken, origin = self._above(place)
            if taken is None:
                continue
            one = self._empty(place, number=number, named=origin)
            answer = one.question.answered(self.decisions)
            if answer != _LEAVE.answer:
                cells[place] = taken
                one.rows.append(number)
            if answer is None:
                asked.append(one)
        return tuple(cells), tuple(asked)

    def part(self, *, named: Mapping[int, str] | None = None, number: int = 0) -> None:
        """Rows above a line no longer count for those below; a lone name does, until a total."""
        self.above = None
        if named is None:
            self.named.clear()
        else:
            self.named.update({place: (number, text) for place, text in named.items()})

    def names(self, row: Row, *, below: Row) -> dict[int, str]:
        """What a line that is no row names for the rows below, by position.

        It is a unit wherever it stands, else the text of a column that the next row leaves empty.
        """
        filled = [place for place in range(len(row)) if _holds(row, place)]
        if not filled:
            return {}
        text = _NUMBERING.sub("", folded(plain(row[filled[-1]])), count=1)
        for place, column in self.columns.items():
            if _holds(below, place) or not any(_holds(below, other) for other in self.needed):
                continue
            units = named_in(text) if column.kind is CellKind.DISTRICT else ()
            if len(units) == 1 and text.startswith(units[0]):
                return {place: units[0]}
            if place == filled[-1] and column.kind is CellKind.NAME:
                return {place: text}
        return {}

    def filled(self) -> Iterator[Empty]:
        """The columns of which cells were filled, each once."""
        for one in self.found.values():
            if one.rows and one.question.answered(self.decisions) == _FILL.answer:
                yield one

    def _above(self, place: int) -> tuple[CellValue, tuple[int, str] | None]:
        """What stands above a cell, and the line that names nothing else if it is from there."""
        if self.above is not None and _holds(self.above, place):
            return self.above[place], None
        named = self.named.get(place)
        return (None, None) if named is None else (named[1], named)

    def _empty(self, place: int, *, number: int, named: tuple[int, str] | None) -> Empty:
        if place not in self.found:
            column = self.columns[place]
            like = "上一行" if named is None else f"第{named[0]}行单列的“{named[1]}”"
            self.found[place] = Empty(
                column=column,
                place=place + 1,
                question=Question(
                    key=question_key("fill", *self.place, column.key),
                    text=f"从第{number}行起有“{column.label}”空着的行，与{like}相同吗？",
                    options=(_FILL, _LEAVE),
                    lasting=False,
                ),
            )
        return self.found[place]


def _holds(row: Row, place: int) -> bool:
    """Whether a row has something at a position from 0."""
    return place < len(row) and row[place] not in (None, "", " ")


def _tells_apart(column: LedgerColumn, ledger: Ledger) -> bool:
    """Whether the column by itself, or with the unit, tells the rows of the ledger apart."""
    return any(set(key) - {"district"} == {column.field} for key in ledger.keys)
