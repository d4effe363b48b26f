"""What is read of `exam_month`: a number for each body, trade and month of every column watched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dashboard.watch.months import of_days

COLUMNS: Final = (
    "theory_candidates",
    "theory_passes",
    "practical_candidates",
    "practical_passes",
    "out_of_city",
    "origin_unknown",
    "capacity",
)
"""What is read of each row beside its owner and month."""
NOT_REPORTED: Final = -1
"""Stands in a matrix where a row, or its number, is not there; no count is negative."""
_AT_ONCE: Final = 512
"""Owners in a block."""

Counts: TypeAlias = NDArray[np.int32]
Places: TypeAlias = NDArray[np.int64]
Pair: TypeAlias = tuple[float, float | None]
"""Two numbers of a month; the second is None where it is not reported."""


class Owner(NamedTuple):
    """Whose row it is: an institution or exam site, by its kind and key, and one trade of it."""

    kind: str
    body: int
    trade: str


@dataclass(frozen=True, kw_only=True)
class Exams:
    """Matrices of COLUMNS, rows as `owners`, columns months in a row from running month `first`.

    The table has one row for each owner and month, so that nothing is summed and nothing is lost:
    28 bytes hold what a row of the table says.
    """

    owners: tuple[Owner, ...]
    first: int
    blocks: tuple[Counts, ...]
    """Some owners each: by owner, column of COLUMNS and month."""

    def column(self, name: str) -> Counts:
        """The matrix of one of COLUMNS."""
        return np.concatenate([block[:, COLUMNS.index(name), :] for block in self.blocks])

    def rows_of(self, kind: str) -> Places:
        """Row numbers of the owners of a kind, by body and trade."""
        found = [row for row, owner in enumerate(self.owners) if owner.kind == kind]
        return np.array(sorted(found, key=self.owners.__getitem__), dtype=np.int64)

    def pairs(self, row: int, name: str, of: str) -> dict[int, Pair]:
        """One owner's numbers of two columns by running month, where the first is reported."""
        block = self.blocks[row // _AT_ONCE][row % _AT_ONCE]
        both = (block[COLUMNS.index(one)].tolist() for one in (name, of))
        return {
            self.first + at: (value, None if other == NOT_REPORTED else other)
            for at, (value, other) in enumerate(zip(*both, strict=True))
            if value != NOT_REPORTED
        }


def gathered(parts: Iterable[tuple[Owner, Places]], *, first: int, last: int) -> Exams:
    """Put every owner's rows in their places, one owner after another.

    Args:
        parts: Each owner with its rows: day of the month since 1970, and COLUMNS.
        first: Running month of the first column.
        last: Running month of the last column; other months are passed over.
    """
    shape = (_AT_ONCE, len(COLUMNS), max(0, last - first + 1))
    owners: list[Owner] = []
    blocks: list[Counts] = []
    for owner, rows in parts:
        place = len(owners) % _AT_ONCE
        if place == 0:
            blocks.append(np.full(shape, NOT_REPORTED, dtype=np.int32))
        months = of_days(rows[:, 0])
        within = (months >= first) & (months <= last)
        blocks[-1][place, :, months[within] - first] = rows[within, 1:]
        owners.append(owner)
    filled = len(owners) - _AT_ONCE * (len(blocks) - 1)
    newest = blocks[-1][:filled] if blocks else np.empty((0, *shape[1:]), dtype=np.int32)
    return Exams(owners=tuple(owners), first=first, blocks=(*blocks[:-1], newest))
