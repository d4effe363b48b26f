"""Cases as their ledger has them: one row each, with its one penalty and its counts of persons."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from dashboard.store.models.enforcement import (
    PERSON_COUNT_KINDS,
    CasePersonCount,
    EnforcementCase,
    Penalty,
)
from dashboard.store.models.inspections import Campaign, Finding
from dashboard.store.models.institutions import ExamSite, Institution
from dashboard.store.models.places import District
from data_loaders.export.query import Query, kept, named
from data_loaders.ledgers import cases

PERSON: Final = "个人"
"""What stands for a party that is a person: no person's name is stored."""


def _stage() -> ColumnElement[Any]:
    """The last step reached, by the ledger's closed list."""
    return case(
        (EnforcementCase.closed_on.is_not(None), "closed"),
        (EnforcementCase.withdrawn_on.is_not(None), "withdrawn"),
        (EnforcementCase.filed_on.is_not(None), "filed"),
        (EnforcementCase.referred_on.is_not(None), "referred"),
        (EnforcementCase.penalised_on.is_not(None), "penalised"),
        (EnforcementCase.confirmed_on.is_not(None), "confirmed"),
        else_="lead",
    )


def _counted(column: InstrumentedAttribute[Any], *, kind: str = "") -> ScalarSelect[Any]:
    """The largest value of a column over the case's counts, of one kind or of all."""
    found = select(func.max(column)).where(CasePersonCount.case_id == EnforcementCase.id)
    if kind:
        found = found.where(CasePersonCount.kind == kind)
    return found.correlate(EnforcementCase).scalar_subquery()


CASES: Final = Query(
    statement=select(
        *named(
            **kept(cases.CASES),
            district=District.name,
            subject=func.coalesce(
                case((EnforcementCase.subject_kind == "person", PERSON)),
                EnforcementCase.subject_name,
                Institution.name,
                ExamSite.name,
            ),
            subject_kind=EnforcementCase.subject_kind,
            stage=_stage(),
            amount_yuan=Penalty.amount_fen,
            campaign=Campaign.name,
            penalty_kind=Penalty.kind,
            paid_on=Penalty.paid_on,
            counted_on=_counted(CasePersonCount.counted_on),
            finding_number=Finding.number,
            finding_found_on=Finding.found_on,
            finding_description=Finding.description,
            **{kind: _counted(CasePersonCount.persons, kind=kind) for kind in PERSON_COUNT_KINDS},
        )
    )
    .join(District, District.id == EnforcementCase.district_id)
    .outerjoin(Institution, Institution.id == EnforcementCase.institution_id)
    .outerjoin(ExamSite, ExamSite.id == EnforcementCase.exam_site_id)
    .outerjoin(Campaign, Campaign.id == EnforcementCase.campaign_id)
    .outerjoin(Finding, Finding.id == EnforcementCase.finding_id)
    .outerjoin(Penalty, Penalty.case_id == EnforcementCase.id)
    .order_by(EnforcementCase.lead_on, EnforcementCase.id),
    district=EnforcementCase.district_id,
)
