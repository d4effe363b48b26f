"""Ledgers counted row by row, as one would by hand: what packed reading is held to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.store.models.training import ExamMonth, TrainingClass
from dashboard.watch.exams import COLUMNS
from dashboard.watch.months import finished, first_day, last_day, quarter_end, serial

Key = tuple[int, int]


def exams(engine: Engine, *, as_of: date) -> dict[tuple[str, int, str, int], tuple[Any, ...]]:
    """Every row's numbers by kind, body, trade and running month."""
    with Session(engine) as session:
        rows = session.scalars(select(ExamMonth).where(ExamMonth.month <= finished(as_of)))
        return {
            _owner(row) + (row.trade, serial(row.month)): tuple(getattr(row, n) for n in COLUMNS)
            for row in rows
        }


def _owner(row: ExamMonth) -> tuple[str, int]:
    if row.institution_id is not None:
        return "institution", row.institution_id
    return "exam_site", row.exam_site_id or 0


def classes(engine: Engine, *, as_of: date) -> list[TrainingClass]:
    """Every class begun by the day, in order of time."""
    with Session(engine) as session:
        statement = select(TrainingClass).where(TrainingClass.started_on <= as_of)
        return list(session.scalars(statement.order_by(TrainingClass.started_on, TrainingClass.id)))


def sums(rows: Iterable[TrainingClass], *, as_of: date) -> dict[str, dict[Key, float]]:
    """The sums of `dashboard.watch.classes.SUMS` by institution and month, where not 0."""
    found: dict[str, dict[Key, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        key = row.institution_id, serial(row.started_on)
        found["begun"][key] += 1
        if row.ended_on is None or row.ended_on > as_of:
            continue
        required, delivered = row.hours_required, row.hours_delivered
        if required is not None and delivered is not None:
            days = (row.ended_on - row.started_on).days + 1
            found["timed"][key] += 1
            found["short"][key] += delivered < required
            found["exact"][key] += delivered == required
            found["against"][key] += delivered < 0.9 * required or delivered / days > 8
        if row.sign_ins_backfilled is not None and row.sign_ins_actual:
            found["backfilled"][key] += row.sign_ins_backfilled
            found["signed"][key] += row.sign_ins_actual
        if row.archive_present is not None and row.archive_required:
            found["missing"][key] += row.archive_required - row.archive_present
            found["required"][key] += row.archive_required
    return {
        name: {key: value for key, value in by_key.items() if value}
        for name, by_key in found.items()
    }


def demand(rows: Iterable[TrainingClass]) -> dict[Key, float]:
    """Person-hours by institution and quarter."""
    found: dict[Key, float] = defaultdict(float)
    for row in rows:
        if row.ended_on is None or not row.enrolled or not row.hours_required:
            continue
        days = (row.ended_on - row.started_on).days + 1
        hours = row.enrolled * row.hours_required
        for month in range(serial(row.started_on), serial(row.ended_on) + 1):
            first = max(row.started_on, first_day(month))
            last = min(row.ended_on, last_day(month))
            quarter = quarter_end(month)
            found[row.institution_id, quarter] += hours * ((last - first).days + 1) / days
    return dict(found)
