"""Inspections and findings as their ledgers have them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import case, select

from dashboard.store.models.inspections import Campaign, Finding, Inspection, RectificationOrder
from dashboard.store.models.institutions import ExamSite, Institution
from dashboard.store.models.places import District
from dashboard.store.models.standards import Clause, Standard
from data_loaders.export.query import Query, kept, named, unit_kind, unit_name
from data_loaders.ledgers import findings, inspections

INSPECTIONS: Final = Query(
    statement=select(
        *named(
            **kept(inspections.INSPECTIONS),
            district=District.name,
            unit=unit_name(),
            unit_kind=unit_kind(),
            campaign=Campaign.name,
            campaign_kind=Campaign.kind,
            campaign_level=Campaign.level,
            campaign_started_on=Campaign.started_on,
            campaign_ended_on=Campaign.ended_on,
        )
    )
    .join(District, District.id == Inspection.district_id)
    .outerjoin(Institution, Institution.id == Inspection.institution_id)
    .outerjoin(ExamSite, ExamSite.id == Inspection.exam_site_id)
    .outerjoin(Campaign, Campaign.id == Inspection.campaign_id)
    .order_by(Inspection.inspected_on, Inspection.id),
    district=Inspection.district_id,
)

FINDINGS: Final = Query(
    statement=select(
        *named(
            **kept(findings.FINDINGS),
            inspection_number=Inspection.number,
            district=District.name,
            unit=unit_name(),
            unit_kind=unit_kind(),
            clause=case((Clause.id.is_not(None), Standard.code + " " + Clause.number)),
            order_number=RectificationOrder.number,
            order_issued_on=RectificationOrder.issued_on,
        )
    )
    .join(District, District.id == Finding.district_id)
    .outerjoin(Inspection, Inspection.id == Finding.inspection_id)
    .outerjoin(Institution, Institution.id == Finding.institution_id)
    .outerjoin(ExamSite, ExamSite.id == Finding.exam_site_id)
    .outerjoin(RectificationOrder, RectificationOrder.id == Finding.order_id)
    .outerjoin(Clause, Clause.id == Finding.clause_id)
    .outerjoin(Standard, Standard.id == Clause.standard_id)
    .order_by(Finding.found_on, Finding.id),
    district=Finding.district_id,
)
