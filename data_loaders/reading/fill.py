"""Cells that stand for others: merges over several rows, and 同上."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from data_loaders.files.sheet import CellValue, Row, Span


@dataclass(kw_only=True)
class Filler:
    """Carries the first cell of a vertical merge down to its other rows, a row at a time."""

    waiting: list[Span]
    running: list[tuple[Span, CellValue]] = field(default_factory=list)

    @classmethod
    def over(cls, merges: Sequence[Span], *, after: int, columns: Collection[int]) -> Filler:
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
            self.running.append((span, value))
        if not self.running:
            return row, _NONE
        self.running = [one for one in self.running if one[0].last_row >= number]
        if not row or not self.running:
            return row, _NONE
        cells = list(row)
        for span, value in self.running:
            place = span.first_column - 1
            cells.extend([None] * (place + 1 - len(cells)))
            if cells[place] is None:
                cells[place] = value
        return tuple(cells), frozenset(span.first_column for span, _ in self.running)


_NONE: frozenset[int] = frozenset()
