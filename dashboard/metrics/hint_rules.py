"""The rules by which records do not fit each other: hints to check, never findings of guilt.

Each rule is one SELECT of the same columns, so that all are read in one statement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    func,
    literal,
    or_,
    select,
    type_coerce,
)

from dashboard.metrics.decisions import eliminated_before
from dashboard.metrics.enforcement import body_columns, cohort
from dashboard.metrics.facts import AS_OF, CASES, CLASSES, PENALTIES, happened, not_yet
from dashboard.metrics.filters import Filters
from dashboard.store.dialects import days_between
from dashboard.store.models.enforcement import EnforcementCase as Case
from dashboard.store.models.enforcement import Penalty
from dashboard.store.models.institutions import ExamSite, Institution
from dashboard.store.models.places import District
from dashboard.store.models.training import TrainingClass as Class

NO_FILING_DAYS: Final = 30
UNPAID_DAYS: Final = 60
IDLE_DAYS: Final = 180


Rows: TypeAlias = Callable[[Filters, bool], Select[*tuple[Any, ...]]]
"""The rows of a rule, given the filters and whether the case role asks."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One way in which records can fail to fit: what it says, and its rows."""

    key: str
    label: str
    says: str
    counts: str
    """What one row is counted in."""
    told: str
    """What is said of a row, with the row's amount."""
    rows: Rows


def _columns(
    key: str, *, number: Any, subject_kind: Any, day: Any, amount: Any
) -> tuple[ColumnElement[Any], ...]:
    """What every rule selects before the columns that say whom it concerns."""
    return (
        literal(key, String).label("rule"),
        type_coerce(number, String).label("number"),
        District.id.label("district_id"),
        District.name.label("district"),
        type_coerce(subject_kind, String).label("subject_kind"),
        type_coerce(day, Date).label("day"),
        type_coerce(amount, Integer).label("amount"),
    )


def _of_cases(key: str, *conditions: ColumnElement[bool], day: Any, amount: Any) -> Rows:
    """Cases, or penalties of cases, that meet the conditions: a hint stands until it is mended."""
    fact = PENALTIES if day is Penalty.decided_on else CASES

    def rows(filters: Filters, case_role: bool) -> Select[*tuple[Any, ...]]:
        return (
            select(
                *_columns(
                    key,
                    number=Case.number,
                    subject_kind=Case.subject_kind,
                    day=day,
                    amount=amount,
                ),
                *body_columns(case_role=case_role),
            )
            .select_from(
                fact.source.join(District, District.id == Case.district_id).outerjoin(
                    ExamSite, ExamSite.id == Case.exam_site_id
                )
            )
            .where(fact.where, *conditions, *cohort(filters, fact=fact, timed=False))
        )

    return rows


def _after_elimination(filters: Filters, case_role: bool) -> Select[*tuple[Any, ...]]:
    """Institutions with classes begun after a decision to eliminate them; one row each."""
    eliminated = eliminated_before(Class.institution_id, day=Class.started_on)
    return (
        select(
            *_columns(
                "after_elimination",
                number=literal(None, String),
                subject_kind=literal("institution", String),
                day=func.max(Class.started_on),
                amount=func.count(),
            ),
            Institution.id.label("institution_id"),
            Institution.name.label("institution"),
            literal(None, String).label("exam_site"),
            literal(None, String).label("subject"),
        )
        .select_from(CLASSES.source.join(District, District.id == Class.district_id))
        .where(CLASSES.where, eliminated, *filters.conditions(CLASSES, timed=False))
        .group_by(Institution.id, Institution.name, District.id, District.name)
    )


_OPEN = and_(not_yet(Case.closed_on), not_yet(Case.withdrawn_on))
_SINCE_REFERRAL = days_between(Case.referred_on, AS_OF)
_SINCE_DECISION = days_between(Penalty.decided_on, AS_OF)
_SINCE_LEAD = days_between(Case.lead_on, AS_OF)
_NO_DAYS = literal(None, Integer)

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        key="without_finding",
        label="处罚无对应问题",
        says="当事人为培训机构或考试点，已作出行政处罚，但案件未关联任何检查问题",
        counts="件",
        told="处罚未关联检查问题",
        rows=_of_cases(
            "without_finding",
            happened(Case.penalised_on),
            Case.subject_kind.in_(("institution", "exam_site")),
            Case.finding_id.is_(None),
            day=Case.penalised_on,
            amount=_NO_DAYS,
        ),
    ),
    Rule(
        key="after_elimination",
        label="淘汰后仍开班",
        says="开班日之前该机构最近一次复核结论为淘汰",
        counts="家",
        told="淘汰结论之后又开{}个班次，日期为最近开班",
        rows=_after_elimination,
    ),
    Rule(
        key="step_without_day",
        label="环节缺日期",
        says="有行政处罚日期而无查实日期，或有刑事立案日期而无移送日期",
        counts="件",
        told="缺前一环节的日期",
        rows=_of_cases(
            "step_without_day",
            or_(
                and_(happened(Case.penalised_on), Case.confirmed_on.is_(None)),
                and_(happened(Case.filed_on), Case.referred_on.is_(None)),
            ),
            day=Case.lead_on,
            amount=_NO_DAYS,
        ),
    ),
    Rule(
        key="two_ends",
        label="结论相互矛盾",
        says="同一案件既结案又撤案，或已作出处罚后又撤案",
        counts="件",
        told="撤案与结案或处罚并存",
        rows=_of_cases(
            "two_ends",
            happened(Case.withdrawn_on),
            or_(happened(Case.closed_on), happened(Case.penalised_on)),
            day=Case.withdrawn_on,
            amount=_NO_DAYS,
        ),
    ),
    Rule(
        key="not_filed",
        label="移送后未见立案",
        says=f"移送公安已超过{NO_FILING_DAYS}天，未结案、未撤案，台账没有刑事立案日期",
        counts="件",
        told="移送已{}天",
        rows=_of_cases(
            "not_filed",
            happened(Case.referred_on),
            not_yet(Case.filed_on),
            _OPEN,
            _SINCE_REFERRAL > NO_FILING_DAYS,
            day=Case.referred_on,
            amount=_SINCE_REFERRAL,
        ),
    ),
    Rule(
        key="unpaid",
        label="罚款未见缴纳",
        says=f"罚款决定已超过{UNPAID_DAYS}天，台账没有缴纳日期",
        counts="件",
        told="处罚决定已{}天",
        rows=_of_cases(
            "unpaid",
            Penalty.amount_fen > 0,
            not_yet(Penalty.paid_on),
            _SINCE_DECISION > UNPAID_DAYS,
            day=Penalty.decided_on,
            amount=_SINCE_DECISION,
        ),
    ),
    Rule(
        key="idle",
        label="线索久无结论",
        says=f"线索登记已超过{IDLE_DAYS}天，未查实、未移送、未结案、未撤案",
        counts="件",
        told="登记已{}天",
        rows=_of_cases(
            "idle",
            not_yet(Case.confirmed_on),
            not_yet(Case.penalised_on),
            not_yet(Case.referred_on),
            _OPEN,
            _SINCE_LEAD > IDLE_DAYS,
            day=Case.lead_on,
            amount=_SINCE_LEAD,
        ),
    ),
)
"""Every rule, in the order in which they are listed."""
