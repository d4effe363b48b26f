"""Sources: published documents, the figures and districts they name, and what they leave unsaid.

A document speaks from `refers_until` on: for an earlier day nothing of it is shown or compared.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from dashboard.access.restriction import NAMES
from dashboard.store.models.base import Base, FromDocument, column, not_before, one_of

QUALIFIERS = {"exact": "确数", "at_least": "余（不少于）"}
MENTION_STATUSES = {"named": "点名", "suspected": "涉嫌"}


class SourceDocument(FromDocument, Base):
    """A published document that figures are taken from."""

    __tablename__ = "source_document"
    __table_args__ = ({"comment": "One row per published document"},)

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    number: Mapped[str] = column(String(60), unique=True, says="发文字号")
    title: Mapped[str] = column(String(200), says="Title of the document")
    issuer: Mapped[str] = column(String(100), says="Issuing body")
    issued_on: Mapped[date | None] = column(says="成文日期; null: the text we hold has none")
    refers_until: Mapped[date] = column(
        says="Latest day its figures can speak of: from then on it speaks, and is compared"
    )
    date_note: Mapped[str | None] = column(String(200), says="What is known of an unstated date")
    access_note: Mapped[str | None] = column(String(200), says="Whether it may be shown publicly")


class PublishedFigure(FromDocument, Base):
    """A figure as the document states it: a fact of its own, beside the ledgers.

    It stands only in its own scope (unit, campaign) and period, and there alone is compared.
    """

    __tablename__ = "published_figure"
    __table_args__ = (
        one_of("qualifier", QUALIFIERS),
        not_before("period_end", "period_start"),
        UniqueConstraint("document_id", "position"),
        {"comment": "One row per figure stated in a document"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    document_id: Mapped[int] = column(
        ForeignKey("source_document.id"), index=True, says="Document that states it"
    )
    key: Mapped[str] = column(
        String(60), says="Key of the metric that counts the same; the label where none does"
    )
    label: Mapped[str] = column(String(60), says="What it counts, in the document's terms")
    value: Mapped[float] = column(
        Numeric(18, 4, asdecimal=False), says="Stated value in `unit`; money in fen, a share 0 to 1"
    )
    unit: Mapped[str] = column(String(20), says="Unit key of dashboard.units")
    qualifier: Mapped[str] = column(String(10), says="exact, or at_least where the text says 余")
    district_id: Mapped[int | None] = column(
        ForeignKey("district.id"), says="Unit it speaks of; null: the whole city"
    )
    scope: Mapped[str] = column(String(40), says="Whom it speaks of in words, as 8个区县合计")
    campaign: Mapped[str | None] = column(
        String(80),
        says="Campaign it speaks of: its name, or its kind (回头看) and the period tells which; "
        "null: none",
    )
    entity: Mapped[str] = column(String(40), says="What kind of body or person is counted")
    period_label: Mapped[str] = column(String(40), says="Period as stated, or 未注明")
    period_start: Mapped[date | None] = column(says="First day of the period; null: not stated")
    period_end: Mapped[date | None] = column(says="Last day of the period; null: not stated")
    section: Mapped[str] = column(String(20), says="Section of the document, as 一（一）")
    position: Mapped[int] = column(says="Order in the document")


class PublishedMention(FromDocument, Base):
    """A district named in a document for a kind of problem or a good practice."""

    __tablename__ = "published_mention"
    __table_args__ = (
        one_of("status", MENTION_STATUSES),
        UniqueConstraint("document_id", "topic", "district_id"),
        {"comment": "One row per document, topic and named district; naming is no count"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    document_id: Mapped[int] = column(
        ForeignKey("source_document.id"), index=True, says="Document that names it"
    )
    section: Mapped[str] = column(String(20), says="Section, as 二（三）")
    topic: Mapped[str] = column(
        String(20), says="A finding category (facility, training, archive, violation) or practice"
    )
    district_id: Mapped[int] = column(ForeignKey("district.id"), index=True, says="Named district")
    status: Mapped[str] = column(String(10), says="named, or suspected (涉嫌) in an open case")
    list_is_open: Mapped[bool] = column(says="Whether the document's list ends with 等")
    content: Mapped[str] = column(String(200), says="What is complained of, in key words")
    entity_name: Mapped[str | None] = column(
        String(100), says="Body named as suspected; for the case role only", restricted=NAMES
    )
    confirmed_on: Mapped[date | None] = column(
        says="Day the suspicion was last confirmed; null: never since the document"
    )


class SourceGap(FromDocument, Base):
    """Something a reader would ask and the document does not say: shown as 原文未说明."""

    __tablename__ = "source_gap"
    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        {"comment": "One row per question that a document leaves open"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    document_id: Mapped[int] = column(
        ForeignKey("source_document.id"), index=True, says="Document that leaves it open"
    )
    position: Mapped[int] = column(says="Order on the page")
    section: Mapped[str] = column(String(20), says="Section concerned")
    question: Mapped[str] = column(String(120), says="The open question, in Chinese")
    consequence: Mapped[str] = column(Text, says="What we therefore do not show, in Chinese")
    figure_key: Mapped[str | None] = column(String(60), says="Published figure concerned, if one")
