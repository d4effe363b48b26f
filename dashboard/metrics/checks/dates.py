"""Dates of one thing against dates of another: what no constraint inside one table can say."""

from __future__ import annotations

from typing import Final

from sqlalchemy import and_, case, exists, extract, or_
from sqlalchemy.orm import aliased

from dashboard.metrics.checks.outcome import CheckRule
from dashboard.store.models.enforcement import CasePersonCount, EnforcementCase, Penalty
from dashboard.store.models.inspections import (
    Campaign,
    Finding,
    Inspection,
    RectificationOrder,
)
from dashboard.store.models.institutions import Institution, ReviewDecision, ReviewRound
from dashboard.store.models.training import ExamMonth, TrainingClass

_STAGE = {"self": 1, "district": 2, "municipal": 3}
_Later = aliased(ReviewDecision)

_FINDING = (("问题", Finding.number), ("主键", Finding.id))
_CASE = (("案件", EnforcementCase.number),)

DATE_RULES: Final = (
    CheckRule(
        key="found-after-visit",
        title="问题发现日期不早于检查日期",
        source=Finding.__table__.join(Inspection, Inspection.id == Finding.inspection_id),
        bad=Finding.found_on < Inspection.inspected_on,
        names=(*_FINDING, ("发现", Finding.found_on), ("检查", Inspection.inspected_on)),
    ),
    CheckRule(
        key="found-where-visited",
        title="问题与其检查属同一单位、同一区县",
        source=Finding.__table__.join(Inspection, Inspection.id == Finding.inspection_id),
        bad=or_(
            Finding.district_id != Inspection.district_id,
            Finding.institution_id.is_distinct_from(Inspection.institution_id),
            Finding.exam_site_id.is_distinct_from(Inspection.exam_site_id),
        ),
        names=(*_FINDING, ("检查", Inspection.number)),
    ),
    CheckRule(
        key="ordered-after-found",
        title="整改书下达不早于所列问题的发现",
        source=Finding.__table__.join(
            RectificationOrder, RectificationOrder.id == Finding.order_id
        ),
        bad=RectificationOrder.issued_on < Finding.found_on,
        names=(
            ("整改书", RectificationOrder.number),
            ("下达", RectificationOrder.issued_on),
            *_FINDING,
            ("发现", Finding.found_on),
        ),
    ),
    CheckRule(
        key="order-closed-last",
        title="整改书办结时，所列问题都已销号",
        source=Finding.__table__.join(
            RectificationOrder, RectificationOrder.id == Finding.order_id
        ),
        bad=and_(
            RectificationOrder.closed_on.is_not(None),
            or_(
                Finding.closed_on.is_(None),
                Finding.closed_on > RectificationOrder.closed_on,
            ),
        ),
        names=(
            ("整改书", RectificationOrder.number),
            ("办结", RectificationOrder.closed_on),
            *_FINDING,
            ("销号", Finding.closed_on),
        ),
    ),
    CheckRule(
        key="penalty-after-lead",
        title="处罚决定不早于线索登记，且案件记有处罚日期",
        source=Penalty.__table__.join(EnforcementCase, EnforcementCase.id == Penalty.case_id),
        bad=or_(
            Penalty.decided_on < EnforcementCase.lead_on,
            EnforcementCase.penalised_on.is_(None),
        ),
        names=(*_CASE, ("决定", Penalty.decided_on), ("登记", EnforcementCase.lead_on)),
    ),
    CheckRule(
        key="penalised-has-decision",
        title="记有处罚日期的案件都有处罚决定",
        source=EnforcementCase.__table__,
        bad=and_(
            EnforcementCase.penalised_on.is_not(None),
            ~exists().where(Penalty.case_id == EnforcementCase.id),
        ),
        names=(*_CASE, ("处罚", EnforcementCase.penalised_on)),
    ),
    CheckRule(
        key="persons-after-lead",
        title="涉案人数统计日期不早于线索登记",
        source=CasePersonCount.__table__.join(
            EnforcementCase, EnforcementCase.id == CasePersonCount.case_id
        ),
        bad=CasePersonCount.counted_on < EnforcementCase.lead_on,
        names=(*_CASE, ("统计", CasePersonCount.counted_on)),
    ),
    CheckRule(
        key="stages-in-order",
        title="同一轮复核中，后一阶段的结论不早于前一阶段",
        source=ReviewDecision.__table__.join(
            _Later,
            and_(
                _Later.round_id == ReviewDecision.round_id,
                _Later.institution_id == ReviewDecision.institution_id,
                case(_STAGE, value=_Later.stage) > case(_STAGE, value=ReviewDecision.stage),
            ),
        ).join(Institution, Institution.id == ReviewDecision.institution_id),
        bad=_Later.decided_on < ReviewDecision.decided_on,
        names=(
            ("机构", Institution.name),
            ("前一阶段", ReviewDecision.decided_on),
            ("后一阶段", _Later.decided_on),
        ),
    ),
    CheckRule(
        key="decided-in-round",
        title="复核结论在复核轮次期间、机构存续期间",
        source=ReviewDecision.__table__.join(
            ReviewRound, ReviewRound.id == ReviewDecision.round_id
        ).join(Institution, Institution.id == ReviewDecision.institution_id),
        bad=or_(
            ReviewDecision.decided_on < ReviewRound.started_on,
            ReviewDecision.decided_on > ReviewRound.ended_on,
            ReviewDecision.decided_on < Institution.founded_on,
            ReviewDecision.decided_on > Institution.closed_on,
        ),
        names=(("机构", Institution.name), ("结论", ReviewDecision.decided_on)),
    ),
    CheckRule(
        key="visited-in-campaign",
        title="专项行动的检查在行动期间",
        source=Inspection.__table__.join(Campaign, Campaign.id == Inspection.campaign_id),
        bad=or_(
            Inspection.inspected_on < Campaign.started_on,
            Inspection.inspected_on > Campaign.ended_on,
        ),
        names=(
            ("检查", Inspection.number),
            ("行动", Campaign.name),
            ("日期", Inspection.inspected_on),
        ),
    ),
    CheckRule(
        key="taught-while-registered",
        title="开班在机构成立之后、注销之前",
        source=TrainingClass.__table__.join(
            Institution, Institution.id == TrainingClass.institution_id
        ),
        bad=or_(
            TrainingClass.started_on < Institution.founded_on,
            TrainingClass.started_on > Institution.closed_on,
        ),
        names=(("班次", TrainingClass.number), ("开班", TrainingClass.started_on)),
    ),
    CheckRule(
        key="month-is-first-day",
        title="考试月报的月份记为当月1日，且机构尚未注销",
        source=ExamMonth.__table__.outerjoin(
            Institution, Institution.id == ExamMonth.institution_id
        ),
        bad=or_(
            extract("day", ExamMonth.month) != 1,
            ExamMonth.month > Institution.closed_on,
        ),
        names=(("主键", ExamMonth.id), ("月份", ExamMonth.month)),
    ),
)
