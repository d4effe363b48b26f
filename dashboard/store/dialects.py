"""SQL that dialects spell differently: the one module that names them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Integer
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
