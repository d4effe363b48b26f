"""What a ledger handed in again does to what the store holds of its unit and period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, kw_only=True)
class OverwrittenCells:
    """A value of the store that a line takes away or puts off, in words; `after` may be empty.

    `before` is restricted where the column is.
    """

    sheet: str
    row: int
    name: str
    column: str
    before: str
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class Resubmission:
    """A unit's rows of one file and ledger that the store knows in part.

    `since` and `until` are the first and last day of the file's rows. `missing` names the first
    of the rows that the store has in that time and the file has not: they stay as they are. They
    are looked for only where the file has no more new rows than known ones, so that a month's own
    rows are not taken for the whole. `nearly` wait for an answer. Deadlines moved to a later day
    are `extended`. `emptied` and `moved` name the first.
    """

    unit: str
    since: date | None
    until: date | None
    rows_added: int = 0
    rows_changed: int = 0
    rows_unchanged: int = 0
    rows_nearly: int = 0
    rows_missing: int = 0
    missing: tuple[str, ...] = ()
    cells_emptied: int = 0
    emptied: tuple[OverwrittenCells, ...] = ()
    deadlines_moved: int = 0
    deadlines_extended: int = 0
    moved: tuple[OverwrittenCells, ...] = ()

    @property
    def rows_known(self) -> int:
        """Rows of the file that the store has, as they are or otherwise, or perhaps."""
        return self.rows_changed + self.rows_unchanged + self.rows_nearly

    @property
    def says_something(self) -> bool:
        """Whether the store has something of it, and not all as it is."""
        new = self.rows_added + self.rows_changed + self.rows_nearly
        return bool(self.rows_known and (new or self.rows_missing))

    def told(self, gate: Callable[[str], str]) -> Resubmission:
        """The same with its words as they come through a gate."""

        def through(found: tuple[OverwrittenCells, ...]) -> tuple[OverwrittenCells, ...]:
            return tuple(replace(one, before=gate(one.before)) for one in found)

        return replace(
            self,
            missing=tuple(map(gate, self.missing)),
            emptied=through(self.emptied),
            moved=through(self.moved),
        )
