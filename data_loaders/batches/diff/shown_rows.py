"""Rows as a person sees them before they are written: what the sheet says beside what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class ShownCell:
    """One column of a row: the cell as the sheet shows it, and what will be stored of it."""

    column: str
    raw: str
    stored: str


@dataclass(frozen=True, kw_only=True)
class ShownRow:
    """One row as it will stand.

    `becomes` says in Chinese what loading does with it, `why` what is unusual about it, if
    anything. `left` are headings with cells that no column takes.
    """

    sheet: str
    row: int
    becomes: str
    why: tuple[str, ...]
    cells: tuple[ShownCell, ...]
    left: tuple[tuple[str, str], ...] = ()

    def told(self, tell: Callable[[str], str]) -> ShownRow:
        """The row with every text passed through a gate."""
        return replace(
            self,
            cells=tuple(
                replace(one, raw=tell(one.raw), stored=tell(one.stored)) for one in self.cells
            ),
            left=tuple((heading, tell(cell)) for heading, cell in self.left),
        )


@dataclass(frozen=True, kw_only=True)
class ColumnSum:
    """A column added up, in words: what is new, and the rows that change before and after."""

    column: str
    added: str
    before: str
    after: str

    def told(self, tell: Callable[[str], str]) -> ColumnSum:
        """The sum with every text passed through a gate."""
        return replace(
            self, added=tell(self.added), before=tell(self.before), after=tell(self.after)
        )
