"""Institutions, exam sites and reviews as their ledgers have them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import case, select

from dashboard.store.models.institutions import ExamSite, Institution, ReviewDecision, ReviewRound
from dashboard.store.models.operation import StoreState
from dashboard.store.models.places import District
from dashboard.store.models.standards import Standard
from data_loaders.export.query import Query, kept, named
from data_loaders.ledgers import exam_sites, institutions, reviews

_UNTIL: Final = select(StoreState.data_until).scalar_subquery()
_AS_OF: Final = case(
    (District.valid_to < _UNTIL, District.valid_to),
    (District.valid_from > _UNTIL, District.valid_from),
    else_=_UNTIL,
)
"""The store's last day, or the nearest on which the unit had its name."""

INSTITUTIONS: Final = Query(
    statement=select(
        *named(
            **kept(institutions.INSTITUTIONS),
            name=Institution.name,
            district=District.name,
            as_of=_AS_OF,
        )
    )
    .join(District, District.id == Institution.district_id)
    .order_by(District.position, District.id, Institution.id),
    district=Institution.district_id,
)

EXAM_SITES: Final = Query(
    statement=select(
        *named(
            **kept(exam_sites.EXAM_SITES),
            name=ExamSite.name,
            district=District.name,
            as_of=_AS_OF,
        )
    )
    .join(District, District.id == ExamSite.district_id)
    .order_by(District.position, District.id, ExamSite.id),
    district=ExamSite.district_id,
)

REVIEWS: Final = Query(
    statement=select(
        *named(
            **kept(reviews.REVIEWS),
            institution=Institution.name,
            uscc=Institution.uscc,
            district=District.name,
            round=ReviewRound.name,
            standard=Standard.code,
            round_started_on=ReviewRound.started_on,
            round_ended_on=ReviewRound.ended_on,
        )
    )
    .join(Institution, Institution.id == ReviewDecision.institution_id)
    .join(District, District.id == Institution.district_id)
    .join(ReviewRound, ReviewRound.id == ReviewDecision.round_id)
    .outerjoin(Standard, Standard.id == ReviewRound.standard_id)
    .order_by(ReviewDecision.decided_on, ReviewDecision.id),
    district=Institution.district_id,
)
"""Rows belong to the unit that reports the institution."""
