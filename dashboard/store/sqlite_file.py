"""The file of an SQLite store: private from its first byte, and readable where it is read-only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from dashboard import private

_BESIDE: Final = ("-wal", "-shm")
_WRITABLE: Final = ("journal_mode=WAL", "synchronous=NORMAL")
_READ_ONLY: Final = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""What SQLite says of a store it cannot open for writing; the lower byte of its codes."""

Stamp = tuple[int, int] | None
"""When a file was changed last, in ns, and its size in bytes; None: another is at work on it."""


def connect(name: str, **options: Any) -> tuple[sqlite3.Connection, bool]:
    """Open a store, for writing or else for reading.

    A store is kept ahead in a `-wal` file, which even a reader makes where there is none. Where
    that cannot be, nobody can be writing either, and SQLite is told that the file does not change.

    Args:
        name: Path of the file, made with its folder if it is not there; or `:memory:`, or a
            `file:` address, which says for itself how it is opened.
        options: As of `sqlite3.connect`.

    Returns:
        The connection, and whether the file was taken as one that does not change.

    Raises:
        OSError: the folder or the file cannot be made.
        sqlite3.Error: it is no store, or cannot be opened in any way.
    """
    if not name or name.startswith((":memory:", "file:")):
        return _opened(name, **options), False
    path = Path(name).absolute()
    _make(path)
    try:
        return _opened(name, **options), False
    except sqlite3.OperationalError as error:
        if not _is_read_only(error) or not path.is_file():
            raise
        for mode, fixed in _ways(path):
            try:
                return _opened(f"{path.as_uri()}?{mode}", **{**options, "uri": True}), fixed
            except sqlite3.OperationalError:
                continue
        raise


def stamp(name: str) -> Stamp:
    """What tells whether a file taken as unchanging has changed."""
    path = Path(name)
    if _is_written(path):
        return None
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def close_to_others(name: str) -> None:
    """Take the store's files from everybody else, as those of an earlier version were not.

    Raises:
        OSError: the file system refuses.
    """
    for part in ("", *_BESIDE):
        private.close_to_others(Path(f"{name}{part}"))


def _make(path: Path) -> None:
    """An empty file, which SQLite takes for a new store and whose mode it gives to those beside."""
    if not path.exists():
        private.make_folder(path.parent)
        with open(path, "ab", opener=private.opener):
            pass


def _ways(path: Path) -> Iterator[tuple[str, bool]]:
    yield "mode=ro", False
    if not _is_written(path):
        yield "mode=ro&immutable=1", True


def _is_written(path: Path) -> bool:
    """Whether something is written ahead that is not yet in the file itself."""
    ahead = Path(f"{path}-wal")
    return ahead.exists() and ahead.stat().st_size > 0


def _opened(name: str, **options: Any) -> sqlite3.Connection:
    connection: sqlite3.Connection = sqlite3.connect(name, **options)
    try:
        for pragma in ("foreign_keys=ON", *(() if "mode=ro" in name else _WRITABLE)):
            connection.execute(f"PRAGMA {pragma}").close()
        # Only reading tells whether the file can be read.
        connection.execute("SELECT count(*) FROM sqlite_master").close()
    except BaseException:
        connection.close()
        raise
    return connection


def _is_read_only(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _READ_ONLY
