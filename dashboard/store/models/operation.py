"""Operation: what was loaded, what was wrong with it, who did what, and the store's own state."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped

from dashboard.access.restriction import NAMES
from dashboard.store.models.base import Base, column, not_negative, one_of

DATASETS = {"production": "正式数据", "demo": "演示数据"}
LEDGERS = {
    "institutions": "机构台账",
    "exam_sites": "考试点台账",
    "reviews": "复核结果",
    "inspections": "检查记录",
    "findings": "问题台账",
    "cases": "执法案件",
    "publicity": "宣传活动",
    "classes": "培训班",
    "exam_months": "考试月报",
}
DOCUMENT_SHEETS = {
    "documents": "通报文件",
    "document_figures": "通报数字",
    "document_mentions": "通报点名",
    "document_practices": "通报做法",
    "document_tasks": "通报要求",
    "document_gaps": "通报未说明",
}
"""The sheets of a published document, loaded as ledgers are."""
SHEETS = {**LEDGERS, **DOCUMENT_SHEETS}
"""Everything that is loaded, in the order of loading."""
BATCH_STATUSES = {"loaded": "已导入", "undone": "已撤销"}
BATCH_MODES = {"whole": "整批导入", "partial": "只导入无误的行"}
PROBLEM_LEVELS = {"refuse": "拒绝", "warn": "提醒", "ask": "待确认"}


class ImportBatch(Base):
    """One load of one file into one ledger."""

    __tablename__ = "import_batch"
    __table_args__ = (
        one_of("ledger", SHEETS),
        one_of("status", BATCH_STATUSES),
        one_of("mode", BATCH_MODES),
        CheckConstraint("(status = 'undone') = (undone_at IS NOT NULL)", name="undone_has_moment"),
        *not_negative("rows_added", "rows_updated", "rows_unchanged", "rows_refused"),
        {"comment": "One row per load of a file into a ledger"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    load_number: Mapped[int] = column(
        index=True, says="Load it was part of, counted from 1: all of a load is written, or nothing"
    )
    ledger: Mapped[str] = column(
        String(20), index=True, says="Which of the nine ledgers, or sheet of a document"
    )
    file_name: Mapped[str] = column(String(200), says="Name of the file loaded")
    sha256: Mapped[str] = column(String(64), says="SHA-256 of the file, or of the generator's rows")
    loaded_by: Mapped[str] = column(String(60), says="Account or program that loaded it")
    loaded_at: Mapped[datetime] = column(DateTime(timezone=True), says="When, UTC")
    data_until: Mapped[date | None] = column(says="Last event day in the batch")
    rows_added: Mapped[int] = column(says="Rows new to the store")
    rows_updated: Mapped[int] = column(says="Rows changed by key")
    rows_unchanged: Mapped[int] = column(says="Rows already as loaded")
    rows_refused: Mapped[int] = column(says="Rows refused by a rule")
    mode: Mapped[str] = column(
        String(8), says="whole: no row was refused; partial: refused rows were left out"
    )
    sheets: Mapped[str | None] = column(Text, says="Sheets read, a line each; null: not recorded")
    notes: Mapped[str | None] = column(
        Text, says="What a reader of the batch should know, a line each; null: nothing"
    )
    status: Mapped[str] = column(String(10), says="loaded or undone")
    undone_by: Mapped[str | None] = column(String(60), says="Account that undid it; null: nobody")
    undone_at: Mapped[datetime | None] = column(
        DateTime(timezone=True), says="When it was undone, UTC; null: it was not"
    )


class ImportProblem(Base):
    """One thing wrong with one cell of a loaded file."""

    __tablename__ = "import_problem"
    __table_args__ = (
        one_of("level", PROBLEM_LEVELS),
        {"comment": "One row per problem met while loading"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    batch_id: Mapped[int] = column(ForeignKey("import_batch.id"), index=True, says="Batch")
    level: Mapped[str] = column(String(8), says="refuse, warn or ask")
    sheet: Mapped[str | None] = column(String(100), says="Sheet")
    row_number: Mapped[int | None] = column(says="Row, counted from 1")
    column_name: Mapped[str | None] = column(String(60), says="Column heading")
    value: Mapped[str | None] = column(String(300), says="The cell as text")
    rule: Mapped[str] = column(String(60), says="Key of the rule broken")
    message: Mapped[str] = column(Text, says="What is wrong and how to mend it, in Chinese")


class ImportChange(Base):
    """What a batch overwrote or removed, so that undoing it restores the row exactly."""

    __tablename__ = "import_change"
    __table_args__ = (
        Index("ix_import_change_row", "table_name", "row_id"),
        {"comment": "One row per ledger row that a batch changed or removed, as it was before"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    batch_id: Mapped[int] = column(
        ForeignKey("import_batch.id"), index=True, says="Batch that changed the row"
    )
    table_name: Mapped[str] = column(String(30), says="Table of the row")
    row_id: Mapped[int] = column(says="Key of the row in that table")
    before_batch_id: Mapped[int | None] = column(
        ForeignKey("import_batch.id"),
        index=True,
        says="Batch the row stood under before: it cannot be undone while this one stands",
    )
    before: Mapped[str] = column(
        Text, says="The whole row before, as JSON by column name", restricted=NAMES
    )


class BodyAlias(Base):
    """A name of which a person decided that it means a body already in the store."""

    __tablename__ = "body_alias"
    __table_args__ = (
        CheckConstraint(
            "(institution_id IS NULL) <> (exam_site_id IS NULL)", name="site_or_institution"
        ),
        UniqueConstraint("district_id", "name"),
        {"comment": "One row per district and other name of an institution or exam site"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    district_id: Mapped[int] = column(
        ForeignKey("district.id"), says="Unit whose workbooks use the name"
    )
    name: Mapped[str] = column(String(100), says="The other name, without spaces, half-width")
    institution_id: Mapped[int | None] = column(
        ForeignKey("institution.id"), index=True, says="Institution meant"
    )
    exam_site_id: Mapped[int | None] = column(
        ForeignKey("exam_site.id"), index=True, says="Exam site meant"
    )
    decided_by: Mapped[str] = column(String(60), says="Account that decided it")
    decided_at: Mapped[datetime] = column(DateTime(timezone=True), says="When, UTC")
    batch_id: Mapped[int] = column(
        ForeignKey("import_batch.id"), index=True, says="Batch that asked; undone with it"
    )


class ImportAnswer(Base):
    """A lasting answer to a question that reading a workbook raised."""

    __tablename__ = "import_answer"
    __table_args__ = ({"comment": "One row per question answered for good"},)

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    question: Mapped[str] = column(String(300), unique=True, says="Stable key of the question")
    answer: Mapped[str] = column(String(200), says="The answer, one of the question's options")
    asked: Mapped[str] = column(Text, says="The question as it was put, in Chinese")
    decided_by: Mapped[str] = column(String(60), says="Account that answered")
    decided_at: Mapped[datetime] = column(DateTime(timezone=True), says="When, UTC")
    batch_id: Mapped[int] = column(
        ForeignKey("import_batch.id"), index=True, says="Batch that asked; undone with it"
    )


class AuditEvent(Base):
    """One act of one account on the store."""

    __tablename__ = "audit_event"
    __table_args__ = ({"comment": "One row per act worth remembering"},)

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    at: Mapped[datetime] = column(DateTime(timezone=True), index=True, says="When, UTC")
    actor: Mapped[str] = column(String(60), says="Account or program")
    action: Mapped[str] = column(String(40), says="What was done, as load or undo")
    object_name: Mapped[str] = column(String(200), says="To what")
    result: Mapped[str] = column(String(20), says="ok or the error's id")


class ReportedThrough(Base):
    """How far a unit has reported in a ledger, by its newest row."""

    __tablename__ = "reported_through"
    __table_args__ = (
        one_of("ledger", LEDGERS),
        {"comment": "One row per ledger and unit with rows in it; kept by every load"},
    )

    ledger: Mapped[str] = column(String(20), primary_key=True, says="Which ledger")
    district_id: Mapped[int] = column(
        ForeignKey("district.id"), primary_key=True, index=True, says="Unit that reports"
    )
    until: Mapped[date] = column(
        says="Newest day of its rows; of a monthly report the last of its month"
    )


class StoreState(Base):
    """The one row that says what kind of store this is and how new its data is."""

    __tablename__ = "store_state"
    __table_args__ = (
        one_of("dataset", DATASETS),
        CheckConstraint("id = 1", name="single_row"),
        *not_negative("revision"),
        {"comment": "Exactly one row"},
    )

    id: Mapped[int] = column(primary_key=True, says="Always 1")
    dataset: Mapped[str] = column(String(12), says="production or demo; never changes")
    revision: Mapped[int] = column(says="Grows by one with every committed load")
    data_until: Mapped[date | None] = column(
        says="Latest day through which at least half of the units that report have reported: "
        "the default as-of day; null: no ledger"
    )
    changed_at: Mapped[datetime] = column(DateTime(timezone=True), says="Last commit, UTC")
