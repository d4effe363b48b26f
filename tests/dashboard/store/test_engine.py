"""Opening a store: what is set on the connection, and errors that a reader understands."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError

from dashboard.errors import (
    StoreBusyError,
    StoreError,
    StoreNotMigratedError,
    StoreUnreachableError,
)
from dashboard.store.engine import make_engine, reachable, reading
from dashboard.store.models.places import District
from tests.ledger import Ledger

SECRET = "Geheim%2F1"


def _fails(url: str) -> StoreError:
    engine = make_engine(url)
    try:
        with pytest.raises(StoreError) as caught, reading(engine) as session:
            session.execute(text("SELECT 1"))
    finally:
        engine.dispose()
    return caught.value


def test_sqlite_keeps_foreign_keys_and_writes_ahead(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new folder' / 'store.db'}")
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
    engine.dispose()


def test_a_bare_postgresql_url_is_served_by_psycopg() -> None:
    engine = make_engine("postgresql://reader@server/oversight")
    assert engine.url.drivername == "postgresql+psycopg"
    engine.dispose()


@pytest.mark.parametrize("url", ["", "oversight.db", "nosuch://server/x", "mysql://server/x"])
def test_a_url_that_cannot_be_read_names_the_setting(url: str) -> None:
    with pytest.raises(StoreUnreachableError, match="OVERSIGHT_DATABASE_URL") as caught:
        make_engine(url)
    _is_bilingual(caught.value)


def test_a_server_that_does_not_answer_is_named() -> None:
    error = _fails("postgresql://reader@127.0.0.1:1/oversight")
    assert isinstance(error, StoreUnreachableError)
    assert "127.0.0.1:1/oversight" in error.zh
    assert "refused" in error.en
    _is_bilingual(error)


def test_the_password_is_never_shown() -> None:
    error = _fails(f"postgresql://reader:{SECRET}@127.0.0.1:1/oversight")
    for shown in (error.zh, error.en, str(error), repr(error)):
        assert "Geheim" not in shown
    assert "***" in error.zh


def test_a_database_that_is_not_there_is_unreachable(stores_url: str) -> None:
    """PostgreSQL says that it "does not exist", as it says of a table: not the same trouble."""
    assert isinstance(_fails(f"{stores_url}_gone"), StoreUnreachableError)


def test_a_folder_or_a_text_file_is_no_store(tmp_path: Path) -> None:
    note = tmp_path / "note.db"
    note.write_text("台账" * 400, encoding="utf-8")
    for path in (tmp_path, note):
        assert isinstance(_fails(f"sqlite:///{path}"), StoreUnreachableError)


def test_a_missing_table_is_a_missing_migration(empty_engine: Engine) -> None:
    with empty_engine.begin() as connection:
        connection.execute(text("DROP TABLE audit_event"))
    with pytest.raises(StoreNotMigratedError) as caught, reading(empty_engine) as session:
        session.execute(text("SELECT at FROM audit_event"))
    assert "oversight init" in caught.value.zh
    _is_bilingual(caught.value)


def test_a_missing_column_is_a_missing_migration(empty_engine: Engine) -> None:
    with pytest.raises(StoreNotMigratedError), reading(empty_engine) as session:
        session.execute(text("SELECT not_ours FROM audit_event"))


def test_errors_of_the_rows_themselves_pass_through(empty_engine: Engine) -> None:
    with pytest.raises(IntegrityError), reachable(empty_engine), empty_engine.begin() as connection:
        Ledger(connection).add("district", kind="city")


def test_reading_commits_nothing(empty_engine: Engine) -> None:
    with reading(empty_engine) as session:
        Ledger(session).add("district")
    with reading(empty_engine) as session:
        assert session.execute(select(District.id)).all() == []


def _is_bilingual(error: StoreError) -> None:
    assert any("\u4e00" <= letter <= "\u9fff" for letter in error.zh)
    assert error.en.isascii()
    assert error.en
    assert str(error) == f"{error.zh} / {error.en}"


@pytest.fixture
def stores_url(empty_engine: Engine) -> str:
    if empty_engine.dialect.name != "postgresql":
        pytest.skip("SQLite makes the file that is not there")
    return empty_engine.url.set(query={}).render_as_string(hide_password=False)


def test_a_store_that_another_load_holds_is_busy_and_not_gone(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'store.db'}")
    with engine.connect() as one, engine.connect() as other:
        one.exec_driver_sql("BEGIN IMMEDIATE")
        other.exec_driver_sql("PRAGMA busy_timeout=10")
        with pytest.raises(StoreBusyError, match="另一个导入"), reachable(engine):
            other.exec_driver_sql("BEGIN IMMEDIATE")
    engine.dispose()
