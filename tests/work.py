"""How much work something is, counted in steps and not in seconds, so that a square shows.

Python is counted by its calls, SQLite by the instructions of its machine, PostgreSQL by the rows
that the nodes of its plans looked at. The numbers mean nothing by themselves: a test compares
those of a thing with those of another twice its size.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from sqlalchemy import Connection, Engine, event

_STRIDE = 100
"""Instructions of SQLite between two of its calls to us."""
_PLANNED = ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")


@dataclass(kw_only=True)
class Work:
    """Steps done so far, in Python and in the database."""

    calls: int = 0
    database: int = 0


@contextmanager
def calls_counted() -> Iterator[Work]:
    """Count the calls of functions, Python's own and those written in C."""
    work = Work()

    def note(_frame: FrameType, kind: str, _what: object) -> None:
        work.calls += kind in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield work
    finally:
        sys.setprofile(before)


@contextmanager
def work_counted(engine: Engine) -> Iterator[Work]:
    """Count the calls of functions and the steps of the database behind `engine`."""
    steps = _sqlite if engine.dialect.name == "sqlite" else _postgresql
    with calls_counted() as work, steps(engine, work):
        yield work


@contextmanager
def _sqlite(engine: Engine, work: Work) -> Iterator[None]:
    def tick() -> int:
        work.database += _STRIDE
        return 0

    def watch(connection: Connection) -> None:
        raw: Any = connection.connection.driver_connection
        raw.set_progress_handler(tick, _STRIDE)

    with _listening(engine, "engine_connect", watch):
        yield
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        raw.set_progress_handler(None, 0)


@contextmanager
def _postgresql(engine: Engine, work: Work) -> Iterator[None]:
    """Each statement is run twice: first for the rows its plan looked at, and taken back."""

    def explain(*told: Any) -> None:
        connection, _, statement, parameters, _, several = told
        if several or not statement.lstrip().upper().startswith(_PLANNED):
            return
        with connection.connection.driver_connection.cursor() as cursor:
            cursor.execute("SAVEPOINT counted")
            cursor.execute(
                f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", parameters or None
            )
            ((plans,),) = cursor.fetchall()
            work.database += sum(_looked_at(one["Plan"]) for one in plans)
            cursor.execute("ROLLBACK TO SAVEPOINT counted")

    with _listening(engine, "before_cursor_execute", explain):
        yield


def _looked_at(plan: dict[str, Any]) -> int:
    """Rows that a node of a plan and those below it gave or threw away."""
    rows = sum(value for key, value in plan.items() if key == "Actual Rows" or "Removed" in key)
    below = sum(_looked_at(one) for one in plan.get("Plans", ()))
    return int(rows * plan["Actual Loops"]) + below


@contextmanager
def _listening(engine: Engine, name: str, heard: Callable[..., None]) -> Iterator[None]:
    event.listen(engine, name, heard)
    try:
        yield
    finally:
        event.remove(engine, name, heard)
