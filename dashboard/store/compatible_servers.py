"""Databases that speak PostgreSQL's protocol under another name, as openGauss and KingbaseES."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Dialect


def understand(dialect: Dialect) -> None:
    """Have the dialect take the version that a server of another name says it is compatible with.

    SQLAlchemy reads the version out of `version()`, where only PostgreSQL's own name is known to
    it, and refuses to connect otherwise; it has no public way to be told.
    """
    postgres: Any = dialect
    own = postgres._get_server_version_info

    def version(connection: Connection) -> tuple[int, ...]:
        try:
            return tuple(own(connection))
        except AssertionError:  # what SQLAlchemy raises for a name it does not know
            said = str(connection.exec_driver_sql("SHOW server_version").scalar())
            return tuple(int(part) for part in re.findall(r"\d+", said)[:3])

    postgres._get_server_version_info = version
