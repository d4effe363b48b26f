"""SQL that dialects spell differently: the one module that names them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Table,
    func,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction


class days_between(GenericFunction[int]):
    """Whole days from the first day to the second, negative if the second is earlier.

    `days_between(lead_on, confirmed_on)`; null if either is. Both must be dates.
    """

    type = Integer()
    inherit_cache = True


@compiles(days_between)
def _subtracted(element: ColumnElement[Any], compiler: SQLCompiler, **options: Any) -> str:
    """PostgreSQL and its kin: the difference of two dates is a number of days."""
    earlier, later = _operands(element, compiler, **options)
    return f"({later} - {earlier})"


@compiles(days_between, "sqlite")
def _julian(element: ColumnElement[Any], compiler: SQLCompiler, **options: Any) -> str:
    """SQLite holds dates as text, which julianday turns into numbers of days."""
    earlier, later = _operands(element, compiler, **options)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


def _operands(element: Any, compiler: SQLCompiler, **options: Any) -> tuple[str, str]:
    earlier, later = element.clauses
    return compiler.process(earlier, **options), compiler.process(later, **options)


@contextmanager
def changing_schema(engine: Engine) -> Iterator[Connection]:
    """One transaction that may change tables: all of it is committed at the end, or nothing.

    SQLite changes a table by building it anew, which its references must not notice: they are
    switched off, and checked before the commit. The block must not commit.

    Raises:
        IntegrityError: a reference leads nowhere.
    """
    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Python's driver begins no transaction for changes of tables, so we do.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        take_time(connection)
        try:
            yield connection
            if sqlite:
                _check_references(connection)
            connection.commit()
        finally:
            connection.rollback()
            if sqlite:
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise IntegrityError(
            "PRAGMA foreign_key_check", None, ValueError(f"{broken[0]} refers to {broken[2]}")
        )


def insert_rows(
    connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows of plain values the fastest way the database has, as they come.

    Args:
        connection: Inside a transaction.
        table: Where to; columns not named keep their default in the database.
        names: The columns, in the order of each row's values.
        rows: Text, numbers, dates, booleans and None; read once, never held whole.
    """
    cursor = connection.connection.cursor()
    quote = connection.dialect.identifier_preparer.quote
    target = f"{quote(table.name)} ({', '.join(quote(name) for name in names)})"
    if connection.dialect.name == "postgresql":
        with cursor.copy(f"COPY {target} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        marks = ", ".join("?" for _ in names)
        statement = f"INSERT INTO {target} VALUES ({marks})"  # noqa: S608
        cursor.executemany(statement, map(_as_text, rows))  # type: ignore[arg-type]
    cursor.close()


def _as_text(row: Sequence[Any]) -> list[Any]:
    """SQLite has no dates, zones or decimals; the product's are as SQLAlchemy writes them."""
    return [one if type(one) in _PLAIN_TYPES else _plain(one) for one in row]


_PLAIN_TYPES: Final = frozenset({int, str, float, bool, type(None)})


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if not isinstance(value, date):
        return value
    if not isinstance(value, datetime):
        return value.isoformat()
    utc = value.astimezone(UTC) if value.tzinfo else value
    return utc.replace(tzinfo=None).isoformat(" ", "microseconds")


def begin_reading(connection: Connection, *, long: bool) -> None:
    """Begin a transaction that sees one state of the store; a `long` one has time to read files."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    else:
        connection.exec_driver_sql("BEGIN")
    if long:
        take_time(connection)


_LIMITS = (
    "SELECT set_config(s.name, v.value, %s) FROM pg_settings s JOIN (VALUES "
    "('statement_timeout', %s), ('lock_timeout', %s), ('lockwait_timeout', %s), "
    "('idle_in_transaction_session_timeout', %s), ('jit', 'off')) AS v(name, value) "
    "ON s.name = v.name"
)
"""Sets what the server knows: PostgreSQL and KingbaseES know one name for locks, openGauss another.

Its arguments are whether for this transaction alone, and times in ms; 0 is no limit. Compiling is
off: a page's statement asks many questions of the same rows, and PostgreSQL would compile a
thousand small functions for longer than it reads.
"""
_IDLE_SECONDS = 300
_LONG_IDLE_SECONDS = 3_600
"""How long a transaction may stand with nothing asked: a page's, and one that reads files."""
_LONG_LOCK_SECONDS = 60
"""How long a load waits for another, as on SQLite."""
_STOP_SECONDS = 5
"""How long PostgreSQL may take to hear that a statement is to be stopped."""


def set_limits(cursor: Any, *, read_seconds: int, lock_seconds: int) -> None:
    """Give a new connection to PostgreSQL the limits of a reader; to be committed."""
    lock = str(lock_seconds * 1000)
    cursor.execute(
        _LIMITS, (False, str(read_seconds * 1000), lock, lock, str(_IDLE_SECONDS * 1000))
    )


def take_time(connection: Connection) -> None:
    """Let this transaction take as long as it needs, as loads, backups and upgrades do."""
    if connection.dialect.name == "postgresql":
        lock = str(_LONG_LOCK_SECONDS * 1000)
        connection.exec_driver_sql(_LIMITS, (True, "0", lock, lock, str(_LONG_IDLE_SECONDS * 1000)))


def stop_statement(connection: Connection) -> None:
    """Make the statement fail that another thread is running on the connection, if one does.

    One that cannot be stopped, as when the server takes no more connections, runs to its end.
    """
    driver: Any = connection.connection.driver_connection
    with suppress(connection.dialect.loaded_dbapi.Error):
        if connection.dialect.name == "postgresql":
            driver.cancel_safe(timeout=_STOP_SECONDS)
        else:
            driver.interrupt()


def keep_writers_out(connection: Connection, names: Iterable[str]) -> None:
    """Let nobody else write to the tables until this transaction ends; readers go on.

    SQLite has let nobody since the transaction began.
    """
    if connection.dialect.name == "postgresql" and (quoted := sorted(names)):
        quote = connection.dialect.identifier_preparer.quote
        joined = ", ".join(quote(name) for name in quoted)
        connection.exec_driver_sql(f"LOCK TABLE {joined} IN SHARE ROW EXCLUSIVE MODE")


def take_keys(connection: Connection, table: Table) -> None:
    """Let the database's own counter of keys go on behind the keys we gave ourselves."""
    if connection.dialect.name == "postgresql":
        newest = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
        counter = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(counter, newest, False)))


def refuse_updates(table: str, *, dialect: str) -> tuple[str, ...]:
    """Statements that make the database itself refuse to change a row of `table`.

    Deleting a row stays possible, so that a whole store can be emptied.
    """
    said = f"rows of {table} are never changed"
    if dialect == "sqlite":
        return (
            f"CREATE TRIGGER {table}_unchanging BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END",
        )
    return (
        f"CREATE FUNCTION {table}_unchanging() RETURNS trigger AS "
        f"$$ BEGIN RAISE EXCEPTION '{said}'; END; $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {table}_unchanging BEFORE UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE PROCEDURE {table}_unchanging()",
    )


def accept_updates(table: str, *, dialect: str) -> tuple[str, ...]:
    """Statements that undo `refuse_updates`."""
    if dialect == "sqlite":
        return (f"DROP TRIGGER {table}_unchanging",)
    return (
        f"DROP TRIGGER {table}_unchanging ON {table}",
        f"DROP FUNCTION {table}_unchanging()",
    )
