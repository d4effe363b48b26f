"""PostgreSQL is told how large a table has become, and only where it has become another one."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, Engine

from dashboard.store.models.places import District
from dashboard.store.sizes import know_growth, know_sizes
from tests.ledger import Ledger

TABLE = District.__table__


@pytest.fixture
def server(empty_engine: Engine) -> Engine:
    if empty_engine.dialect.name != "postgresql":
        pytest.skip("SQLite asks nobody how large a table is")
    return empty_engine


def _believed(connection: Connection) -> float:
    asked = "SELECT reltuples FROM pg_class WHERE relname = %s"
    return float(connection.exec_driver_sql(asked, (TABLE.name,)).scalar_one())


def _believe(connection: Connection, rows: int) -> None:
    said = "UPDATE pg_class SET reltuples = %s WHERE relname = %s"
    connection.exec_driver_sql(said, (rows, TABLE.name))


def test_what_was_filled_is_counted(server: Engine) -> None:
    with server.begin() as connection:
        Ledger(connection).add("district")
        _believe(connection, 0)
        know_sizes(connection, TABLE)  # type: ignore[arg-type]
        assert _believed(connection) == 1


@pytest.mark.parametrize(
    ("believed", "rows", "after"), [(0, 1, 1), (-1, 1, 1), (9, 1, 1), (11, 1, 11), (0, 0, 0)]
)
def test_only_what_has_outgrown_its_size_is_counted_anew(
    server: Engine, believed: int, rows: int, after: int
) -> None:
    with server.begin() as connection:
        Ledger(connection).add("district")
        _believe(connection, believed)
        know_growth(connection, TABLE, rows=rows)  # type: ignore[arg-type]
        assert _believed(connection) == after


def test_sqlite_is_told_nothing(empty_engine: Engine) -> None:
    if empty_engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL is told")
    with empty_engine.connect() as connection:
        know_growth(connection, TABLE, rows=1)  # type: ignore[arg-type]
        assert not connection.in_transaction()
