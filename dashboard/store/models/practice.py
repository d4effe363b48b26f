"""Practice: what districts do well, and what the circular requires, as tasks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from dashboard.store.models.base import Base, FromDocument, column, one_of

REQUIREMENT_STATUSES = {"open": "待落实", "running": "推进中", "done": "已落实"}


class GoodPractice(FromDocument, Base):
    """A district's practice that a document holds up, in our own words."""

    __tablename__ = "good_practice"
    __table_args__ = (
        UniqueConstraint("document_id", "district_id", "theme"),
        {"comment": "One row per document, district and theme"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    document_id: Mapped[int] = column(
        ForeignKey("source_document.id"), index=True, says="Document that names it"
    )
    section: Mapped[str] = column(String(20), says="Section of the document")
    district_id: Mapped[int] = column(ForeignKey("district.id"), index=True, says="District")
    theme: Mapped[str] = column(String(40), says="Theme, as 长效机制")
    summary: Mapped[str] = column(String(300), says="The practice in our own words")


class Requirement(FromDocument, Base):
    """Something a document requires, as a task with who, and how far it is."""

    __tablename__ = "requirement"
    __table_args__ = (
        one_of("status", REQUIREMENT_STATUSES, nullable=True),
        UniqueConstraint("document_id", "position"),
        {"comment": "One row per requirement of a document"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    document_id: Mapped[int] = column(
        ForeignKey("source_document.id"), index=True, says="Document that requires it"
    )
    position: Mapped[int] = column(says="Order in the document")
    section: Mapped[str] = column(String(20), says="Section of the document")
    theme: Mapped[str] = column(String(40), says="Theme, as 日常监管")
    summary: Mapped[str] = column(String(300), says="What is required, in our own words")
    responsible: Mapped[str] = column(String(60), says="Who must act, as the document says")
    due_on: Mapped[date | None] = column(says="Deadline; null: the document sets none")
    status: Mapped[str | None] = column(
        String(10), says="open, running or done; null: nobody has reported"
    )
    evidence: Mapped[str | None] = column(String(300), says="Where it is proved")
