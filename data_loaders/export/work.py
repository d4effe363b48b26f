"""Publicity, classes and monthly examination figures as their ledgers have them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from dashboard.store.models.institutions import ExamSite, Institution
from dashboard.store.models.places import District
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.models.training import ExamMonth, TrainingClass
from data_loaders.export.query import Query, named, unit_kind, unit_name

PUBLICITY: Final = Query(
    statement=select(
        *named(
            district=District.name,
            channel=PublicityActivity.channel,
            name=PublicityActivity.name,
            held_on=PublicityActivity.held_on,
            items=PublicityActivity.items,
            copies=PublicityActivity.copies,
            copies_qualifier=PublicityActivity.copies_qualifier,
            person_times=PublicityActivity.person_times,
            reach_qualifier=PublicityActivity.reach_qualifier,
            reported_by=PublicityActivity.reported_by,
            note=PublicityActivity.note,
        )
    )
    .join(District, District.id == PublicityActivity.district_id)
    .order_by(PublicityActivity.held_on, PublicityActivity.id),
    district=PublicityActivity.district_id,
)

CLASSES: Final = Query(
    statement=select(
        *named(
            number=TrainingClass.number,
            district=District.name,
            institution=Institution.name,
            trade=TrainingClass.trade,
            started_on=TrainingClass.started_on,
            ended_on=TrainingClass.ended_on,
            hours_required=TrainingClass.hours_required,
            hours_delivered=TrainingClass.hours_delivered,
            enrolled=TrainingClass.enrolled,
            sign_ins_due=TrainingClass.sign_ins_due,
            sign_ins_actual=TrainingClass.sign_ins_actual,
            sign_ins_backfilled=TrainingClass.sign_ins_backfilled,
            archive_required=TrainingClass.archive_required,
            archive_present=TrainingClass.archive_present,
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
            district=District.name,
            unit=unit_name(),
            trade=ExamMonth.trade,
            month=ExamMonth.month,
            theory_candidates=ExamMonth.theory_candidates,
            theory_passes=ExamMonth.theory_passes,
            practical_candidates=ExamMonth.practical_candidates,
            practical_passes=ExamMonth.practical_passes,
            out_of_city=ExamMonth.out_of_city,
            origin_unknown=ExamMonth.origin_unknown,
            capacity=ExamMonth.capacity,
            unit_kind=unit_kind(),
        )
    )
    .join(District, District.id == ExamMonth.district_id)
    .outerjoin(Institution, Institution.id == ExamMonth.institution_id)
    .outerjoin(ExamSite, ExamSite.id == ExamMonth.exam_site_id)
    .order_by(ExamMonth.month, ExamMonth.id),
    district=ExamMonth.district_id,
)
