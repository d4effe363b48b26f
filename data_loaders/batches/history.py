"""The history of loads: every batch with its counts and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Select, exists, false, func, not_, select, true
from sqlalchemy.orm import Session

from dashboard.access.restricted import restricted, restricted_message
from dashboard.access.restriction import Restriction
from dashboard.store.models.operation import ImportBatch, ImportProblem
from data_loaders.batches.stage.target_tables import MAIN
from data_loaders.ledgers.registry import SHEETS


@dataclass(frozen=True, kw_only=True)
class Batch:
    """One batch as history tells it; moments in UTC."""

    id: int
    load_number: int
    ledger: str
    file_name: str
    sha256: str
    loaded_by: str
    loaded_at: datetime
    data_until: date | None
    rows_added: int
    rows_updated: int
    rows_unchanged: int
    rows_refused: int
    mode: str
    sheets: tuple[str, ...]
    notes: tuple[str, ...]
    status: str
    undone_by: str | None
    undone_at: datetime | None
    problems: int


@dataclass(frozen=True, kw_only=True)
class KeptProblem:
    """One problem that a batch was loaded with."""

    level: str
    sheet: str
    row: int | None
    column: str
    value: str
    rule: str
    message: str


def history(session: Session, *, limit: int | None = None, offset: int = 0) -> list[Batch]:
    """Batches, newest first, in one statement.

    Args:
        session: An open session.
        limit: Most batches given; None: all.
        offset: How many of the newest are left out.
    """
    problems = (
        select(func.count()).where(ImportProblem.batch_id == ImportBatch.id).scalar_subquery()
    )
    found = session.execute(
        select(ImportBatch, problems.label("problems"))
        .order_by(ImportBatch.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_batch(batch, problems=count) for batch, count in found]


def problems_of(session: Session, batch: int, *, case_role: bool = False) -> list[KeptProblem]:
    """The problems a batch was loaded with, in the order of its rows.

    What a restricted row said is not kept, but older versions of this program kept it: outside the
    case role it is not read again, unless the row is known to be none that is restricted.
    """
    ledger = session.scalar(select(ImportBatch.ledger).where(ImportBatch.id == batch))
    restriction = None if ledger is None or case_role else SHEETS[ledger].restricted
    found = session.execute(_kept(batch, ledger=ledger, restriction=restriction))
    return [
        _problem(one, told=told, words=SHEETS[ledger].words if ledger else frozenset())
        for one, told in found
    ]


def _kept(batch: int, *, ledger: str | None, restriction: Restriction | None) -> Select[Any]:
    """A batch's problems, and of each whether what it says may be read."""
    kept = select(ImportProblem).where(ImportProblem.batch_id == batch).order_by(ImportProblem.id)
    if restriction is None or ledger is None:
        return kept.add_columns(true())
    if restriction.always:
        return kept.add_columns(false())
    row = MAIN[ledger].table
    free = exists().where(
        row.c.batch_id == ImportProblem.batch_id,
        row.c.source_sheet == ImportProblem.sheet,
        row.c.source_row == ImportProblem.row_number,
        not_(restriction.condition(row.c)),
    )
    return kept.add_columns(free)


def _problem(one: ImportProblem, *, told: bool, words: frozenset[str]) -> KeptProblem:
    value, message = one.value or "", one.message
    if not told:
        value = str(restricted(value))
        message = str(restricted_message(message, cells=(value,), words=words))
    return KeptProblem(
        level=one.level,
        sheet=one.sheet or "",
        row=one.row_number,
        column=one.column_name or "",
        value=value,
        rule=one.rule,
        message=message,
    )


def _batch(batch: ImportBatch, *, problems: int) -> Batch:
    return Batch(
        id=batch.id,
        load_number=batch.load_number,
        ledger=batch.ledger,
        file_name=batch.file_name,
        sha256=batch.sha256,
        loaded_by=batch.loaded_by,
        loaded_at=_utc(batch.loaded_at),
        data_until=batch.data_until,
        rows_added=batch.rows_added,
        rows_updated=batch.rows_updated,
        rows_unchanged=batch.rows_unchanged,
        rows_refused=batch.rows_refused,
        mode=batch.mode,
        sheets=tuple((batch.sheets or "").splitlines()),
        notes=tuple((batch.notes or "").splitlines()),
        status=batch.status,
        undone_by=batch.undone_by,
        undone_at=None if batch.undone_at is None else _utc(batch.undone_at),
        problems=problems,
    )


def _utc(moment: datetime) -> datetime:
    """The moment in UTC, also where the database forgets the zone."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
