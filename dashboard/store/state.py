"""The store's state: which dataset it holds, its revision, how new its data is, and its schema.

Every read of the product starts here, with one statement; every write ends here, so that the
revision grows exactly once with every committed load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine, String, Table, literal_column, select, update
from sqlalchemy.orm import Session

from dashboard.errors import DatasetMismatchError
from dashboard.store.dialects import changing_schema, keep_writers_out, take_time
from dashboard.store.engine import reachable
from dashboard.store.models.operation import StoreState
from dashboard.store.reporting import record_reports
from dashboard.store.schema import (
    SCHEMA_VERSION,
    check_known,
    empty,
    migrate,
    read_version,
    table_names,
    unfit,
)


@dataclass(frozen=True, kw_only=True)
class StoreStatus:
    """What a reader needs to know of the store before any figure."""

    dataset: str
    revision: int
    data_until: date | None
    """The day through which the city is complete; see `dashboard.store.reporting`."""
    changed_at: datetime
    """When the revision was made; tells a store built anew from the one it replaced."""

    @property
    def is_demo(self) -> bool:
        """Whether everything in the store is synthetic."""
        return self.dataset == "demo"


def upgrade(engine: Engine, *, first: Callable[[str], None] = lambda _version: None) -> bool:
    """Bring the store to this program's schema, creating it if there is none.

    Args:
        engine: The store.
        first: Called with the version of an older store before anything is changed, while nobody
            else can write to it.

    Returns:
        Whether there was anything to do.

    Raises:
        StoreUnreachableError: the store does not answer.
        StoreTooNewError: it was migrated by a newer program.
    """
    with reachable(engine), changing_schema(engine) as connection:
        version = read_version(connection)
        check_known(version)
        if version == SCHEMA_VERSION:
            return False
        if version is not None:
            keep_writers_out(connection, table_names(connection))
            first(version)
        migrate(connection)
        return True


def require_schema(engine: Engine) -> None:
    """Whether there is a schema of ours at all, of whatever version.

    Raises:
        StoreNotMigratedError: there is none.
    """
    with reachable(engine), engine.connect() as connection:
        if read_version(connection) is None:
            raise unfit(None) if table_names(connection) else empty()


def read_dataset(engine: Engine) -> str | None:
    """Which dataset a store of whatever version holds; None where nothing was loaded yet.

    Raises:
        StoreError: it cannot be reached.
    """
    with reachable(engine), engine.connect() as connection:
        if StoreState.__tablename__ not in table_names(connection):
            return None
        dataset: str | None = connection.scalar(select(StoreState.dataset))
        return dataset


def read_state(engine: Engine) -> StoreStatus:
    """Read the state in one statement.

    Raises:
        StoreUnreachableError: the store does not answer.
        StoreNotMigratedError: it has no schema, an older one, or nothing was loaded yet.
        StoreTooNewError: it was migrated by a newer program.
        StoreDamagedError: a table of ours or its version is gone.
    """
    statement = select(
        StoreState.dataset,
        StoreState.revision,
        StoreState.data_until,
        StoreState.changed_at,
        literal_column("(SELECT version_num FROM alembic_version)", String).label("version"),
    )
    with reachable(engine), engine.connect() as connection:
        row = connection.execute(statement).first()
    if row is None:
        raise empty()
    if row.version != SCHEMA_VERSION:
        raise unfit(row.version)
    return StoreStatus(
        dataset=row.dataset,
        revision=row.revision,
        data_until=row.data_until,
        changed_at=row.changed_at,
    )


@contextmanager
def loading(engine: Engine, *, dataset: str) -> Iterator[Session]:
    """One transaction that loads data: all of it with a new revision, or nothing.

    Loads are serialised: a second one waits until the first has ended.

    Args:
        engine: The store, migrated.
        dataset: `demo` or `production`; a store keeps the one it first got.

    Raises:
        DatasetMismatchError: the store holds the other dataset.
        StoreNotMigratedError: it has no schema.
        StoreUnreachableError: it does not answer, or another load takes too long.
    """
    with reachable(engine), Session(engine) as session, session.begin():
        take_time(session.connection())
        # A write, for SQLite has no other lock that lets readers go on.
        session.execute(update(StoreState).values(revision=StoreState.revision))
        state = session.get(StoreState, 1, with_for_update=True)
        if state is None:
            state = StoreState(id=1, dataset=dataset, revision=0, changed_at=datetime.now(UTC))
            session.add(state)
        elif state.dataset != dataset:
            raise DatasetMismatchError(
                f"数据库中已有{'演示' if state.dataset == 'demo' else '正式'}数据，"
                f"不能写入{'演示' if dataset == 'demo' else '正式'}数据",
                f"the store holds {state.dataset} data; {dataset} data must not be mixed in",
            )
        yield session
        session.flush()
        state.revision += 1
        state.data_until = record_reports(session)
        state.changed_at = datetime.now(UTC)


def tables() -> list[Table]:
    """Every table of the store in the order in which rows may be inserted."""
    return list(StoreState.metadata.sorted_tables)


def aware(at: datetime) -> datetime:
    """A time with its zone; SQLite gives times back without."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
