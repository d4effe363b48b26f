"""What a database says when it fails, told as what it is and what to do, in both languages.

SQLite and PostgreSQL say what is wrong by a code. Only while a connection is made does PostgreSQL
say it in words alone, in the language of its server.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

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


@dataclass(frozen=True)
class _Fault:
    """A kind of fault; `{where}` in its words is the store's address without its password."""

    error: type[StoreError]
    zh: str
    en: str


_FULL: Final = _Fault(
    StoreFullError,
    "数据库所在磁盘（或限额）已满，本次没有写入。请管理员清理磁盘或扩大限额后再试（{where}）",
    "there is no room left where the store lives; nothing was written: free some and try again",
)
_DAMAGED: Final = _Fault(
    StoreDamagedError,
    "数据库内容已损坏（{where}）。请管理员停止写入，另存该数据库备查，"
    "再用 oversight restore 把最近的备份恢复到新的数据库",
    "the store is damaged: stop writing, set it aside and restore the newest backup elsewhere",
)
_DISK: Final = _Fault(
    StoreUnreachableError,
    "读写数据库时磁盘出错（{where}）。请管理员检查磁盘与挂载，必要时从备份恢复",
    "the disk failed while the store was read or written: check it; restore a backup if need be",
)
_FOREIGN: Final = _Fault(
    StoreForeignError,
    "该文件不是数据库（{where}），请检查环境变量 OVERSIGHT_DATABASE_URL 是否指向正确的文件",
    "the file is not a database; check OVERSIGHT_DATABASE_URL",
)
_READ_ONLY: Final = _Fault(
    StoreReadOnlyError,
    "数据库是只读的，可以查看，不能写入，本次没有写入（{where}）。"
    "需要写入时请管理员给运行账号以文件及其文件夹的写权限",
    "the store is read-only; nothing was written: let this account write the file and its folder",
)
_DENIED: Final = _Fault(
    StoreDeniedError,
    "运行账号对数据库没有所需的权限（{where}）。请管理员检查文件权限，或授予该账号读写各表的权限",
    "this account lacks a permission on the store; grant it",
)
_PASSWORD: Final = _Fault(
    StoreDeniedError,
    "数据库拒绝登录（{where}）：账号或密码不对，或不允许从本机连接。"
    "请检查 OVERSIGHT_DATABASE_URL 和数据库的 pg_hba.conf",
    "the store refuses the account or its password; check OVERSIGHT_DATABASE_URL and pg_hba.conf",
)
_CROWDED: Final = _Fault(
    StoreCrowdedError,
    "数据库的连接数已用完（{where}），稍后会自动重试。"
    "经常如此，请管理员增大数据库的 max_connections",
    "all connections of the store are taken; if that happens often, raise max_connections",
)
_LOAD: Final = _Fault(
    StoreBusyError,
    "另一个导入正在写入数据库，请等它完成后再试，本次没有写入",
    "another load is writing to the store; try again when it has ended",
)
_LOCKED: Final = _Fault(
    StoreBusyError,
    "数据库正被另一项操作占用，等待已超时，本次没有读写；请稍后再试。"
    "长时间如此，请管理员在 pg_stat_activity 中查找未结束的事务",
    "something else holds a lock on the store for too long; look for it in pg_stat_activity",
)
_SLOW: Final = _Fault(
    StoreSlowError,
    "数据库查询超过时限，已停止；请缩小筛选范围或稍后再试。"
    "经常如此，请管理员检查数据库负载，或调大 OVERSIGHT_READ_SECONDS",
    "a statement took too long and was stopped; see the load of the database or raise "
    "OVERSIGHT_READ_SECONDS",
)
_LOST: Final = _Fault(
    StoreLostError,
    "与数据库的连接中断（{where}），本次没有写入；数据库恢复后会自动重新连接",
    "the connection to the store was lost; nothing was written; it is made again by itself",
)
_AWAY: Final = _Fault(
    StoreUnreachableError,
    "无法连接数据库（{where}）。请确认数据库服务已启动、地址与权限正确；恢复后页面会自动重试",
    "the store cannot be reached",
)

