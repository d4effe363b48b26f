"""Training classes and monthly examination figures."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from dashboard.store.models.base import (
    Base,
    FromLedger,
    column,
    not_above,
    not_before,
    not_negative,
)


class TrainingClass(FromLedger, Base):
    """One class of one trade at one institution."""

    __tablename__ = "training_class"
    __table_args__ = (
        *not_negative(
            "hours_required",
            "hours_delivered",
            "enrolled",
            "sign_ins_due",
            "sign_ins_actual",
            "sign_ins_backfilled",
            "archive_required",
            "archive_present",
        ),
        not_before("ended_on", "started_on"),
        not_above("sign_ins_actual", "sign_ins_due"),
        not_above("sign_ins_backfilled", "sign_ins_actual"),
        not_above("archive_present", "archive_required"),
        Index("ix_training_class_institution_started", "institution_id", "started_on"),
        Index("ix_training_class_district_started", "district_id", "started_on"),
        {"comment": "One row per class"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    number: Mapped[str | None] = column(
        String(40), unique=True, says="班次编号; null: none was given", head="班次编号"
    )
    district_id: Mapped[int] = column(ForeignKey("district.id"), says="Unit it is counted under")
    institution_id: Mapped[int] = column(ForeignKey("institution.id"), says="Institution teaching")
    trade: Mapped[str] = column(String(40), says="工种, as 低压电工作业", head="工种")
    started_on: Mapped[date] = column(says="First day of class", head="开班日期")
    ended_on: Mapped[date | None] = column(
        says="Last day of class; null: running or not reported", head="结业日期"
    )
    hours_required: Mapped[float | None] = column(
        Numeric(6, 1, asdecimal=False),
        says="Hours the syllabus asks per trainee",
        unit="hours",
        head="应授学时",
    )
    hours_delivered: Mapped[float | None] = column(
        Numeric(6, 1, asdecimal=False),
        says="Hours taught per trainee",
        unit="hours",
        head="实授学时",
    )
    enrolled: Mapped[int | None] = column(says="Trainees", unit="persons", head="学员人数")
    sign_ins_due: Mapped[int | None] = column(
        says="Sign-ins expected", unit="person_times", head="应签到"
    )
    sign_ins_actual: Mapped[int | None] = column(
        says="Sign-ins made, back-filled ones included", unit="person_times", head="实签到"
    )
    sign_ins_backfilled: Mapped[int | None] = column(
        says="Sign-ins entered afterwards (补签)", unit="person_times", head="补签"
    )
    archive_required: Mapped[int | None] = column(
        says="Archive items required", unit="items", head="档案应有"
    )
    archive_present: Mapped[int | None] = column(
        says="Archive items present", unit="items", head="档案实有"
    )


class ExamMonth(FromLedger, Base):
    """First attempts of one trade in one month at one exam site or of one institution."""

    __tablename__ = "exam_month"
    __table_args__ = (
        CheckConstraint(
            "(institution_id IS NULL) <> (exam_site_id IS NULL)", name="site_or_institution"
        ),
        *not_negative(
            "theory_candidates",
            "theory_passes",
            "practical_candidates",
            "practical_passes",
            "out_of_city",
            "origin_unknown",
            "capacity",
        ),
        not_above("theory_passes", "theory_candidates"),
        not_above("practical_passes", "practical_candidates"),
        UniqueConstraint("institution_id", "trade", "month"),
        UniqueConstraint("exam_site_id", "trade", "month"),
        Index("ix_exam_month_district_month", "district_id", "month"),
        {"comment": "One row per exam site or institution, trade and month"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    district_id: Mapped[int] = column(ForeignKey("district.id"), says="Unit it is counted under")
    institution_id: Mapped[int | None] = column(
        ForeignKey("institution.id"), says="Institution that trained the candidates"
    )
    exam_site_id: Mapped[int | None] = column(
        ForeignKey("exam_site.id"), says="Site that examined them"
    )
    trade: Mapped[str] = column(String(40), says="工种", head="工种")
    month: Mapped[date] = column(says="First day of the month", head="月份")
    theory_candidates: Mapped[int | None] = column(
        says="First-attempt candidates, theory", unit="person_times", head="理论首考"
    )
    theory_passes: Mapped[int | None] = column(
        says="Of these, passed at the first attempt", unit="person_times", head="理论首考合格"
    )
    practical_candidates: Mapped[int | None] = column(
        says="First-attempt candidates, practical", unit="person_times", head="实操首考"
    )
    practical_passes: Mapped[int | None] = column(
        says="Of these, passed at the first attempt", unit="person_times", head="实操首考合格"
    )
    out_of_city: Mapped[int | None] = column(
        says="Theory candidates declared from outside the city",
        unit="person_times",
        head="市外考生",
    )
    origin_unknown: Mapped[int | None] = column(
        says="Theory candidates of unknown origin", unit="person_times", head="来源未知"
    )
    capacity: Mapped[int | None] = column(
        says="Candidates that could be examined in the month", unit="person_times", head="考试容量"
    )
