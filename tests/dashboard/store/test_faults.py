"""What a database says when it fails is told as what it is: real faults of both kinds of store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from dashboard.errors import (
    StoreBusyError,
    StoreCrowdedError,
    StoreDamagedError,
    StoreDeniedError,
    StoreError,
    StoreForeignError,
    StoreFullError,
    StoreLostError,
    StoreReadOnlyError,
    StoreSlowError,
    StoreUnreachableError,
)
from dashboard.store.engine import make_engine, reachable, reading
from dashboard.store.models import Base
from dashboard.store.state import loading, read_state
from data_loaders.circular import load_circular
from data_loaders.places import load_places
from data_loaders.prepare import prepare
from data_loaders.standards import load_standards

ACTION = ("请", "会自动")
"""How a sentence says what to do, or that nothing has to be done."""


def _told(caught: pytest.ExceptionInfo[StoreError], *words: str) -> None:
    error = caught.value
    for word in words:
        assert word in error.zh
    assert any(one in error.zh for one in ACTION)
    assert error.en[:20].isascii()
    assert "Geheim" not in str(error)


@pytest.fixture
def postgresql(dialect: str, empty_engine: Engine) -> Engine:
    if dialect != "postgresql":
        pytest.skip("a fault of PostgreSQL")
    return empty_engine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A filled SQLite store."""
    made = tmp_path / "store.db"
    engine = make_engine(f"sqlite:///{made}")
    list(prepare(engine))
    engine.dispose()
    return made


def test_a_full_disk_under_sqlite(path: Path) -> None:
    engine = make_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _no_room(connection: object, _record: object) -> None:
        connection.execute("PRAGMA max_page_count=1").close()  # type: ignore[attr-defined]

    rows = [{"at": "2024-06-01 00:00:00", "actor": "某" * 60, "n": str(n)} for n in range(2_000)]
    statement = (
        "INSERT INTO audit_event (at, actor, action, object_name, result) "
        "VALUES (:at, :actor, 'load', :n, 'ok')"
    )
    with pytest.raises(StoreFullError) as caught, loading(engine, dataset="production") as session:
        session.execute(text(statement), rows)
    _told(caught, "已满", "没有写入")
    assert read_state(engine).revision == 1
    engine.dispose()


