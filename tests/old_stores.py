"""Filled stores of every released schema, made by the migrations and by what they leave behind.

They are made when a test asks, not kept as files: a file would be of one dialect, and a filled
store of the next version would have to be made by hand. Every table gets a row with everything in
it and a row with nothing that may be missing; what the database's own checks refuse is varied until
they accept it. The same version always gives the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from itertools import product
from typing import Any

from alembic import command
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import IntegrityError

from dashboard.store import schema
from dashboard.store.dialects import changing_schema, take_keys
from dashboard.store.engine import make_engine

Rows = Mapping[str, list[dict[str, Any]]]

RELEASED = tuple(schema.versions())
"""Every version that a store may have."""
OLDER = RELEASED[:-1]

_FULL = 1
"""The number of the row that has everything; the others have what must be there."""
_IN = re.compile(r"(\w+) IN \(([^)]*)\)")
_MOST = 50


def fill_at(engine: Engine, version: str, *, dataset: str = "production") -> Rows:
    """Bring an empty store to a version and fill every table of it.

    Returns:
        Its rows by table, as they can be read again with `rows_of`.
    """
    to_version(engine, version)
    with engine.begin() as connection:
        tables = _tables(connection)
        for table in tables:
            rows = _rows_at(version)[table.name]
            if table.name == "store_state":
                rows = [{**row, "dataset": dataset} for row in rows]
            connection.execute(insert(table), rows)
            if "id" in table.columns:
                take_keys(connection, table)
    return rows_of(engine)


def to_version(engine: Engine, version: str) -> None:
    """Bring a store forward or back to a version, with what it holds."""
    with changing_schema(engine) as connection:
        config = schema.alembic_config(connection)
        held = schema.read_version(connection)
        (command.downgrade if held and held > version else command.upgrade)(config, version)


def rows_of(engine: Engine) -> Rows:
    """All rows of all tables, ordered by key."""
    with engine.connect() as connection:
        return {
            table.name: [
                {name: _comparable(value) for name, value in row._mapping.items()}
                for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in _tables(connection)
        }


@cache
def _rows_at(version: str) -> Rows:
    engine = make_engine("sqlite://")
    to_version(engine, version)
    with engine.begin() as connection:
        found = {
            table.name: [
                _accepted(connection, table, number)
                for number in range(1, 1 + _count(connection, table))
            ]
            for table in _tables(connection)
        }
    engine.dispose()
    return found


def _count(connection: Connection, table: Table) -> int:
    """Rows enough for every word, and two at least; of the state there is one."""
    if table.name == "store_state":
        return 1
    words = dict(_choices(_checks(connection, table).values()))
    return max(2, *map(len, words.values()), 0)


def _checks(connection: Connection, table: Table) -> dict[str, str]:
    return {
        str(one["name"]): str(one["sqltext"])
        for one in inspect(connection).get_check_constraints(table.name)
    }


def _accepted(connection: Connection, table: Table, number: int) -> dict[str, Any]:
    """A row that the database accepts, inserted."""
    checks = _checks(connection, table)
    choices = dict(_choices(checks.values()))
    row = {
        column.name: None
        if number != _FULL and column.nullable
        else _value(column, number, choices.get(column.name, []), _referred(table, column))
        for column in table.columns
    }
    for _ in range(_MOST):
        broken = _broken(connection, table, row)
        if broken is None:
            return row
        row = _varied(connection, table, row, broken, checks[broken], choices, number)
    raise AssertionError(f"no row of {table.name} is accepted")


def _broken(connection: Connection, table: Table, row: dict[str, Any]) -> str | None:
    """Insert the row, or say which check refuses it."""
    try:
        with connection.begin_nested():
            connection.execute(insert(table).values(row))
    except IntegrityError as error:
        (name,) = re.findall(r"CHECK constraint failed: (\w+)", str(error.orig))
        return str(name)
    return None


def _varied(
    connection: Connection,
    table: Table,
    row: dict[str, Any],
    broken: str,
    rule: str,
    choices: Mapping[str, list[str]],
    number: int,
) -> dict[str, Any]:
    """The row with other values in the columns of a rule, so that it is kept."""
    named = [one for one in table.columns if re.search(rf"\b{one.name}\b", rule)]
    ways = [
        [
            *(choices.get(one.name) or [_value(one, number, [], _referred(table, one))]),
            *([None] if one.nullable else []),
        ]
        for one in named
    ]
    for values in product(*ways):
        varied = {**row, **{one.name: value for one, value in zip(named, values, strict=True)}}
        with connection.begin_nested() as attempt:
            still = _broken(connection, table, varied)
            attempt.rollback()
        if still != broken:
            return varied
    raise AssertionError(f"nothing satisfies {broken}")


def _value(column: Column[Any], number: int, choices: list[str], reference: int | None) -> Any:
    kind = column.type.as_generic()
    if reference is not None:
        return (number + reference - 1) % 2 + 1
    if choices:
        return choices[(number - 1) % len(choices)]
    made: tuple[tuple[type, Any], ...] = (
        (Boolean, number == _FULL),
        (DateTime, datetime(2024, 6, number, 8, 30, tzinfo=UTC)),
        (Date, date(2024, 6, number)),
        (Integer, number),
        (Numeric, number + 0.5),
        (String, f"{number}{column.name}值"[: getattr(kind, "length", None) or 50]),
    )
    return next(value for of, value in made if isinstance(kind, of))


def _referred(table: Table, column: Column[Any]) -> int | None:
    """Which reference to the same table this is, counted from 0; None: it refers to none."""
    if not column.foreign_keys:
        return None
    (key,) = column.foreign_keys
    alike = [one.name for one in table.columns if one.references(key.column)]
    return alike.index(column.name)


def _choices(rules: Any) -> Iterator[tuple[str, list[str]]]:
    for rule in rules:
        for name, listed in _IN.findall(rule):
            yield name, re.findall(r"'([^']*)'", listed)


def _tables(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name != schema.HISTORY)
    return found.sorted_tables


def _comparable(value: Any) -> Any:
    """Moments without their zone, which SQLite does not keep, and numbers alike."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    return float(value) if type(value).__name__ == "Decimal" else value