_SQLITE: Final[Mapping[int, _Fault]] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: _FULL,
        sqlite3.SQLITE_CORRUPT: _DAMAGED,
        sqlite3.SQLITE_IOERR: _DISK,
        sqlite3.SQLITE_NOTADB: _FOREIGN,
        sqlite3.SQLITE_READONLY: _READ_ONLY,
        sqlite3.SQLITE_PERM: _DENIED,
        sqlite3.SQLITE_BUSY: _LOAD,
        sqlite3.SQLITE_LOCKED: _LOAD,
    }
)
"""By the lower byte of SQLite's code."""

_POSTGRESQL: Final[Mapping[str, _Fault]] = MappingProxyType(
    {
        "53100": _FULL,
        "53300": _CROWDED,
        "XX001": _DAMAGED,
        "XX002": _DAMAGED,
        "58030": _DISK,
        "25006": _READ_ONLY,
        "42501": _DENIED,
        "28000": _PASSWORD,
        "28P01": _PASSWORD,
        "55P03": _LOCKED,
        "40P01": _LOCKED,
        "40001": _LOCKED,
        "57014": _SLOW,
        "25P03": _LOST,
        "57P01": _LOST,
        "57P02": _LOST,
    }
)
"""By SQLSTATE."""

_WORDS: Final[tuple[tuple[_Fault, tuple[str, ...]], ...]] = (
    (_CROWDED, ("too many", "connection slots", "太多的客户", "太多的连接", "连接位置")),
    (_PASSWORD, ("authentication failed", "no password supplied", "pg_hba.conf", 'role "')),
    (_PASSWORD, ("认证失败", '角色 "', '角色"')),
    (_DENIED, ("permission denied", "权限不够")),
)
"""By what is said while a connection is made, in English or Chinese."""
_UNDEFINED: Final = ("42P01", "42703")
"""SQLSTATE of an undefined table and an undefined column."""


def fault_of(engine: Engine, error: Exception) -> StoreError | None:
    """The error of ours that says what happened; None if it is not the store's doing.

    Args:
        engine: The store.
        error: What was raised; the database driver's own, or as SQLAlchemy wraps it.
    """
    raw = getattr(error, "orig", None) or error
    if isinstance(error, PoolTimeoutError):
        kind: _Fault | None = _CROWDED
    elif isinstance(raw, sqlite3.Error):
        kind = _of_sqlite(engine, raw)
    elif isinstance(raw, engine.dialect.loaded_dbapi.Error):
        kind = _of_postgresql(engine, error, raw)
    else:
        kind = _AWAY if isinstance(error, OSError) else None
    return None if kind is None else _told(kind, engine, raw)


def lacks_table(error: Exception) -> bool:
    """Whether a statement failed because a table or column is not there, in any language."""
    raw = getattr(error, "orig", None) or error
    if isinstance(raw, sqlite3.Error):
        return str(raw).startswith(("no such table", "no such column"))
    return getattr(raw, "sqlstate", None) in _UNDEFINED


def _of_sqlite(engine: Engine, raw: sqlite3.Error) -> _Fault | None:
    code = getattr(raw, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_CANTOPEN:
        return _DENIED if _is_barred(engine.url.database) else _AWAY
    return _SQLITE.get(code)


def _is_barred(database: str | None) -> bool:
    """Whether the file is there and may not be read."""
    try:
        with open(database or "", "rb"):
            return False
    except PermissionError:
        return True
    except OSError:
        return False


def _of_postgresql(engine: Engine, error: Exception, raw: Exception) -> _Fault | None:
    state = getattr(raw, "sqlstate", None) or ""
    operational = isinstance(raw, engine.dialect.loaded_dbapi.OperationalError)
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]
    if getattr(error, "connection_invalidated", False):
        return _LOST
    if not operational:
        return None
    if state or not isinstance(error, DBAPIError) or error.statement is not None:
        return _AWAY if state else _LOST
    words = str(raw)
    return next((kind for kind, said in _WORDS if any(one in words for one in said)), _AWAY)


def _told(kind: _Fault, engine: Engine, raw: BaseException) -> StoreError:
    where = engine.url.render_as_string(hide_password=True)
    reason = str(raw).strip().splitlines()
    return kind.error(
        kind.zh.format(where=where),
        f"{kind.en}: {reason[0] if reason else type(raw).__name__}",
    )
