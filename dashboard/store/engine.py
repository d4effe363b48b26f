"""Opening the shared store: engines, transactions, and errors a reader understands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, NoSuchModuleError
from sqlalchemy.orm import Session

from dashboard.errors import StoreError, StoreUnreachableError
from dashboard.settings import settings
from dashboard.store import sqlite_file
from dashboard.store.compatible_servers import understand
from dashboard.store.dialects import set_limits
from dashboard.store.faults import fault_of, lacks_table
from dashboard.store.schema import empty, read_version, table_names, unfit

_CONNECT_SECONDS = 5
_LOCK_SECONDS = 60
"""How long a load into SQLite waits for another; readers never wait."""


def make_engine(url: str, *, hurried: bool = True) -> Engine:
    """Make the engine for a store's URL; nothing is opened yet.

    SQLite gets foreign keys, write-ahead logging and a busy time-out; its folder is created, and
    a file that cannot be written is opened for reading. PostgreSQL gets the limits of a reader,
    which whatever may take longer widens for its transaction. A bare `postgresql://` is served by
    psycopg. What rows hold stays out of errors, and so of the log.

    Args:
        url: The store's address, as SQLAlchemy spells it.
        hurried: Whether a reader waits before a page, so that no statement may take long.

    Raises:
        StoreUnreachableError: the URL cannot be read or names an unknown kind of database.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed)
        return _postgresql(parsed, hurried=hurried)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreUnreachableError(
            "数据库地址无法识别，请检查环境变量 OVERSIGHT_DATABASE_URL",
            f"the database URL cannot be read, check OVERSIGHT_DATABASE_URL: {error}",
        ) from error


@contextmanager
def reachable(engine: Engine) -> Iterator[None]:
    """Turn what a database says of itself inside the block into errors a reader understands.

    Raises:
        StoreError: of the kind that says what is wrong; names the store without its password.
    """
    try:
        yield
    except Exception as error:
        fault = _unfit(engine) if lacks_table(error) else fault_of(engine, error)
        if fault is None:
            raise
        raise fault from error


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for reading, closed at the end; nothing is committed."""
    with reachable(engine), Session(engine) as session:
        yield session


def _unfit(engine: Engine) -> StoreError:
    """Why a table or column of ours is not there: ask the store for its version."""
    with engine.connect() as connection:
        version = read_version(connection)
        return unfit(version) if version or table_names(connection) else empty()


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _LOCK_SECONDS})

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: object, record: Any, args: list[str], options: Any) -> object:
        connection, unchanging = sqlite_file.connect(args[0], **options)
        if record is not None:
            record.info["stamp"] = sqlite_file.stamp(args[0]) if unchanging else None
        return connection

    @event.listens_for(engine, "checkout")
    def _on_checkout(_connection: object, record: Any, _proxy: object) -> None:
        taken = record.info.get("stamp")
        if taken is not None and taken != sqlite_file.stamp(engine.url.database or ""):
            # It was taken as a file that does not change, and has changed.
            raise DisconnectionError

    return engine


def _postgresql(url: URL, *, hurried: bool) -> Engine:
    engine = create_engine(
        url,
        pool_pre_ping=True,
        hide_parameters=True,
        pool_size=8,
        max_overflow=16,
        connect_args={"connect_timeout": _CONNECT_SECONDS},
    )
    understand(engine.dialect)
    chosen = settings()

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        set_limits(
            connection.cursor(),
            read_seconds=chosen.read_seconds if hurried else 0,
            lock_seconds=chosen.lock_seconds,
        )
        connection.commit()

    return engine
