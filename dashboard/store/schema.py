"""The store's schema: its version, its history, and what is in a store of whatever version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect, literal, select, table, text

from dashboard.errors import (
    StoreDamagedError,
    StoreError,
    StoreNotMigratedError,
    StoreTooNewError,
    StoreTooOldError,
)
from dashboard.paths import MIGRATIONS

if TYPE_CHECKING:
    from alembic.config import Config

# By the files' names: Alembic takes a third of a second to load. A test holds the two equal.
SCHEMA_VERSION: Final = max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
"""The newest step of the migration history."""
HISTORY: Final = "alembic_version"
"""The table that holds the version, which is Alembic's."""


def read_version(connection: Connection) -> str | None:
    """The version of a store; None where nothing was ever migrated."""
    if not connection.dialect.has_table(connection, HISTORY):
        return None
    version: str | None = connection.scalar(text(f"SELECT version_num FROM {HISTORY}"))  # noqa: S608
    return version


def check_known(version: str | None) -> None:
    """Whether this program can migrate from a version.

    Raises:
        StoreTooNewError: it is not in this program's history.
    """
    if version is not None and version not in versions():
        raise _too_new(version)


def versions() -> list[str]:
    """Every version there was, the first one first."""
    from alembic.script import ScriptDirectory  # a third of a second, so only where it is needed

    steps = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    return [step.revision for step in steps][::-1]


def migrate(connection: Connection, *, to: str = SCHEMA_VERSION) -> None:
    """Bring the schema forward to a version, inside the caller's transaction.

    Raises:
        StoreTooNewError: the store was migrated by a newer program.
    """
    from alembic import command

    check_known(read_version(connection))
    command.upgrade(alembic_config(connection), to)


def remove(connection: Connection) -> None:
    """Take back every step, inside the caller's transaction: no table of ours is left."""
    from alembic import command

    if read_version(connection) is not None:
        command.downgrade(alembic_config(connection), "base")
        connection.execute(text(f"DROP TABLE {HISTORY}"))


def unfit(version: str | None) -> StoreError:
    """What is wrong with a store in which something of ours is missing.

    Args:
        version: Of the store; None where it is not told though there are tables of ours.
    """
    if version in (None, SCHEMA_VERSION):
        return StoreDamagedError(
            "数据库缺少本程序的表、字段或结构版本，可能被其他程序改动；"
            "请管理员从备份恢复（oversight restore）",
            "tables, columns or the version of the store are gone; restore a backup with "
            "`oversight restore`",
        )
    if version in versions():
        return StoreTooOldError(
            f"数据库结构版本（{version}）较旧，本程序需要{SCHEMA_VERSION}；"
            "请管理员运行 oversight upgrade，升级前会自动备份",
            f"the store's schema is {version} and this program needs {SCHEMA_VERSION}; "
            "run `oversight upgrade`, which backs it up first",
        )
    return _too_new(version)


def empty() -> StoreNotMigratedError:
    """The error of a store in which nothing is yet."""
    return StoreNotMigratedError(
        "数据库尚未初始化，请管理员运行 oversight init（演示用 oversight demo）",
        "the store is empty; run `oversight init` (or `oversight demo`)",
    )


def table_names(connection: Connection) -> set[str]:
    """Every table in the database, ours or not, but the history's own."""
    return set(inspect(connection).get_table_names()) - {HISTORY}


def filled(connection: Connection, names: Iterable[str]) -> list[str]:
    """Those of the tables that hold rows."""
    return [
        name
        for name in sorted(names)
        if connection.scalar(select(literal(1)).select_from(table(name)).limit(1))
    ]


def _too_new(version: str) -> StoreTooNewError:
    return StoreTooNewError(
        f"数据库版本（{version}）比本程序新，请升级本程序后再打开",
        "the store was migrated by a newer version of this program; upgrade the program",
    )


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration of the store, with an open connection where steps are to run."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
