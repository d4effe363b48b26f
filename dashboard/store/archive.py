"""The file of a backup: a zip with every table as lines of JSON and a manifest that vouches for it.

It is of no dialect: days and moments are text (moments in UTC), numbers with decimals too, so that
a backup of one kind of database goes into the other. What a table holds at a version is told by
the migrations, not by the database at hand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Boolean, Column, Date, DateTime, MetaData, Numeric, Table
from sqlalchemy.types import NullType, TypeEngine

from dashboard.store.dialects import changing_schema
from dashboard.store.engine import make_engine
from dashboard.store.schema import HISTORY, migrate

FORMAT: Final = "oversight-backup/1"
MANIFEST: Final = "manifest.json"

Watch = Callable[[str, int, int], None]
"""Told what is at hand, and how many rows of how many are done."""
Row = tuple[Any, ...]


class TableNote(BaseModel):
    """What the manifest says of one table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    columns: tuple[str, ...]
    rows: int
    bytes: int
    sha256: str

    @property
    def file(self) -> str:
        """Name of the table's file in the archive."""
        return f"rows/{self.name}.jsonl"


class Manifest(BaseModel):
    """What the manifest says of the backup."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["oversight-backup/1"] = FORMAT
    made_at: datetime
    schema_version: str
    dataset: str | None
    revision: int | None
    tables: tuple[TableNote, ...]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(one.rows for one in self.tables)


@dataclass(frozen=True)
class Shape:
    """One table at a version: its columns as text goes in and out of them."""

    table: Table
    """With columns without a type, so that values come as the driver has them."""
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    _told: tuple[tuple[int, Callable[[Any], Any]], ...]
    _read: tuple[tuple[int, Callable[[Any], Any]], ...]

    def line(self, row: Iterable[Any]) -> bytes:
        """One row as it stands in the file."""
        values = _with(row, self._told)
        return (json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n").encode()

    def row(self, line: bytes) -> Row:
        """The values of a line.

        Raises:
            ValueError: it is no row of this table.
        """
        values = json.loads(line)
        if not isinstance(values, list) or len(values) != len(self.columns):
            raise ValueError(f"{self.table.name} has {len(self.columns)} columns")
        return tuple(_with(values, self._read))


def shapes(version: str) -> tuple[Shape, ...]:
    """Every table at a version in the order in which rows may be inserted."""
    engine = make_engine("sqlite://")
    found = MetaData()
    try:
        with changing_schema(engine) as connection:
            migrate(connection, to=version)
            found.reflect(connection, only=lambda name, _: name != HISTORY)
    finally:
        engine.dispose()
    return tuple(_shape(table) for table in found.sorted_tables)


def _shape(table: Table) -> Shape:
    kinds = [column.type.as_generic() for column in table.columns]
    return Shape(
        table=Table(
            table.name, MetaData(), *(Column(one.name, NullType()) for one in table.columns)
        ),
        columns=tuple(table.columns.keys()),
        keys=tuple(table.primary_key.columns.keys()),
        _told=tuple(_each(kinds, _TOLD)),
        _read=tuple(_each(kinds, _READ)),
    )


def _with(row: Iterable[Any], changes: Iterable[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for place, change in changes:
        if values[place] is not None:
            values[place] = change(values[place])
    return values


def _each(
    kinds: Iterable[TypeEngine[Any]], ways: Iterable[tuple[type, Callable[[Any], Any]]]
) -> Iterator[tuple[int, Callable[[Any], Any]]]:
    for place, kind in enumerate(kinds):
        for of, way in ways:
            if isinstance(kind, of):
                yield place, way


def _told_moment(value: datetime | str) -> str:
    """SQLite has text, in UTC and without a zone."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


_TOLD: Final = (
    (Boolean, bool),
    (Date, str),
    (DateTime, _told_moment),
    (Numeric, str),
)
_READ: Final = (
    (Boolean, bool),
    (Date, date.fromisoformat),
    (DateTime, datetime.fromisoformat),
    (Numeric, Decimal),
)
