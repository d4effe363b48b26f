"""Institutions, exam sites, and the rounds in which their basic conditions are reviewed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from dashboard.store.models.base import (
    Base,
    FromLedger,
    column,
    not_before,
    not_negative,
    one_of,
)

INSTITUTION_KINDS = {
    "company": "企业",
    "private": "民办非企业",
    "school": "职业学校",
    "public": "事业单位",
}
REVIEW_STAGES = {"self": "自查自纠", "district": "区县检查", "municipal": "市级督查"}
REVIEW_OUTCOMES = {"qualified": "合格", "rectifying": "整改", "eliminated": "淘汰"}


class Institution(FromLedger, Base):
    """A work-safety training institution."""

    __tablename__ = "institution"
    __table_args__ = (
        one_of("kind", INSTITUTION_KINDS, nullable=True),
        *not_negative("theory_seats", "practical_stations"),
        not_before("closed_on", "founded_on"),
        UniqueConstraint("district_id", "name"),
        {"comment": "One row per training institution"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    uscc: Mapped[str | None] = column(
        String(18),
        unique=True,
        says="统一社会信用代码 (GB 32100-2015); null: not reported",
        head="统一社会信用代码",
    )
    name: Mapped[str] = column(String(100), says="Registered name", head="机构名称")
    district_id: Mapped[int] = column(ForeignKey("district.id"), says="Unit that reports it")
    kind: Mapped[str | None] = column(
        String(12), says="company, private, school or public; null: not reported", head="机构类型"
    )
    theory_seats: Mapped[int | None] = column(
        says="Seats for theory classes", unit="parts", head="理论座位数"
    )
    practical_stations: Mapped[int | None] = column(
        says="Stations for practical training", unit="parts", head="实操工位数"
    )
    founded_on: Mapped[date | None] = column(says="Day of founding", head="成立日期")
    closed_on: Mapped[date | None] = column(
        says="注销日期; null: still registered", head="注销日期"
    )
    note: Mapped[str | None] = column(String(300), says="Remark from the ledger", head="备注")


class ExamSite(FromLedger, Base):
    """A place where theory or practical examinations are held."""

    __tablename__ = "exam_site"
    __table_args__ = (
        *not_negative("theory_seats", "practical_stations"),
        not_before("closed_on", "opened_on"),
        UniqueConstraint("district_id", "name"),
        {"comment": "One row per exam site"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    uscc: Mapped[str | None] = column(
        String(18),
        index=True,
        says="Credit code of the body running it; null: not reported",
        head="统一社会信用代码",
    )
    name: Mapped[str] = column(String(100), says="Name of the site", head="考试点名称")
    district_id: Mapped[int] = column(ForeignKey("district.id"), says="Unit that reports it")
    theory_seats: Mapped[int | None] = column(
        says="Computer seats for theory", unit="parts", head="理论机位数"
    )
    practical_stations: Mapped[int | None] = column(
        says="Practical stations", unit="parts", head="实操工位数"
    )
    opened_on: Mapped[date | None] = column(says="First day of use", head="启用日期")
    closed_on: Mapped[date | None] = column(says="Last day of use; null: in use", head="停用日期")
    note: Mapped[str | None] = column(String(300), says="Remark from the ledger", head="备注")


class ReviewRound(FromLedger, Base):
    """One city-wide review of basic conditions against a standard."""

    __tablename__ = "review_round"
    __table_args__ = (
        not_before("ended_on", "started_on"),
        {"comment": "One row per round of review"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    name: Mapped[str] = column(String(60), unique=True, says="Name, as 2024年基本条件复核")
    standard_id: Mapped[int | None] = column(
        ForeignKey("standard.id"), says="Standard reviewed against"
    )
    started_on: Mapped[date | None] = column(says="First day of the round")
    ended_on: Mapped[date | None] = column(says="Last day of the round; null: open or not stated")


class ReviewDecision(FromLedger, Base):
    """What one stage of one round decided of one institution."""

    __tablename__ = "review_decision"
    __table_args__ = (
        one_of("stage", REVIEW_STAGES),
        one_of("outcome", REVIEW_OUTCOMES),
        not_before("deadline", "decided_on"),
        UniqueConstraint("round_id", "institution_id", "stage"),
        Index("ix_review_decision_institution_decided", "institution_id", "decided_on"),
        {"comment": "One row per round, institution and stage"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    round_id: Mapped[int] = column(
        ForeignKey("review_round.id"), says="Round of review", head="复核轮次"
    )
    institution_id: Mapped[int] = column(ForeignKey("institution.id"), says="Institution reviewed")
    stage: Mapped[str] = column(String(10), says="self, district or municipal", head="阶段")
    outcome: Mapped[str] = column(
        String(12), says="qualified, rectifying or eliminated", head="结论"
    )
    decided_on: Mapped[date] = column(says="Day of the decision", head="结论日期")
    deadline: Mapped[date | None] = column(says="整改期限; null: none set", head="整改期限")
    note: Mapped[str | None] = column(String(300), says="Remark from the ledger", head="备注")
