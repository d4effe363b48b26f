"""Rows that many lines of a ledger name: rounds of review, campaigns, orders to mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data_loaders.batches.resolve.lookups import StoredSharedRow


@dataclass(kw_only=True)
class SharedRow:
    """A row by its name: what the store holds, what the lines say, and which said it first."""

    table: str
    name: str
    id: int
    stored: Mapping[str, Any] | None
    line: int
    said: dict[str, tuple[Any, str]] = field(default_factory=dict)
    latest: date | None = None

    def value(self, column: str) -> Any:
        """What holds of the column after the load."""
        if column in self.said:
            return self.said[column][0]
        return None if self.stored is None else self.stored[column]


class SharedRows:
    """Shared rows by table and name; new ones get their keys at once."""

    def __init__(
        self, *, named: Mapping[str, Mapping[str, StoredSharedRow]], next_ids: Mapping[str, int]
    ) -> None:
        self._named = named
        self._next = dict(next_ids)
        self._rows: dict[tuple[str, str], SharedRow] = {}

    def get(self, table: str, name: str, *, line: int) -> SharedRow:
        """The row of that name; a new one if the store has none."""
        row = self._rows.get((table, name))
        if row is None:
            known = self._named[table].get(name)
            key = known.id if known else self._next[table]
            if known is None:
                self._next[table] += 1
            row = SharedRow(
                table=table,
                name=name,
                id=key,
                stored=known.values if known else None,
                line=line,
            )
            self._rows[table, name] = row
        return row

    def rows(self, table: str) -> Iterator[SharedRow]:
        """The rows of a table that lines have named."""
        return (row for row in self._rows.values() if row.table == table)


def differing(
    row: SharedRow, given: Mapping[str, Any], *, where: str, firm: frozenset[str] = frozenset()
) -> tuple[str, str] | None:
    """Let a line say what it knows of the row; the column it contradicts and who said otherwise.

    An empty cell says nothing, but in the columns of `firm` nothing is an answer too.
    """
    for column, value in given.items():
        if value is None and column not in firm:
            continue
        told = row.said.setdefault(column, (value, where))
        if told[0] != value:
            return column, told[1]
    return None
