"""The store's state: which dataset it holds, its revision, how new its data is, and its schema.

Every read of the product starts here, with one statement; every write ends here, so that the
revision grows exactly once with every committed load.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    Connection,
    Engine,
    String,
    Table,
    func,
    literal_column,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from dashboard.errors import DatasetMismatchError, StoreTooNewError
from dashboard.paths import MIGRATIONS
from dashboard.store.dialects import changing_schema
from dashboard.store.engine import not_migrated, reachable
from dashboard.store.models.enforcement import EnforcementCase, Penalty
from dashboard.store.models.inspections import Finding, Inspection, RectificationOrder
from dashboard.store.models.institutions import ReviewDecision
from dashboard.store.models.operation import StoreState
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.models.training import ExamMonth, TrainingClass

if TYPE_CHECKING:
    from alembic.config import Config

SCHEMA_VERSION = "0004"
"""The newest step of the migration history; a test holds it equal to Alembic's own head."""

EVENT_DATES = (
    ReviewDecision.decided_on,
    Inspection.inspected_on,
    RectificationOrder.issued_on,
    Finding.found_on,
    Finding.closed_on,
    EnforcementCase.lead_on,
    Penalty.decided_on,
    PublicityActivity.held_on,
    TrainingClass.started_on,
    ExamMonth.month,
)
"""The days on which a ledger says something happened; the latest is 数据截至."""


@dataclass(frozen=True, kw_only=True)
class State:
    """What a reader needs to know of the store before any figure."""

    dataset: str
    revision: int
    data_until: date | None
    changed_at: datetime
    """When the revision was made; tells a store built anew from the one it replaced."""

    @property
    def is_demo(self) -> bool:
        """Whether everything in the store is synthetic."""
        return self.dataset == "demo"


def upgrade(engine: Engine) -> None:
    """Bring the store to this program's schema, creating it if there is none.

    Raises:
        StoreUnreachableError: the store does not answer.
        StoreTooNewError: it was migrated by a newer program.
    """
    from alembic import command  # costs a third of a second, so only where it is needed

    with reachable(engine), changing_schema(engine) as connection:
        _known_version(_version(connection))
        config = _alembic()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def read_state(engine: Engine) -> State:
    """Read the state in one statement.

    Raises:
        StoreUnreachableError: the store does not answer.
        StoreNotMigratedError: it has no schema, an older one, or nothing was loaded yet.
        StoreTooNewError: it was migrated by a newer program.
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
        raise not_migrated()
    if row.version != SCHEMA_VERSION:
        _known_version(row.version)
        raise not_migrated()
    return State(
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
        state.data_until = _data_until(session)
        state.changed_at = datetime.now(UTC)


def _data_until(session: Session) -> date | None:
    latest = union_all(*(select(func.max(day).label("day")) for day in EVENT_DATES)).subquery()
    newest: date | None = session.scalar(select(func.max(latest.c.day)))
    return newest


def _alembic() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _version(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _known_version(version: str | None) -> None:
    from alembic.script import ScriptDirectory

    history = ScriptDirectory.from_config(_alembic()).walk_revisions()
    if version is not None and version not in {script.revision for script in history}:
        raise StoreTooNewError(
            f"数据库版本（{version}）比本程序新，请升级本程序后再打开",
            "the store was migrated by a newer version of this program; upgrade the program",
        )


def tables() -> list[Table]:
    """Every table of the store in the order in which rows may be inserted."""
    return list(StoreState.metadata.sorted_tables)


def aware(at: datetime) -> datetime:
    """A time with its zone; SQLite gives times back without."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
