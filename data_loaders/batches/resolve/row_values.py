"""What a line becomes: values of its own row, and of the rows that hang on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """A row that belongs to the line's own, as the penalty of a case.

    `kind` tells several of a table apart. A side that is `empty` was told to be nothing: what the
    store holds of it goes.
    """

    table: str
    values: dict[str, Any]
    kind: str = ""
    empty: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RowValues:
    """Values by column of the line's table; a column that the file does not tell is absent.

    `id` is the row's key where it is known already. `values` may hold lookups too: the numbers of
    rows that the line refers to, resolved when all lines are there.
    """

    values: dict[str, Any]
    sides: tuple[Side, ...] = ()
    id: int | None = None