def test_a_damaged_page_of_sqlite(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    engine = make_engine(f"sqlite:///{path}")
    with pytest.raises(StoreDamagedError) as caught:
        read_state(engine)
    _told(caught, "损坏", "oversight restore")
    engine.dispose()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    note = tmp_path / "note.db"
    note.write_text("台账" * 400, encoding="utf-8")
    engine = make_engine(f"sqlite:///{note}")
    with pytest.raises(StoreForeignError) as caught:
        read_state(engine)
    _told(caught, "不是数据库", "OVERSIGHT_DATABASE_URL")
    engine.dispose()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    engine = make_engine(f"sqlite:///{tmp_path / 'file' / 'store.db'}")
    with pytest.raises(StoreUnreachableError) as caught:
        read_state(engine)
    _told(caught, "无法连接数据库")
    engine.dispose()


@pytest.fixture
def stranger(postgresql: Engine) -> Iterator[Engine]:
    """The store as an account opens it that was granted nothing."""
    name = f"oversight_{uuid4().hex[:12]}"
    load_whole(postgresql)
    with postgresql.begin() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN"))
    engine = make_engine(
        postgresql.url.set(username=name, password="Geheim").render_as_string(hide_password=False)
    )
    yield engine
    engine.dispose()
    with postgresql.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {name}"))
        connection.execute(text(f"DROP ROLE {name}"))


def load_whole(engine: Engine) -> None:
    with loading(engine, dataset="production") as session:
        for load in (load_places, load_standards, load_circular):
            load(session)


def test_an_account_without_permission(stranger: Engine) -> None:
    with pytest.raises(StoreDeniedError) as caught:
        read_state(stranger)
    _told(caught, "权限", "授予")


def test_an_account_that_may_only_read(postgresql: Engine, stranger: Engine) -> None:
    with postgresql.begin() as connection:
        granted = "GRANT SELECT ON ALL TABLES IN SCHEMA public TO"
        connection.execute(text(f"{granted} {stranger.url.username}"))
    assert read_state(stranger).revision == 1
    with pytest.raises(StoreDeniedError), loading(stranger, dataset="production"):
        pass


def test_an_account_that_is_not_known(postgresql: Engine) -> None:
    engine = make_engine(
        postgresql.url.set(username="oversight_nobody").render_as_string(hide_password=False)
    )
    with pytest.raises(StoreDeniedError) as caught:
        read_state(engine)
    _told(caught, "账号或密码", "OVERSIGHT_DATABASE_URL")
    engine.dispose()


def test_too_many_connections(postgresql: Engine, stranger: Engine) -> None:
    database = postgresql.url.database
    try:
        with postgresql.begin() as connection:
            connection.execute(text(f"ALTER DATABASE {database} CONNECTION LIMIT 0"))
        with pytest.raises(StoreCrowdedError) as caught:
            read_state(stranger)
    finally:
        with postgresql.begin() as connection:
            connection.execute(text(f"ALTER DATABASE {database} CONNECTION LIMIT -1"))
    _told(caught, "连接数已用完", "max_connections")


def test_our_own_connections_are_all_taken() -> None:
    from sqlalchemy.pool import QueuePool

    engine = create_engine(
        "sqlite://", poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0.01
    )
    with pytest.raises(StoreCrowdedError), reachable(engine), engine.connect(), engine.connect():
        pass
    engine.dispose()


def test_a_connection_that_breaks_off(postgresql: Engine) -> None:
    load_whole(postgresql)
    with pytest.raises(StoreLostError) as caught, reading(postgresql) as session:
        _terminated(postgresql, session).execute(text("SELECT 1"))
    _told(caught, "连接中断", "没有写入")
    assert read_state(postgresql).revision == 1


def test_a_load_whose_connection_breaks_off_writes_nothing(postgresql: Engine) -> None:
    load_whole(postgresql)
    with pytest.raises(StoreLostError), loading(postgresql, dataset="production") as session:
        _terminated(postgresql, session)
    assert read_state(postgresql).revision == 1


def _terminated(engine: Engine, session: Session) -> Session:
    """The session with something deleted in it, after its server process was ended."""
    session.execute(text("DELETE FROM source_gap"))
    pid = session.scalar(text("SELECT pg_backend_pid()"))
    with engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    return session


@pytest.mark.parametrize(
    ("state", "kind", "word"),
    [
        ("53100", StoreFullError, "已满"),
        ("XX001", StoreDamagedError, "损坏"),
        ("58030", StoreUnreachableError, "磁盘出错"),
        ("55P03", StoreBusyError, "占用"),
        ("40P01", StoreBusyError, "占用"),
        ("57014", StoreSlowError, "超过时限"),
        ("42501", StoreDeniedError, "权限"),
    ],
)
def test_what_postgresql_says_by_code(
    postgresql: Engine, state: str, kind: type[StoreError], word: str
) -> None:
    """Said by the server itself, though for another reason than usual."""
    said = f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"
    with pytest.raises(kind) as caught, reading(postgresql) as session:
        session.execute(text(said))
    assert type(caught.value) is kind
    _told(caught, word)


def test_a_server_that_takes_no_writes(postgresql: Engine) -> None:
    load_whole(postgresql)
    with (
        pytest.raises(StoreReadOnlyError) as caught,
        loading(postgresql, dataset="production") as session,
    ):
        session.execute(text("SET TRANSACTION READ ONLY; DELETE FROM source_gap"))
    _told(caught, "只读", "没有写入")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ('FATAL:  password authentication failed for user "reader"', StoreDeniedError),
        ("fe_sendauth: no password supplied", StoreDeniedError),
        ('FATAL:  no pg_hba.conf entry for host "10.0.0.9"', StoreDeniedError),
        ('致命错误:  用户 "reader" Password 认证失败', StoreDeniedError),
        ("FATAL:  sorry, too many clients already", StoreCrowdedError),
        ('FATAL:  too many connections for role "reader"', StoreCrowdedError),
        ("FATAL:  remaining connection slots are reserved", StoreCrowdedError),
        ("致命错误:  对不起, 已经有太多的客户", StoreCrowdedError),
        ('FATAL:  database "oversight" does not exist', StoreUnreachableError),
        ("FATAL:  the database system is starting up", StoreUnreachableError),
    ],
)
def test_what_postgresql_says_in_words_while_connecting(words: str, kind: type[StoreError]) -> None:
    engine = make_engine("postgresql://reader:Geheim@server/oversight")

    @event.listens_for(engine, "do_connect")
    def _refuse(*_: object) -> None:
        raise psycopg.OperationalError(f"connection failed: {words}")

    with pytest.raises(kind) as caught, reachable(engine), engine.connect():
        pass
    assert type(caught.value) is kind
    _told(caught)
    engine.dispose()


def test_what_is_not_the_stores_doing_passes_through(empty_engine: Engine) -> None:
    """A statement that is wrong is an incident, not a store out of reach."""
    with pytest.raises(DBAPIError) as caught, reading(empty_engine) as session:
        session.execute(text("SELEKT 1"))
    assert not isinstance(caught.value, StoreError)
    with pytest.raises(IntegrityError), reachable(empty_engine), empty_engine.begin() as connection:
        _twice(connection)


def test_what_the_driver_says_itself_is_told_too(empty_engine: Engine) -> None:
    """Rows in bulk pass by SQLAlchemy, whose wrapping is then not there."""
    with pytest.raises(StoreReadOnlyError), reachable(empty_engine):
        _delete_by_hand(empty_engine)


def _delete_by_hand(engine: Engine) -> None:
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        sqlite = connection.dialect.name == "sqlite"
        raw.execute("PRAGMA query_only=ON" if sqlite else "SET TRANSACTION READ ONLY")
        try:
            raw.execute("DELETE FROM district")
        finally:
            if sqlite:
                raw.execute("PRAGMA query_only=OFF")
            raw.close()


def _twice(connection: Connection) -> None:
    row = {"id": 1, "dataset": "demo", "revision": 0, "changed_at": None}
    for _ in range(2):
        connection.execute(Base.metadata.tables["store_state"].insert().values(row))
