"""Listings of findings: what is still open, the longest overdue first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from dashboard.metrics.definitions.findings import OPEN, OVERDUE
from dashboard.metrics.facts import FINDINGS
from dashboard.metrics.filters import Filters
from dashboard.metrics.paging import paged
from dashboard.store.models.inspections import Finding
from dashboard.store.models.institutions import ExamSite, Institution


@dataclass(frozen=True, kw_only=True)
class OpenFinding:
    """One finding not closed by the as-of day.

    `body` is the institution or exam site concerned, None where the ledger names neither;
    `days_overdue` counts from `due_on`, and is None while the finding is not overdue.
    """

    number: str | None
    district_id: int
    body: str | None
    institution_id: int | None
    category: str
    severity: str | None
    found_on: date
    due_on: date | None
    days_overdue: int | None
    description: str


@dataclass(frozen=True, kw_only=True)
class OpenPage:
    """One page of open findings; `page` counts from 1 and is the last where asked beyond it."""

    rows: tuple[OpenFinding, ...]
    total: int
    page: int


_COLUMNS = (
    Finding.id,
    Finding.number,
    Finding.district_id,
    func.coalesce(Institution.name, ExamSite.name).label("body"),
    Finding.institution_id,
    Finding.category,
    Finding.severity,
    Finding.found_on,
    Finding.due_on,
    Finding.description,
)
_ORDER = (
    case((OVERDUE, 0), else_=1),
    case((Finding.due_on.is_(None), 1), else_=0),
    Finding.due_on,
    Finding.found_on,
    Finding.id,
)


def open_findings(
    session: Session, *, filters: Filters, as_of: date, page: int, size: int
) -> OpenPage:
    """Findings open on `as_of`: the longest overdue first, then by deadline, none set last.

    One statement over the ledger of findings, narrowed by all of `filters`.
    """
    listed = (
        select(*_COLUMNS)
        .select_from(FINDINGS.source.outerjoin(ExamSite, ExamSite.id == Finding.exam_site_id))
        .where(FINDINGS.where, OPEN, *filters.conditions(FINDINGS))
    )
    found = paged(session, listed, order=_ORDER, page=page, size=size, values={"as_of": as_of})
    rows = tuple(_finding(row, as_of=as_of) for row in found.rows)
    return OpenPage(rows=rows, total=found.total, page=found.number)


def _finding(row: Row[Any], *, as_of: date) -> OpenFinding:
    overdue = row.due_on is not None and row.due_on < as_of
    return OpenFinding(
        number=row.number,
        district_id=row.district_id,
        body=row.body,
        institution_id=row.institution_id,
        category=row.category,
        severity=row.severity,
        found_on=row.found_on,
        due_on=row.due_on,
        days_overdue=(as_of - row.due_on).days if overdue else None,
        description=row.description,
    )
