"""The history of loads: every batch with its counts and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from dashboard.store.models.operation import ImportBatch, ImportProblem


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


def problems_of(session: Session, batch: int) -> list[KeptProblem]:
    """The problems a batch was loaded with, in the order of its rows."""
    found = session.scalars(
        select(ImportProblem).where(ImportProblem.batch_id == batch).order_by(ImportProblem.id)
    )
    return [
        KeptProblem(
            level=one.level,
            sheet=one.sheet or "",
            row=one.row_number,
            column=one.column_name or "",
            value=one.value or "",
            rule=one.rule,
            message=one.message,
        )
        for one in found
    ]


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
