"""The register of institutions by pages, each with its state, inspections and findings."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from dashboard.metrics.definitions.findings import OPEN, OVERDUE
from dashboard.metrics.facts import (
    IS_CURRENT,
    REGISTER,
    Current,
    happened,
    on_day,
)
from dashboard.metrics.filters import Filters
from dashboard.metrics.paging import on_page
from dashboard.store.models.inspections import Finding, Inspection
from dashboard.store.models.institutions import REVIEW_OUTCOMES, Institution
from dashboard.store.models.places import District

UNREVIEWED = "未复核"
STATES = (*REVIEW_OUTCOMES.values(), UNREVIEWED)
"""The words by which the register is narrowed to a state."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedInstitution:
    """One institution as of the day; outcome, stage and days are those of its latest decision."""

    id: int
    name: str
    uscc: str | None
    district_id: int
    kind: str | None
    closed_on: date | None
    outcome: str | None
    stage: str | None
    decided_on: date | None
    deadline: date | None
    inspections: int
    findings_open: int
    findings_overdue: int


@dataclass(frozen=True, kw_only=True)
class RegisterPage:
    """One page of the register: its rows, its number counted from 1, and how many rows in all."""

    rows: tuple[ListedInstitution, ...]
    page: int
    total: int


def _visits() -> ScalarSelect[Any]:
    return (
        select(func.count())
        .where(Inspection.institution_id == Institution.id, happened(Inspection.inspected_on))
        .correlate(Institution)
        .scalar_subquery()
    )


def _found(which: ColumnElement[bool]) -> ScalarSelect[Any]:
    return (
        select(func.count())
        .where(Finding.institution_id == Institution.id, happened(Finding.found_on), which)
        .correlate(Institution)
        .scalar_subquery()
    )


# A deadline binds only while the latest decision is to rectify.
_DEADLINE = case((Current.outcome == "rectifying", Current.deadline))


def _missing_last(day: Any) -> ColumnElement[int]:
    return case((day.is_(None), 1), else_=0)


SORTS: MappingProxyType[str, tuple[Any, ...]] = MappingProxyType(
    {
        "区县": (),
        "整改期限": (_missing_last(_DEADLINE), _DEADLINE),
        "结论日期": (_missing_last(Current.decided_on), Current.decided_on.desc()),
        "检查次数": (_visits().desc(),),
        "未销号": (_found(OPEN).desc(),),
        "超期": (_found(OVERDUE).desc(),),
    }
)
"""Orders of the register by their words; ties, and 区县 itself, follow the customary order."""


def register(
    session: Session,
    *,
    as_of: date,
    filters: Filters,
    search: str = "",
    state: str = "",
    sort: str = "区县",
    page: int = 1,
    size: int | None = 20,
) -> RegisterPage:
    """Institutions that are registered on the day or have a review decision by then, by pages.

    Args:
        session: An open session; one statement is sent.
        as_of: The day everything is told as of.
        filters: District and kind count; other filters do not narrow a register.
        search: Part of a name or of a credit code; width and case of letters do not matter.
        state: One of STATES, or empty for all.
        sort: A key of SORTS.
        page: Page wanted, from 1; one beyond the last gives the last.
        size: Rows a page; None gives all rows as one page.
    """
    found = _numbered(filters, search=search, state=state, sort=sort)
    statement = _with_counts(found)
    if size is not None:
        shown = on_page(found.c.position, found.c.total, page=max(1, page), size=size)
        statement = statement.where(shown)
    rows = session.execute(statement, on_day(as_of)).all()
    if not rows:
        return RegisterPage(rows=(), page=1, total=0)
    return RegisterPage(
        rows=tuple(
            ListedInstitution(**{name: row._mapping[name] for name in _FIELDS}) for row in rows
        ),
        page=1 if size is None else (rows[0].position - 1) // size + 1,
        total=rows[0].total,
    )


_FIELDS = tuple(ListedInstitution.__dataclass_fields__)


def _numbered(filters: Filters, *, search: str, state: str, sort: str) -> CTE:
    """All matching institutions with their position in the order and their number."""
    order = (*SORTS[sort], District.position, Institution.id)
    return (
        select(
            Institution.id.label("institution"),
            Current.outcome,
            Current.stage,
            Current.decided_on,
            _DEADLINE.label("deadline"),
            func.row_number().over(order_by=order).label("position"),
            func.count().over().label("total"),
        )
        .join(District, District.id == Institution.district_id)
        .outerjoin(Current, and_(Current.institution_id == Institution.id, IS_CURRENT))
        .where(
            or_(REGISTER.where, Current.id.is_not(None)),
            *Filters(district=filters.district, kind=filters.kind).conditions(
                REGISTER, timed=False
            ),
            *_matching(search),
            *_in_state(state),
        )
        .cte("numbered")
    )


def _matching(search: str) -> list[ColumnElement[bool]]:
    wanted = unicodedata.normalize("NFKC", search).strip()[:100]
    if not wanted:
        return []
    return [
        or_(
            Institution.name.icontains(wanted, autoescape=True),
            Institution.uscc.icontains(wanted, autoescape=True),
        )
    ]


def _in_state(state: str) -> list[ColumnElement[bool]]:
    if state == UNREVIEWED:
        return [Current.id.is_(None)]
    return [Current.outcome == key for key, word in REVIEW_OUTCOMES.items() if word == state]


def _with_counts(found: CTE) -> Select[Any]:
    """The rows with their counts, which are thus asked for the rows of one page alone."""
    return (
        select(
            Institution.id,
            Institution.name,
            Institution.uscc,
            Institution.district_id,
            Institution.kind,
            case((happened(Institution.closed_on), Institution.closed_on)).label("closed_on"),
            *(found.c[name] for name in ("outcome", "stage", "decided_on", "deadline")),
            _visits().label("inspections"),
            _found(OPEN).label("findings_open"),
            _found(OVERDUE).label("findings_overdue"),
            found.c.position,
            found.c.total,
        )
        .join(found, found.c.institution == Institution.id)
        .order_by(found.c.position)
    )
