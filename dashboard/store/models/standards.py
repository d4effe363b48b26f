"""Standards: versioned texts, their clauses, and thresholds that are null until typed in."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from dashboard.store.models.base import Base, column, not_before, one_of

CLAUSE_KINDS = {"bool": "有无", "min": "下限", "max": "上限", "list": "清单"}


class Standard(Base):
    """One version of a standard."""

    __tablename__ = "standard"
    __table_args__ = (
        not_before("superseded_on", "in_force_on"),
        {"comment": "One row per version of a standard"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    code: Mapped[str] = column(
        String(40), unique=True, says="Canonical number, as AQ 8011-2023", head="标准号"
    )
    title: Mapped[str] = column(String(120), says="Title", head="名称")
    subject: Mapped[str] = column(String(40), says="What it governs, as 培训机构", head="适用对象")
    issued_on: Mapped[date | None] = column(says="Day of issue; null: not known", head="发布日期")
    in_force_on: Mapped[date | None] = column(
        says="First day in force; null: not known", head="实施日期"
    )
    superseded_on: Mapped[date | None] = column(
        says="First day replaced; null: in force", head="废止日期"
    )
    note: Mapped[str | None] = column(
        String(300), says="What is known, inferred or not found", head="说明"
    )


class StandardAlias(Base):
    """Another spelling under which documents cite a standard."""

    __tablename__ = "standard_alias"
    __table_args__ = ({"comment": "One row per other spelling of a standard"},)

    name: Mapped[str] = column(String(80), primary_key=True, says="Spelling met in documents")
    standard_id: Mapped[int] = column(ForeignKey("standard.id"), index=True, says="Standard meant")


class Clause(Base):
    """A clause that findings refer to; its threshold is null until read from the official text."""

    __tablename__ = "clause"
    __table_args__ = (
        one_of("kind", CLAUSE_KINDS),
        UniqueConstraint("standard_id", "number"),
        CheckConstraint("threshold IS NULL OR unit IS NOT NULL", name="threshold_has_unit"),
        {"comment": "One row per clause of a standard's version"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    standard_id: Mapped[int] = column(ForeignKey("standard.id"), says="Standard's version")
    number: Mapped[str] = column(String(20), says="Clause number, as 4.4.4")
    subject: Mapped[str] = column(String(80), says="What the clause is about")
    kind: Mapped[str] = column(String(8), says="bool, min, max or list")
    threshold: Mapped[float | None] = column(
        Numeric(12, 2, asdecimal=False), says="Limit in `unit`; null: official text not at hand"
    )
    unit: Mapped[str | None] = column(String(20), says="Unit of the threshold")
    note: Mapped[str | None] = column(String(200), says="Change against the earlier version")
