"""Rows of one table as columns, written through the store's bulk path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dashboard.store.dialects import insert_rows, take_keys
from dashboard.store.models import Base
from dashboard.store.models.operation import LEDGERS

Columns = Mapping[str, Sequence[Any]]
"""The columns of many rows, by name."""


def only_where(told: NDArray[Any], values: NDArray[Any]) -> list[Any]:
    """The values, but None where they are not told."""
    found = values.astype(object)
    found[~told] = None
    kept: list[Any] = found.tolist()
    return kept


class Writer:
    """Writes into one table, giving keys in order."""

    def __init__(self, session: Session, name: str, *, ledger: str, batch: int) -> None:
        self._session = session
        self._table = Base.metadata.tables[name]
        self._origin = (batch, LEDGERS[ledger])
        self.next_id: int = (session.scalar(select(func.max(self._table.c.id))) or 0) + 1
        self._first = self.next_id

    @property
    def written(self) -> int:
        """How many rows were written."""
        return self.next_id - self._first

    def write(self, columns: Columns) -> None:
        """Write rows, the first under `next_id`."""
        count = len(next(iter(columns.values())))
        ids = range(self.next_id, self.next_id + count)
        batch, sheet = self._origin
        names = ["id", "batch_id", "source_sheet", "source_row", *columns]
        given = (ids, [batch] * count, [sheet] * count, ids, *columns.values())
        rows = zip(*given, strict=True)
        insert_rows(self._session.connection(), self._table, names, rows)
        self.next_id += count

    def close(self) -> None:
        """Let the database's own counter go on behind our keys."""
        take_keys(self._session.connection(), self._table)
