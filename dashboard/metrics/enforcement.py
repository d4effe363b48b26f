"""Enforcement cases: the steps they go through, how far each came, and whom one may be told of.

Names are read for the case role alone. For everybody else the statement does not select who an
employer is, nor which institution or exam site a case concerns once the case has gone to the
police or was withdrawn, on whatever day it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    func,
    literal,
    not_,
    select,
    true,
)
from sqlalchemy.orm import Session

from dashboard.access.restriction import HANDED_OVER, readable
from dashboard.metrics.facts import CASES, Expression, Fact, happened, not_yet, on_day
from dashboard.metrics.filters import Filters
from dashboard.metrics.paging import Paged, paged
from dashboard.store.models.enforcement import EnforcementCase as Case
from dashboard.store.models.enforcement import Penalty
from dashboard.store.models.institutions import ExamSite, Institution
from dashboard.store.models.places import District

STEPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "lead": "线索",
        "confirmed": "查实",
        "penalised": "行政处罚",
        "referred": "移送公安",
        "filed": "刑事立案",
    }
)
"""Steps a case may reach, in their order."""

FATES: Final[Mapping[str, str]] = MappingProxyType(
    {"open": "办理中", "closed": "结案", "withdrawn": "撤案"}
)
"""What a case is on the as-of day; a withdrawn case is nothing else."""

STEP_DAY: Final[Mapping[str, Expression]] = MappingProxyType(
    {
        "lead": Case.lead_on,
        "confirmed": Case.confirmed_on,
        "penalised": Case.penalised_on,
        "referred": Case.referred_on,
        "filed": Case.filed_on,
        "closed": Case.closed_on,
        "withdrawn": Case.withdrawn_on,
    }
)
"""The day of each step and of each end."""

WITHHELD: Final[ColumnElement[bool]] = HANDED_OVER.condition(Case.__table__.c)
"""Cases whose institution only the case role may know."""

FURTHEST: Final[ColumnElement[str]] = case(
    *(
        (happened(STEP_DAY[step]), literal(step, String))
        for step in ("filed", "referred", "penalised", "confirmed")
    ),
    else_=literal("lead", String),
)
"""The last step a case reached by the as-of day."""

FATE: Final[ColumnElement[str]] = case(
    (happened(Case.withdrawn_on), literal("withdrawn", String)),
    (happened(Case.closed_on), literal("closed", String)),
    else_=literal("open", String),
)
"""What a case is on the as-of day, a key of FATES."""


def cohort(
    filters: Filters, *, fact: Fact = CASES, timed: bool = True
) -> tuple[ColumnElement[bool], ...]:
    """The filters as conditions on cases, but for the institution.

    Asking for the cases of one institution would tell of cases that are withheld.
    """
    return tuple(replace(filters, institution=None).conditions(fact, timed=timed))


def cases(
    session: Session,
    *,
    filters: Filters,
    as_of: date,
    reached: str = "",
    case_role: bool = False,
    page: int = 1,
    size: int = 20,
) -> Paged:
    """Read one page of the cohort's cases, newest lead first.

    Args:
        session: An open session.
        filters: As for `course`.
        as_of: Steps after this day have not come yet.
        reached: A key of STEPS or FATES the case must have come to; empty is every case.
        case_role: Whether the statement may name whom a case concerns.
        page: Page number from 1.
        size: Rows a page.

    Returns:
        Rows of `id`, `number`, `lead_on`, `district_id`, `district`, `subject_kind` [key], `cause`
        [key], `step` and `fate` [keys], the day of each step, `fined` [fen, null: no
        fine], `has_finding` [0 or 1], then the columns of `body_columns`.

    Source: the ledger of cases.
    """
    return paged(
        session,
        _listed(case_role=case_role).where(CASES.where, *cohort(filters), _came_to(reached)),
        order=(Case.lead_on.desc(), Case.id.desc()),
        page=page,
        size=size,
        values=on_day(as_of),
    )


def _listed(*, case_role: bool) -> Select[*tuple[Any, ...]]:
    """All cases with what `cases` tells of each."""
    fined = (
        select(func.sum(Penalty.amount_fen))
        .where(Penalty.case_id == Case.id, happened(Penalty.decided_on))
        .scalar_subquery()
    )
    return select(
        Case.id,
        Case.number,
        Case.lead_on,
        Case.district_id,
        District.name.label("district"),
        Case.subject_kind,
        Case.cause,
        FURTHEST.label("step"),
        FATE.label("fate"),
        *(
            case((happened(day), day), else_=None).label(f"{step}_day")
            for step, day in STEP_DAY.items()
        ),
        fined.label("fined"),
        case((Case.finding_id.is_(None), 0), else_=1).label("has_finding"),
        *body_columns(case_role=case_role),
    ).select_from(
        CASES.source.join(District, District.id == Case.district_id).outerjoin(
            ExamSite, ExamSite.id == Case.exam_site_id
        )
    )


def body_columns(*, case_role: bool) -> tuple[ColumnElement[Any], ...]:
    """`institution_id`, `institution`, `exam_site` and `subject`: whom a case concerns.

    Outside the case role the restricted `subject_name` is not among what is selected, and the
    others are null for cases that are withheld.
    """
    told = true() if case_role else not_(WITHHELD)
    return (
        readable(Case.institution_id, case_role=case_role).label("institution_id"),
        case((told, Institution.name), else_=None).label("institution"),
        case((told, ExamSite.name), else_=None).label("exam_site"),
        readable(Case.subject_name, case_role=case_role).label("subject"),
    )


def _came_to(reached: str) -> ColumnElement[bool]:
    if reached == "open":
        return and_(not_yet(Case.closed_on), not_yet(Case.withdrawn_on))
    return happened(STEP_DAY[reached]) if reached else true()
