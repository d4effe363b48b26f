"""Cells that stand for others: merges over several rows, and 同上."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from data_loaders.files.sheet import CellRange, CellValue, Row


@dataclass(kw_only=True)
class Filler:
    """Carries the first cell of a vertical merge down to its other rows, a row at a time.

    Merges of a column never overlap in a sound file. Where they do, the one that begins last holds,
    so that a row costs as much as it has columns and not as there are merges.
    """

    waiting: list[CellRange]
    running: dict[int, tuple[CellRange, CellValue]] = field(default_factory=dict)

    @classmethod
    def over(cls, merges: Sequence[CellRange], *, after: int, columns: Collection[int]) -> Filler:
        """The filler of the merges that span several rows of `columns` below row `after`."""
        tall = [
            one
            for one in merges
            if one.first_column in columns and after < one.first_row < one.last_row
        ]
        return cls(waiting=sorted(tall, key=lambda one: one.first_row, reverse=True))

    def fill(self, row: Row, *, number: int) -> tuple[Row, frozenset[int]]:
        """The row with merged cells filled in, and the columns (from 1) that a tall merge covers.

        A row that has nothing of its own stays as it is.
        """
        while self.waiting and self.waiting[-1].first_row <= number:
            span = self.waiting.pop()
            place = span.first_column - 1
            value = row[place] if span.first_row == number and place < len(row) else None
            self.running[span.first_column] = (span, value)
        if not self.running:
            return row, _NONE
        self.running = {
            column: one for column, one in self.running.items() if one[0].last_row >= number
        }
        if not row or not self.running:
            return row, _NONE
        cells = list(row)
        for span, value in self.running.values():
            place = span.first_column - 1
            cells.extend([None] * (place + 1 - len(cells)))
            if cells[place] is None:
                cells[place] = value
        return tuple(cells), frozenset(self.running)


def effective(row: Row, *, above: Row | None, repeated: Collection[int]) -> Row:
    """The row as the next one's 同上 reads it: its own 同上 stand for what is above them.

    Args:
        row: The row.
        above: The row above it, itself as effective.
        repeated: Positions (from 0) of cells that said 同上.
    """
    if above is None:
        return row
    return tuple(
        above[place] if place in repeated and place < len(above) else cell
        for place, cell in enumerate(row)
    )


_NONE: frozenset[int] = frozenset()
