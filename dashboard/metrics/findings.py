"""Listings of findings: what is still open, the longest overdue first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.worklist import WITHHELD
from dashboard.metrics.worklist import open_findings as listed


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


def open_findings(
    session: Session,
    *,
    filters: Filters,
    as_of: date,
    page: int,
    size: int,
    case_role: bool = False,
) -> OpenPage:
    """Findings open on `as_of`: the longest overdue first, then by deadline, none set last.

    One statement over the ledger of findings, narrowed by all of `filters`; what a 违法违规 says is
    read for the case role alone.
    """
    found = listed(session, filters=filters, as_of=as_of, page=page, size=size, case_role=case_role)
    return OpenPage(
        rows=tuple(_finding(row) for row in found.rows), total=found.total, page=found.number
    )


def _finding(row: Row[Any]) -> OpenFinding:
    late = row.overdue is not None and row.overdue > 0
    return OpenFinding(
        number=row.number,
        district_id=row.district_id,
        body=row.body,
        institution_id=row.institution_id,
        category=row.category,
        severity=row.severity,
        found_on=row.found_on,
        due_on=row.due_on,
        days_overdue=row.overdue if late else None,
        description=WITHHELD if row.description is None else row.description,
    )
