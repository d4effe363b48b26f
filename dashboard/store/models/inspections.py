"""Inspections, what they found, and the orders to mend it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped

from dashboard.access.restriction import VIOLATIONS
from dashboard.store.models.base import Base, FromLedger, column, not_before, one_of

CAMPAIGN_LEVELS = {"municipal": "市级", "district": "区县"}
CAMPAIGN_KINDS = {
    "lookback": "回头看",
    "special": "专项执法",
    "routine": "日常检查",
    "other": "其他",
}
INSPECTION_MODES = {"open": "明查", "covert": "暗访"}
FINDING_CATEGORIES = {
    "facility": "机构隐患",
    "training": "培训质量",
    "archive": "培训档案",
    "violation": "违法违规",
}
SEVERITIES = {"minor": "一般", "major": "较大", "critical": "重大"}
VERIFICATIONS = {"passed": "通过", "failed": "不通过"}

_ONE_TARGET = "institution_id IS NULL OR exam_site_id IS NULL"


class Campaign(FromLedger, Base):
    """A named action under which inspections are made, as the 2024-11 回头看."""

    __tablename__ = "campaign"
    __table_args__ = (
        one_of("level", CAMPAIGN_LEVELS),
        one_of("kind", CAMPAIGN_KINDS),
        not_before("ended_on", "started_on"),
        {"comment": "One row per campaign"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    name: Mapped[str] = column(String(80), unique=True, says="Name of the action")
    level: Mapped[str] = column(String(10), says="municipal or district")
    kind: Mapped[str] = column(String(10), says="lookback, special, routine or other")
    started_on: Mapped[date | None] = column(says="First day")
    ended_on: Mapped[date | None] = column(says="Last day; null: open or not stated")


class Inspection(FromLedger, Base):
    """One visit to one institution or exam site."""

    __tablename__ = "inspection"
    __table_args__ = (
        one_of("mode", INSPECTION_MODES, nullable=True),
        CheckConstraint(_ONE_TARGET, name="one_target"),
        Index("ix_inspection_district_date", "district_id", "inspected_on"),
        {"comment": "One row per visit"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    number: Mapped[str | None] = column(
        String(40), unique=True, says="检查编号, if one was given", head="检查编号"
    )
    district_id: Mapped[int] = column(ForeignKey("district.id"), says="Unit it is counted under")
    campaign_id: Mapped[int | None] = column(
        ForeignKey("campaign.id"),
        index=True,
        says="Campaign; null: everyday supervision",
        head="行动名称",
    )
    institution_id: Mapped[int | None] = column(
        ForeignKey("institution.id"), index=True, says="Institution visited"
    )
    exam_site_id: Mapped[int | None] = column(
        ForeignKey("exam_site.id"), index=True, says="Exam site visited"
    )
    mode: Mapped[str | None] = column(
        String(8), says="open or covert; null: not reported", head="检查方式"
    )
    team: Mapped[str | None] = column(String(40), says="检查组, as 第一组", head="检查组")
    inspected_on: Mapped[date] = column(says="Day of the visit", head="检查日期")
    note: Mapped[str | None] = column(String(300), says="Remark from the ledger", head="备注")


class RectificationOrder(FromLedger, Base):
    """A 整改书: an order to mend what was found, by a day."""

    __tablename__ = "rectification_order"
    __table_args__ = (
        CheckConstraint(_ONE_TARGET, name="one_target"),
        not_before("due_on", "issued_on"),
        not_before("closed_on", "issued_on"),
        Index("ix_rectification_order_district_issued", "district_id", "issued_on"),
        {"comment": "One row per order"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    number: Mapped[str] = column(String(40), unique=True, says="整改书编号", head="整改书编号")
    district_id: Mapped[int] = column(ForeignKey("district.id"), says="Unit it is counted under")
    institution_id: Mapped[int | None] = column(
        ForeignKey("institution.id"), index=True, says="Institution ordered"
    )
    exam_site_id: Mapped[int | None] = column(
        ForeignKey("exam_site.id"), index=True, says="Exam site ordered"
    )
    issued_on: Mapped[date] = column(says="Day of issue", head="下达日期")
    due_on: Mapped[date | None] = column(says="整改期限; null: none set", head="整改期限")
    closed_on: Mapped[date | None] = column(
        says="Day every finding in it was closed; null: open", head="办结日期"
    )


class Finding(FromLedger, Base):
    """One problem found.

    Open on a day: found by then and not closed by then. Overdue: open and past `due_on`. A failed
    verification reopens it; `closed_on` is set only when it is mended for good.
    """

    __tablename__ = "finding"
    __table_args__ = (
        one_of("category", FINDING_CATEGORIES),
        one_of("severity", SEVERITIES, nullable=True),
        one_of("verification", VERIFICATIONS, nullable=True),
        CheckConstraint(_ONE_TARGET, name="one_target"),
        CheckConstraint(
            "reopened_on IS NULL OR verification = 'failed'", name="reopened_after_failed"
        ),
        CheckConstraint(
            "verification IS NULL OR verified_on IS NOT NULL", name="verification_has_day"
        ),
        not_before("due_on", "found_on"),
        not_before("completed_on", "found_on"),
        not_before("verified_on", "completed_on"),
        not_before("reopened_on", "verified_on"),
        not_before("closed_on", "found_on"),
        not_before("closed_on", "reopened_on"),
        Index("ix_finding_district_found", "district_id", "found_on"),
        {"comment": "One row per problem found"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    number: Mapped[str | None] = column(
        String(40), unique=True, says="问题编号, if one was given", head="问题编号"
    )
    inspection_id: Mapped[int | None] = column(
        ForeignKey("inspection.id"),
        index=True,
        says="Visit that found it; null: not by a visit",
        head="检查编号",
    )
    order_id: Mapped[int | None] = column(
        ForeignKey("rectification_order.id"),
        index=True,
        says="Order it is part of; null: none",
        head="整改书编号",
    )
    district_id: Mapped[int] = column(ForeignKey("district.id"), says="Unit it is counted under")
    institution_id: Mapped[int | None] = column(
        ForeignKey("institution.id"), index=True, says="Institution concerned"
    )
    exam_site_id: Mapped[int | None] = column(
        ForeignKey("exam_site.id"), index=True, says="Exam site concerned"
    )
    category: Mapped[str] = column(
        String(10), says="facility, training, archive or violation", head="问题类别"
    )
    clause_id: Mapped[int | None] = column(
        ForeignKey("clause.id"),
        index=True,
        says="Clause broken; null: not reported",
        head="对应条款",
    )
    severity: Mapped[str | None] = column(
        String(10), says="minor, major or critical; null: not reported", head="严重程度"
    )
    description: Mapped[str] = column(
        String(500), says="What was found, from the ledger", restricted=VIOLATIONS, head="问题描述"
    )
    found_on: Mapped[date] = column(says="Day it was found", head="发现日期")
    due_on: Mapped[date | None] = column(says="整改期限; null: none set", head="整改期限")
    completed_on: Mapped[date | None] = column(
        says="Day mending was first reported complete", head="整改完成日期"
    )
    verified_on: Mapped[date | None] = column(
        says="Day of the first check of the mending", head="复查日期"
    )
    verification: Mapped[str | None] = column(
        String(8), says="passed or failed; null: unchecked", head="复查结果"
    )
    reopened_on: Mapped[date | None] = column(
        says="Day it was opened anew after a failed check", head="重开日期"
    )
    closed_on: Mapped[date | None] = column(
        says="Day it was closed for good (销号); null: open", head="销号日期"
    )
    note: Mapped[str | None] = column(
        String(300), says="Remark from the ledger", restricted=VIOLATIONS, head="备注"
    )
