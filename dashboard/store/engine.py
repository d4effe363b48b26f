"""Opening the shared store: engines, transactions, and errors a reader understands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import Session

from dashboard.errors import StoreBusyError, StoreNotMigratedError, StoreUnreachableError

_CONNECT_SECONDS = 5
_LOCK_SECONDS = 60
"""How long a load into SQLite waits for another; readers never wait."""
_UNDEFINED = ("42P01", "42703")
"""SQLSTATE of an undefined table and an undefined column."""


def make_engine(url: str) -> Engine:
    """Make the engine for a store's URL; nothing is opened yet.

    SQLite gets foreign keys, write-ahead logging and a busy time-out; its folder is created.
    A bare `postgresql://` is served by psycopg.

    Raises:
        StoreUnreachableError: the URL cannot be read or names an unknown kind of database.
    """
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(parsed.database, url=parsed)
        return create_engine(
            parsed,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=16,
            connect_args={"connect_timeout": _CONNECT_SECONDS},
        )
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreUnreachableError(
            "数据库地址无法识别，请检查环境变量 OVERSIGHT_DATABASE_URL",
            f"the database URL cannot be read, check OVERSIGHT_DATABASE_URL: {error}",
        ) from error


@contextmanager
def reachable(engine: Engine) -> Iterator[None]:
    """Turn what a database says of itself inside the block into errors a reader understands.

    Raises:
        StoreBusyError: another load has held the store for too long.
        StoreUnreachableError: the store does not answer; names it without its password.
        StoreNotMigratedError: a table or column of ours is not there.
    """
    try:
        yield
    except OSError as error:
        raise _unreachable(engine, error) from error
    except DBAPIError as error:
        if _lacks_table(error):
            raise not_migrated() from error
        if _is_locked(error):
            raise StoreBusyError(
                "另一个导入正在写入数据库，请等它完成后再试，本次没有写入",
                "another load is writing to the store; try again when it has ended",
            ) from error
        if _is_lost(error):
            raise _unreachable(engine, error) from error
        raise


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for reading, closed at the end; nothing is committed."""
    with reachable(engine), Session(engine) as session:
        yield session


def _sqlite(database: str | None, *, url: Any) -> Engine:
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _LOCK_SECONDS})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL"):
            connection.execute(f"PRAGMA {pragma}").close()

    return engine


def not_migrated() -> StoreNotMigratedError:
    """The error of a store that has no schema, an older one, or nothing in it yet."""
    return StoreNotMigratedError(
        "数据库尚未初始化或版本较旧，请管理员运行 oversight init（演示用 oversight demo）",
        "the store is empty or of an older version; run `oversight init` (or `oversight demo`)",
    )


def _lacks_table(error: DBAPIError) -> bool:
    """Whether the statement failed because a table or column is not there, in any language."""
    if isinstance(error.orig, sqlite3.Error):
        return str(error.orig).startswith(("no such table", "no such column"))
    return getattr(error.orig, "sqlstate", None) in _UNDEFINED


def _is_locked(error: DBAPIError) -> bool:
    return isinstance(error.orig, sqlite3.OperationalError) and "is locked" in str(error.orig)


def _is_lost(error: DBAPIError) -> bool:
    not_a_database = isinstance(error.orig, sqlite3.DatabaseError) and (
        "not a database" in str(error.orig)
    )
    return isinstance(error, OperationalError) or error.connection_invalidated or not_a_database


def _unreachable(engine: Engine, error: Exception) -> StoreUnreachableError:
    where = engine.url.render_as_string(hide_password=True)
    reason = str(getattr(error, "orig", error)).strip().splitlines()
    return StoreUnreachableError(
        f"无法连接数据库（{where}）。请确认数据库服务已启动、地址与权限正确；恢复后页面会自动重试",
        f"the store cannot be reached: {reason[0] if reason else type(error).__name__}",
    )
