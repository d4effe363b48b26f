"""Fresh stores for tests, on SQLite and on PostgreSQL, copied from a template migrated once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import Engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from dashboard.store.engine import make_engine
from dashboard.store.state import tables, upgrade
from tests.requirements import POSTGRESQL

DIALECTS = ("sqlite", "postgresql")
_DEFAULT_URL = "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
_RESTART_KEYS = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'"
_SHAPE = """
    SELECT md5(string_agg(part, ',' ORDER BY part)) FROM (
        SELECT concat_ws('.', c.relname, a.attname, a.atttypid, a.attnotnull) AS part
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0
        UNION ALL SELECT conname FROM pg_constraint
        UNION ALL SELECT version_num FROM alembic_version
    ) AS parts
"""
"""A fingerprint of columns, indexes, constraints and migration."""


class SqliteStores:
    """Stores as files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()

    @cached_property
    def _template(self) -> Path:
        path = self._folder / "template.sqlite"
        with _opened(f"sqlite:///{path}") as engine:
            upgrade(engine)
        return path

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        """A migrated, empty store of its own, removed at the end."""
        path = self._folder / f"store{next(self._numbers)}.sqlite"
        shutil.copyfile(self._template, path)
        with _opened(f"sqlite:///{path}") as engine:
            yield engine
        path.unlink()

    def close(self) -> None:
        """Nothing to do: the folder goes with the session."""


class PostgresStores:
    """Stores as databases `oversight_test_<random>_<n>` of one server; all dropped at the end.

    Creating a database costs a third of a second, emptying one a hundredth, so a database is used
    again unless a test has changed its tables.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self._prefix = f"oversight_test_{uuid4().hex[:12]}"
        self._made: list[str] = []
        self._idle: list[str] = []

    @cached_property
    def unreachable(self) -> str | None:
        """Why the server cannot be used, or None."""
        try:
            self._admin(sql.SQL("SELECT 1"))
        except psycopg.OperationalError as error:
            return str(error).strip().splitlines()[0]
        return None

    @cached_property
    def _template(self) -> str:
        name = f"{self._prefix}_template"
        # template0 takes no connections, so processes that start together do not disturb it.
        self._create(name, template="template0")
        with _opened(self._at(name)) as engine:
            upgrade(engine)
        return name

    @contextmanager
    def fresh(self) -> Iterator[Engine]:
        """A migrated, empty store, not used by anyone else until it is given back."""
        name = self._idle.pop() if self._idle else self._copy()
        with _opened(self._at(name)) as engine:
            yield engine
            if self._emptied(engine):
                self._idle.append(name)

    def close(self) -> None:
        """Drop every database made."""
        for name in self._made:
            statement = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
            self._admin(sql.SQL(statement).format(sql.Identifier(name)))

    def _copy(self) -> str:
        name = f"{self._prefix}_{len(self._made)}"
        self._create(name, template=self._template)
        return name

    def _emptied(self, engine: Engine) -> bool:
        """Make the store as new; False where the test has changed more than rows."""
        try:
            with engine.begin() as connection:
                for table in reversed(tables()):
                    connection.execute(table.delete())
                connection.exec_driver_sql(_RESTART_KEYS)
                shape = connection.exec_driver_sql(_SHAPE).scalar_one()
        except DBAPIError:
            return False
        return bool(shape == self._shape)

    @cached_property
    def _shape(self) -> str:
        with _opened(self._at(self._template)) as engine, engine.connect() as connection:
            return str(connection.exec_driver_sql(_SHAPE).scalar_one())

    def _create(self, name: str, *, template: str) -> None:
        statement = "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'"
        self._admin(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(template)))
        self._made.append(name)

    def _admin(self, statement: sql.SQL | sql.Composed) -> None:
        plain = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement)

    def _at(self, database: str) -> str:
        # Nobody needs a test's rows after a power cut.
        url = self._url.set(database=database)
        url = url.update_query_dict({"options": "-c synchronous_commit=off"})
        return url.render_as_string(hide_password=False)


class Stores:
    """Fresh and shared stores of either dialect for one run of the tests."""

    def __init__(self, folder: Path) -> None:
        url = os.environ.get("OVERSIGHT_TEST_POSTGRES_URL", _DEFAULT_URL)
        self._postgres = PostgresStores(make_url(url))
        self._kinds: dict[str, SqliteStores | PostgresStores] = {
            "sqlite": SqliteStores(folder),
            "postgresql": self._postgres,
        }
        self._shared: dict[tuple[str, str], Engine] = {}
        self._open = ExitStack()
        for kind in self._kinds.values():
            self._open.callback(kind.close)

    @contextmanager
    def fresh(self, dialect: str) -> Iterator[Engine]:
        """A migrated, empty store of the dialect's own, removed at the end."""
        if dialect == "postgresql" and self._postgres.unreachable:
            POSTGRESQL.is_missing(self._postgres.unreachable)
        with self._kinds[dialect].fresh() as engine:
            yield engine

    def shared(self, dialect: str, name: str, *, fill: Callable[[Engine], None]) -> Engine:
        """One store per dialect and name for the whole run, filled at its first use; read only."""
        key = (dialect, name)
        if key not in self._shared:
            with ExitStack() as opening:
                engine = opening.enter_context(self.fresh(dialect))
                fill(engine)
                self._open.push(opening.pop_all())
            self._shared[key] = engine
        return self._shared[key]

    def close(self) -> None:
        """Dispose and remove everything."""
        self._open.close()


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()
