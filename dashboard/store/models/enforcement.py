"""Enforcement: cases from lead to outcome, penalties, and persons as counts only."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from dashboard.access.restriction import COUNTS, HANDED_OVER, NAMES
from dashboard.store.models.base import (
    Base,
    FromLedger,
    column,
    not_before,
    not_negative,
    one_of,
)

SUBJECT_KINDS = {
    "institution": "培训机构",
    "exam_site": "考试点",
    "employer": "用工企业",
    "person": "个人",
}
CASE_CAUSES = {
    "uncertified": "无证上岗",
    "exam_cheating": "考试作弊",
    "exam_discipline": "考试违纪",
    "conditions": "不具备基本条件",
    "training_fraud": "培训造假",
    "other": "其他",
}
PENALTY_KINDS = {"fine": "罚款", "warning": "警告", "suspension": "停业整顿", "other": "其他"}
PERSON_COUNT_KINDS = {
    "involved": "涉及人数",
    "disciplined": "违纪处理",
    "detained": "刑事拘留",
    "wanted": "上网追逃",
}


class EnforcementCase(FromLedger, Base):
    """One case, with the day it reached each step; a step not reached is null."""

    __tablename__ = "enforcement_case"
    __table_args__ = (
        one_of("subject_kind", SUBJECT_KINDS),
        one_of("cause", CASE_CAUSES),
        CheckConstraint("institution_id IS NULL OR exam_site_id IS NULL", name="one_target"),
        CheckConstraint(
            "subject_kind <> 'person' OR subject_name IS NULL", name="persons_have_no_name"
        ),
        not_before("confirmed_on", "lead_on"),
        not_before("penalised_on", "confirmed_on"),
        not_before("referred_on", "lead_on"),
        not_before("filed_on", "referred_on"),
        not_before("closed_on", "lead_on"),
        not_before("withdrawn_on", "lead_on"),
        Index("ix_enforcement_case_district_lead", "district_id", "lead_on"),
        {"comment": "One row per case"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    number: Mapped[str | None] = column(
        String(40), unique=True, says="案件编号; null: none was given", head="案件编号"
    )
    district_id: Mapped[int] = column(ForeignKey("district.id"), says="Unit it is counted under")
    campaign_id: Mapped[int | None] = column(
        ForeignKey("campaign.id"),
        index=True,
        says="Campaign that raised it; null: none",
        head="行动名称",
    )
    finding_id: Mapped[int | None] = column(
        ForeignKey("finding.id"),
        index=True,
        says="Finding it rests on; null: none recorded",
        restricted=HANDED_OVER,
        head="问题编号",
    )
    subject_kind: Mapped[str] = column(
        String(12), says="institution, exam_site, employer or person", head="当事人类型"
    )
    subject_name: Mapped[str | None] = column(
        String(100), says="Name of a body; never a person's", restricted=NAMES, head="当事人"
    )
    institution_id: Mapped[int | None] = column(
        ForeignKey("institution.id"),
        index=True,
        says="Institution concerned",
        restricted=HANDED_OVER,
    )
    exam_site_id: Mapped[int | None] = column(
        ForeignKey("exam_site.id"),
        index=True,
        says="Exam site concerned",
        restricted=HANDED_OVER,
    )
    cause: Mapped[str] = column(String(20), says="案由, a key of CASE_CAUSES", head="案由")
    lead_on: Mapped[date] = column(says="Day the lead was registered", head="线索登记日期")
    confirmed_on: Mapped[date | None] = column(says="Day it was confirmed (查实)", head="查实日期")
    penalised_on: Mapped[date | None] = column(
        says="Day of the administrative penalty", head="处罚日期"
    )
    referred_on: Mapped[date | None] = column(
        says="Day it was handed to the police", head="移送公安日期"
    )
    filed_on: Mapped[date | None] = column(
        says="Day the police opened a criminal case", head="刑事立案日期"
    )
    closed_on: Mapped[date | None] = column(says="Day it was closed (结案)", head="结案日期")
    withdrawn_on: Mapped[date | None] = column(says="Day it was withdrawn (撤案)", head="撤案日期")


class Penalty(FromLedger, Base):
    """One administrative penalty."""

    __tablename__ = "penalty"
    __table_args__ = (
        one_of("kind", PENALTY_KINDS),
        *not_negative("amount_fen"),
        not_before("paid_on", "decided_on"),
        {"comment": "One row per penalty decision"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    case_id: Mapped[int] = column(
        ForeignKey("enforcement_case.id"), index=True, says="Case it belongs to", head="案件编号"
    )
    kind: Mapped[str] = column(
        String(12), says="fine, warning, suspension or other", head="处罚种类"
    )
    amount_fen: Mapped[int | None] = column(
        says="Fine; null: no fine or not reported", unit="fen", head="罚款金额"
    )
    decided_on: Mapped[date] = column(index=True, says="Day of the decision", head="处罚决定日期")
    paid_on: Mapped[date | None] = column(
        says="Day it was paid; null: unpaid or not reported", head="缴纳日期"
    )


class CasePersonCount(FromLedger, Base):
    """How many persons a case concerns, by what happened to them; counts only, never names."""

    __tablename__ = "case_person_count"
    __table_args__ = (
        one_of("kind", PERSON_COUNT_KINDS),
        *not_negative("persons"),
        UniqueConstraint("case_id", "kind"),
        {"comment": "One row per case and kind of count"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    case_id: Mapped[int] = column(
        ForeignKey("enforcement_case.id"), says="Case it belongs to", head="案件编号"
    )
    kind: Mapped[str] = column(
        String(12), says="involved, disciplined, detained or wanted", head="人数类别"
    )
    persons: Mapped[int] = column(
        says="Number of persons", unit="persons", restricted=COUNTS, head="人数"
    )
    counted_on: Mapped[date] = column(says="Day the count was true", head="统计日期")
