"""SQL that dialects spell differently: the one module that names them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer
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
