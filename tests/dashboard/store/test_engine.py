"""Opening a store: what is set on the connection, and errors that a reader understands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dashboard.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreSlowError,
    StoreTooOldError,
    StoreUnreachableError,
)
from dashboard.settings import settings
from dashboard.store.dialects import begin_reading, changing_schema, take_time
from dashboard.store.engine import make_engine, reachable, reading
from dashboard.store.models.places import District
from dashboard.store.state import loading, read_state
from dashboard.surfaces.screen import resources
from tests.conftest import load_circular_alone
from tests.ledger import Ledger
from tests.old_stores import to_version
from tests.screen import screen_on

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


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert isinstance(_fails(f"sqlite:///{tmp_path}"), StoreUnreachableError)


def test_a_table_or_column_that_is_gone_is_damage(empty_engine: Engine) -> None:
    with empty_engine.begin() as connection:
        connection.execute(text("DROP TABLE audit_event"))
    for asked in ("SELECT at FROM audit_event", "SELECT not_ours FROM finding"):
        with pytest.raises(StoreDamagedError) as caught, reading(empty_engine) as session:
            session.execute(text(asked))
        assert "oversight restore" in caught.value.zh
        _is_bilingual(caught.value)


def test_a_table_that_an_older_store_lacks_asks_for_an_upgrade(empty_engine: Engine) -> None:
    to_version(empty_engine, "0003")
    with pytest.raises(StoreTooOldError) as caught, reading(empty_engine) as session:
        session.execute(text("SELECT title FROM briefing"))
    assert "oversight upgrade" in caught.value.zh
    assert "oversight upgrade" in caught.value.en
    _is_bilingual(caught.value)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Engines made now wait a second for a lock, and no longer."""
    monkeypatch.setenv("OVERSIGHT_LOCK_SECONDS", "1")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def brief(hasty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor longer for a statement."""
    monkeypatch.setenv("OVERSIGHT_READ_SECONDS", "1")


def test_a_locked_store_is_told_as_such_and_recovers(stores_url: str, hasty: None) -> None:
    """Another program holds the row that every page begins with."""
    holder, engine = make_engine(stores_url), make_engine(stores_url)
    load_circular_alone(holder)
    with holder.connect() as holding:
        holding.exec_driver_sql("LOCK TABLE store_state IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreBusyError, match="占用") as caught:
            read_state(engine)
        _is_bilingual(caught.value)
    assert read_state(engine).revision == 1
    for one in (holder, engine):
        one.dispose()


def test_a_page_over_a_locked_store_shows_the_sentence(stores_url: str, hasty: None) -> None:
    holder = make_engine(stores_url)
    load_circular_alone(holder)
    with screen_on(stores_url) as screen:
        with holder.connect() as holding:
            holding.exec_driver_sql("LOCK TABLE store_state IN ACCESS EXCLUSIVE MODE")
            assert "数据库正被另一项操作占用" in screen.open().text
        # A store that did not answer is left alone for seconds; they are over.
        resources._pulse.clear(stores_url)
        assert 'class="failure"' not in screen.rerun().html
    holder.dispose()


def test_a_statement_of_a_page_is_stopped_and_one_of_a_command_is_not(
    stores_url: str, brief: None
) -> None:
    page, command = make_engine(stores_url), make_engine(stores_url, hurried=False)
    with pytest.raises(StoreSlowError, match="OVERSIGHT_READ_SECONDS"), reading(page) as session:
        session.execute(text("SELECT pg_sleep(30)"))
    with reading(command) as session:
        session.execute(text("SELECT pg_sleep(1.1)"))
    for one in (page, command):
        one.dispose()


def test_a_load_from_a_page_may_take_long_and_the_page_after_it_may_not(
    stores_url: str, brief: None
) -> None:
    engine = make_engine(stores_url)
    with loading(engine, dataset="production") as session:
        assert _limits(session) == ("0", "1min", "1h")
    with reading(engine) as session:
        assert _limits(session) == ("1s", "1s", "5min")
    with reading(engine) as session:
        begin_reading(session.connection(), long=True)
        assert _limits(session)[0] == "0"
    with changing_schema(engine) as connection:
        assert _limits(connection)[0] == "0"
    engine.dispose()


def test_postgresql_compiles_nothing_for_us(stores_url: str) -> None:
    for hurried in (True, False):
        engine = make_engine(stores_url, hurried=hurried)
        with reading(engine) as session:
            assert session.scalar(text("SHOW jit")) == "off"
            take_time(session.connection())
            assert session.scalar(text("SHOW jit")) == "off"
        engine.dispose()


def test_what_a_server_does_not_know_is_not_set(stores_url: str) -> None:
    """As openGauss and KingbaseES, which lack some settings; a table of the name stands for them.

    What lies in a schema of one's own goes before what the server has.
    """
    engine = make_engine(stores_url)
    with engine.connect() as connection:
        known = "SELECT name FROM pg_catalog.pg_settings WHERE name = 'lock_timeout'"
        connection.exec_driver_sql(f"CREATE TEMPORARY TABLE pg_settings AS {known}")
        connection.exec_driver_sql("SET jit = on")
        connection.exec_driver_sql("SET search_path = pg_temp, pg_catalog")
        take_time(connection)
        assert connection.scalar(text("SHOW jit")) == "on"
        assert connection.scalar(text("SHOW lock_timeout")) == "1min"
    engine.dispose()


def _limits(session: Session | Connection) -> tuple[str, ...]:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
    return tuple(str(session.scalar(text(f"SHOW {name}"))) for name in names)


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
