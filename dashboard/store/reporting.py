"""How far each unit has reported in each ledger, and through which day the city is complete.

Kept by every load in its own transaction, so that a page need not read whole ledgers for it, and
one early file cannot pass for the city's last day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import String, delete, func, insert, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql import FromClause

from dashboard.dates import Month
from dashboard.store.models.enforcement import EnforcementCase, Penalty
from dashboard.store.models.inspections import Finding, Inspection, RectificationOrder
from dashboard.store.models.institutions import Institution, ReviewDecision
from dashboard.store.models.operation import ReportedThrough
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.models.training import ExamMonth, TrainingClass

Day = InstrumentedAttribute[Any]
Newest = Mapping[tuple[str, int], date]
"""Ledger and key of a unit to the day through which it has reported."""

MONTHLY: Final = "exam_months"
"""The ledger whose rows speak of a whole month."""
EVENTS: Final[tuple[tuple[str, Day, Any], ...]] = (
    ("reviews", ReviewDecision.decided_on, Institution),
    ("inspections", Inspection.inspected_on, Inspection),
    ("findings", RectificationOrder.issued_on, RectificationOrder),
    ("findings", Finding.found_on, Finding),
    ("findings", Finding.closed_on, Finding),
    ("cases", EnforcementCase.lead_on, EnforcementCase),
    ("cases", Penalty.decided_on, EnforcementCase),
    ("publicity", PublicityActivity.held_on, PublicityActivity),
    ("classes", TrainingClass.started_on, TrainingClass),
    (MONTHLY, ExamMonth.month, ExamMonth),
)
"""The days on which a ledger says something happened, and the model that names the unit."""


def record_reports(session: Session) -> date | None:
    """Write anew how far everybody has reported, from what the ledgers hold inside this load.

    Returns:
        The day through which the city is complete; None where no ledger holds a row.
    """
    newest = count_reports(session)
    session.execute(delete(ReportedThrough))
    if newest:
        session.execute(
            insert(ReportedThrough),
            [
                {"ledger": ledger, "district_id": unit, "until": until}
                for (ledger, unit), until in newest.items()
            ],
        )
    return complete_until(newest)


def read_reports(session: Session) -> Newest:
    """How far every unit has reported in every ledger; pairs without a row are absent."""
    asked = select(ReportedThrough.ledger, ReportedThrough.district_id, ReportedThrough.until)
    return {(row.ledger, row.district_id): row.until for row in session.execute(asked)}


def complete_until(newest: Newest) -> date | None:
    """The latest day through which at least half of the units that report have reported.

    A unit has reported through its newest day in any ledger, as no district has something to
    report in each of them. So neither one early file nor a few that lag move the city's day.
    """
    units: dict[int, date] = {}
    for (_, unit), until in newest.items():
        units[unit] = max(until, units.get(unit, until))
    days = sorted(units.values(), reverse=True)
    return days[(len(days) - 1) // 2] if days else None


def count_reports(session: Session) -> Newest:
    """How far every unit has reported, from the ledgers themselves, in one statement."""
    found: dict[tuple[str, int], date] = {}
    for row in session.execute(union_all(*(_one(*event) for event in EVENTS))):
        key = (row.ledger, row.district_id)
        until = Month.of(row.until).last if row.ledger == MONTHLY else row.until
        found[key] = max(until, found.get(key, until))
    return found


def _one(ledger: str, day: Day, owner: Any) -> Any:
    source: FromClause = day.class_.__table__
    if owner is not day.class_:
        source = source.join(owner.__table__)
    return (
        select(
            literal(ledger, String).label("ledger"),
            owner.district_id.label("district_id"),
            func.max(day).label("until"),
        )
        .select_from(source)
        .where(day.is_not(None))
        .group_by(owner.district_id)
    )
