"""Upgrading a store that people use: backed up first, and closed to other accounts."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from dashboard.errors import StoreReadOnlyError
from dashboard.store import sqlite_file
from dashboard.store.archive import Watch
from dashboard.store.backup import backup, default_name
from dashboard.store.state import upgrade


def upgrade_backed_up(engine: Engine, *, folder: Path, watch: Watch) -> Path | None:
    """Bring the store to this program's schema; one of an older schema is backed up before.

    Nobody can write between the two, so that the backup is what was upgraded.

    Args:
        engine: The store; one that is empty gets its schema.
        folder: Where the backup is written.
        watch: Told how far the backup is.

    Returns:
        The backup; None where the schema was not an older one.

    Raises:
        BackupError: it cannot be backed up; the store is as it was.
        StoreError: it cannot be reached or written, or is newer.
    """
    made: list[Path] = []

    def first(version: str) -> None:
        path = folder / default_name(version)
        backup(engine, path, watch=watch)
        made.append(path)

    upgrade(engine, first=first)
    if engine.dialect.name == "sqlite" and engine.url.database:
        try:
            sqlite_file.close_to_others(engine.url.database)
        except OSError as error:
            raise StoreReadOnlyError(
                f"数据库已是最新结构，但文件权限不能收紧：{engine.url.database}",
                f"the schema is up to date, but the file's mode cannot be changed: {error}",
            ) from error
    return made[0] if made else None
