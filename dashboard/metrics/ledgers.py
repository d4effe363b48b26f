"""The nine ledgers as they lie in the store: how many rows, and how new each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Date, Select, String, func, literal, select, union_all
from sqlalchemy.orm import Session

from dashboard.dates import Month
from dashboard.metrics.facts import AS_OF, Expression, on_day
from dashboard.store.models.enforcement import EnforcementCase
from dashboard.store.models.inspections import Finding, Inspection
from dashboard.store.models.institutions import ExamSite, Institution, ReviewDecision
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.models.training import ExamMonth, TrainingClass
from dashboard.store.reporting import MONTHLY

LINES: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "institutions": Institution,
        "exam_sites": ExamSite,
        "reviews": ReviewDecision,
        "inspections": Inspection,
        "findings": Finding,
        "cases": EnforcementCase,
        "publicity": PublicityActivity,
        "classes": TrainingClass,
        "exam_months": ExamMonth,
    }
)
"""Table in which a line of each ledger is a row."""

DAYS: Final[Mapping[str, Expression]] = MappingProxyType(
    {
        "reviews": ReviewDecision.decided_on,
        "inspections": Inspection.inspected_on,
        "findings": Finding.found_on,
        "cases": EnforcementCase.lead_on,
        "publicity": PublicityActivity.held_on,
        "classes": TrainingClass.started_on,
        "exam_months": ExamMonth.month,
    }
)
"""The day of a line; registers of bodies have none."""


@dataclass(frozen=True, kw_only=True)
class LedgerSpan:
    """One ledger: its rows, and the days of the first and the last of them."""

    key: str
    rows: int
    first: date | None
    last: date | None

    @property
    def until(self) -> date | None:
        """The last day its rows speak of: of a monthly report, the last of its month."""
        if self.last is None or self.key != MONTHLY:
            return self.last
        return Month.of(self.last).last


def ledgers(session: Session, *, as_of: date) -> tuple[LedgerSpan, ...]:
    """Every ledger, in the order of LINES, in one statement.

    Args:
        session: An open session.
        as_of: Lines of later days are not counted; registers are counted whole.
    """
    found = session.execute(union_all(*(_one(key) for key in LINES)), on_day(as_of))
    by_key = {row.ledger: row for row in found}
    return tuple(
        LedgerSpan(
            key=key,
            rows=by_key[key].row_count,
            first=by_key[key].first_day,
            last=by_key[key].last_day,
        )
        for key in LINES
    )


def _one(key: str) -> Select[Any]:
    day = DAYS.get(key)
    none = literal(None, Date)
    counted = select(
        literal(key, String).label("ledger"),
        func.count().label("row_count"),
        (none if day is None else func.min(day)).label("first_day"),
        (none if day is None else func.max(day)).label("last_day"),
    ).select_from(LINES[key])
    return counted if day is None else counted.where(day <= AS_OF)
