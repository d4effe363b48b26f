"""Staging: a load's rows in a temporary table of the database, beside the table they are for.

Rows go in as they are read, so that memory does not grow with the file; matching, comparing and
writing are then a few statements over whole tables. Nobody else sees the table, and it is gone
with the transaction.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Integer, MetaData, SmallInteger, String, Table, Text
from sqlalchemy.schema import DropTable

from dashboard.store.dialects import insert_rows
from dashboard.store.sizes import know_sizes
from data_loaders.batches.resolve.row_values import RowValues, Side
from data_loaders.batches.stage.target_tables import Target

NEW: Final = "new"
CHANGED: Final = "changed"
TOUCHED: Final = "touched"
"""The row itself stays as it is, but one that hangs on it changes."""
GONE: Final = "gone"
"""A side that the line tells to be nothing."""
REFUSED: Final = "refused"
REPEATED: Final = "repeated"
"""The same content as an earlier line of the load."""
_CHUNK: Final = 5_000
_FRAME: Final = ("line", "part", "layout", "origin_sheet", "origin_row", "aside", "is_empty", "id")


class LinePlace(NamedTuple):
    """Where a line stands: its number within the load, its part, its sheet and row."""

    line: int
    part: int
    sheet: str
    row: int


class StagingTable:
    """Rows on their way to one table.

    `table.c.state` is null until rows are judged, and stays so for rows the store has already.
    `layouts` gives by number the columns that a row's file does not tell.
    """

    def __init__(self, connection: Connection, target: Target) -> None:
        self.target = target
        self.layouts: dict[int, tuple[str, ...]] = {}
        self._numbers: dict[frozenset[str], int] = {}
        self._names = (*target.columns, *(one.name for one in target.lookups))
        self._rows: list[list[Any]] = []
        self._connection = connection
        self.count = 0
        self.table = _table(target)
        self.drop()
        self.table.create(connection, checkfirst=False)

    def add(self, draft: RowValues, place: LinePlace) -> None:
        """Stage a line's own row."""
        aside = None
        if draft.sides:
            aside = repr([(one.table, one.kind, one.values) for one in draft.sides])
        self._add([*_framed(place), aside, 0, draft.id], draft.values)

    def hang(self, side: Side, place: LinePlace) -> None:
        """Stage a row that hangs on the line."""
        values = side.values | ({"kind": side.kind} if side.kind else {})
        self._add([*_framed(place), None, int(side.empty), None], values)

    def share(self, values: dict[str, Any], place: LinePlace, *, key: int) -> None:
        """Stage a row that lines name, by its key."""
        self._add([*_framed(place), None, 0, key], values)

    def seal(self) -> None:
        """All rows are in."""
        self._flush()
        if self.count:
            know_sizes(self._connection, self.table)

    def drop(self) -> None:
        """Remove the table, if it is there."""
        self._connection.execute(DropTable(self.table, if_exists=True))

    def _add(self, frame: list[Any], values: dict[str, Any]) -> None:
        frame[2] = self._layout(values)
        self._rows.append([*frame, *map(values.get, self._names)])
        self.count += 1
        if len(self._rows) >= _CHUNK:
            self._flush()

    def _layout(self, values: dict[str, Any]) -> int:
        told = frozenset(values)
        number = self._numbers.get(told)
        if number is None:
            number = self._numbers[told] = len(self._numbers)
            self.layouts[number] = tuple(name for name in self.target.columns if name not in told)
        return number

    def _flush(self) -> None:
        if self._rows:
            insert_rows(self._connection, self.table, (*_FRAME, *self._names), self._rows)
            self._rows = []


def _framed(place: LinePlace) -> tuple[Any, ...]:
    return (place.line, place.part, None, place.sheet, place.row)


_MADE: Final[dict[str, Table]] = {}


def _table(target: Target) -> Table:
    """The staging table of a target: one object for all loads, so that SQL is compiled once."""
    name = f"load_{target.table.name}"
    if name not in _MADE:
        _MADE[name] = Table(
            name,
            MetaData(),
            # Rows of sides share the line of their owner.
            Column("line", Integer, primary_key=not target.owner, autoincrement=False),
            Column("part", Integer),
            Column("layout", SmallInteger),
            Column("state", String(8)),
            Column("fault", String(40)),
            Column("first_line", Integer),
            Column("origin_sheet", String(100)),
            Column("origin_row", Integer),
            Column("aside", Text),
            Column("is_empty", SmallInteger),
            # The store is asked row by row whether a staged one takes its place.
            Column("id", Integer, index=True),
            *(Column(one.name, one.type) for one in target.table.c if one.name in target.columns),
            *(Column(one.name, one.type) for one in target.lookups),
            prefixes=["TEMPORARY"],
        )
    return _MADE[name]
