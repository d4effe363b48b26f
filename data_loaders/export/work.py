"""Publicity, classes and monthly examination figures as their ledgers have them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from dashboard.store.models.institutions import ExamSite, Institution
from dashboard.store.models.places import District
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.models.training import ExamMonth, TrainingClass
from data_loaders.export.query import Query, kept, named, unit_kind, unit_name
from data_loaders.ledgers import classes, exam_months, publicity

PUBLICITY: Final = Query(
    statement=select(
        *named(
            **kept(publicity.PUBLICITY),
            district=District.name,
        )
    )
    .join(District, District.id == PublicityActivity.district_id)
    .order_by(PublicityActivity.held_on, PublicityActivity.id),
    district=PublicityActivity.district_id,
)

CLASSES: Final = Query(
    statement=select(
        *named(
            **kept(classes.CLASSES),
            district=District.name,
            institution=Institution.name,
        )
    )
    .join(District, District.id == TrainingClass.district_id)
    .join(Institution, Institution.id == TrainingClass.institution_id)
    .order_by(TrainingClass.started_on, TrainingClass.id),
    district=TrainingClass.district_id,
)

EXAM_MONTHS: Final = Query(
    statement=select(
        *named(
            **kept(exam_months.EXAM_MONTHS),
            district=District.name,
            unit=unit_name(),
            unit_kind=unit_kind(),
        )
    )
    .join(District, District.id == ExamMonth.district_id)
    .outerjoin(Institution, Institution.id == ExamMonth.institution_id)
    .outerjoin(ExamSite, ExamSite.id == ExamMonth.exam_site_id)
    .order_by(ExamMonth.month, ExamMonth.id),
    district=ExamMonth.district_id,
)
