"""Every review decision, for how states came to be what they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, aliased

from dashboard.metrics.facts import DECISIONS, STAGE_ORDER, Expression, on_day
from dashboard.metrics.filters import Filters
from dashboard.store.models.institutions import Institution, ReviewDecision

_ELIMINATED = aliased(ReviewDecision)


def eliminated_before(institution: Expression, *, day: Expression) -> ColumnElement[bool]:
    """Whether an institution's last decision before `day` eliminated it.

    One that was reinstated since is not.
    """
    last = (
        select(ReviewDecision.outcome)
        .where(ReviewDecision.institution_id == institution, ReviewDecision.decided_on < day)
        .order_by(ReviewDecision.decided_on.desc(), STAGE_ORDER.desc())
        .limit(1)
        .scalar_subquery()
    )
    # Few ever are: for the others no row need be held against all their decisions.
    ever = select(_ELIMINATED.institution_id).where(_ELIMINATED.outcome == "eliminated")
    return and_(institution.in_(ever), last == "eliminated")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """One review decision of one institution."""

    institution_id: int
    name: str
    district_id: int
    stage: str
    outcome: str
    decided_on: date
    deadline: date | None


def decisions(session: Session, *, as_of: date, filters: Filters) -> tuple[Decided, ...]:
    """Every review decision by the day, oldest first and stages in their order, in one statement.

    Filters are those of the fact DECISIONS; a period leaves none out, as states stand on all.
    """
    statement = (
        select(
            ReviewDecision.institution_id,
            Institution.name,
            Institution.district_id,
            ReviewDecision.stage,
            ReviewDecision.outcome,
            ReviewDecision.decided_on,
            ReviewDecision.deadline,
        )
        .select_from(DECISIONS.source)
        .where(DECISIONS.where, *filters.conditions(DECISIONS, timed=False))
        .order_by(ReviewDecision.decided_on, STAGE_ORDER, ReviewDecision.id)
    )
    return tuple(Decided(**row._mapping) for row in session.execute(statement, on_day(as_of)))
