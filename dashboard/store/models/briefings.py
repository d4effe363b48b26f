"""Briefings: what is to be briefed, and every version of it that was frozen."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped

from dashboard.errors import SnapshotError
from dashboard.store.models.base import Base, column, not_negative, one_of
from dashboard.store.models.operation import DATASETS


class BriefingRecord(Base):
    """One briefing as it is edited."""

    __tablename__ = "briefing"
    __table_args__ = (
        CheckConstraint("compared_with < as_of", name="compared_with_before_as_of"),
        *not_negative("edition"),
        {"comment": "One row per briefing; what it says is in its versions"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    title: Mapped[str] = column(String(60), says="Title")
    as_of: Mapped[date | None] = column(says="Day to look at; null: last day with data")
    compared_with: Mapped[date | None] = column(
        says="Earlier day to compare with; null: thirty days before"
    )
    edition: Mapped[int] = column(says="Grows by one with every change, so that none is lost")
    created_at: Mapped[datetime] = column(DateTime(timezone=True), says="When, UTC")
    created_by: Mapped[str] = column(String(60), says="Account or program that made it")
    changed_at: Mapped[datetime] = column(DateTime(timezone=True), says="Last change, UTC")
    changed_by: Mapped[str] = column(String(60), says="Account or program of the last change")
    archived_at: Mapped[datetime | None] = column(
        DateTime(timezone=True), says="When it was put away, UTC; null: in use"
    )


class BriefingItem(Base):
    """One section of a briefing."""

    __tablename__ = "briefing_item"
    __table_args__ = (
        UniqueConstraint("briefing_id", "position"),
        *not_negative("position"),
        {"comment": "One row per section of a briefing, in the order of position"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    briefing_id: Mapped[int] = column(ForeignKey("briefing.id"), says="Briefing")
    position: Mapped[int] = column(says="Order in the briefing, counted from 1")
    section: Mapped[str] = column(String(80), says="Page and section, as findings-map/where")
    query: Mapped[str] = column(Text, says="Filters and the page's parameters, as a URL's query")
    title: Mapped[str] = column(String(60), says="Title instead of the finding; empty: the finding")
    notes: Mapped[str] = column(Text, says="Speaker notes; empty: none")
    hidden: Mapped[bool] = column(says="Whether it is left out of what is frozen")


class BriefingVersion(Base):
    """One frozen snapshot of a briefing. Never changed: the database refuses it."""

    __tablename__ = "briefing_version"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("briefing_id", "version"),
        one_of("dataset", DATASETS),
        *not_negative("revision"),
        {"comment": "One row per frozen snapshot of a briefing; rows are never changed"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    briefing_id: Mapped[int] = column(ForeignKey("briefing.id"), says="Briefing")
    version: Mapped[int] = column(says="Counted from 1 in its briefing")
    number: Mapped[str] = column(String(40), says="Snapshot number, as JB-20241231-001-v2")
    title: Mapped[str] = column(String(60), says="Title when it was frozen")
    dataset: Mapped[str] = column(String(12), says="production or demo")
    revision: Mapped[int] = column(says="Revision of the store it was computed from")
    as_of: Mapped[date] = column(says="Day its figures are true of")
    compared_with: Mapped[date | None] = column(says="Earlier day compared with; null: none")
    frozen_at: Mapped[datetime] = column(DateTime(timezone=True), says="When, UTC")
    frozen_by: Mapped[str] = column(String(60), says="Who froze it, as typed in")
    sections: Mapped[int] = column(says="Number of sections")
    sha256: Mapped[str] = column(String(64), says="SHA-256 of what it says")
    content: Mapped[str] = column(Text, says="The whole snapshot, JSON oversight-snapshot/1")


@event.listens_for(BriefingVersion, "before_update")
def _never_changed(*_: object) -> None:
    raise SnapshotError(
        "已冻结的版本不能修改；请修改简报后另冻结一个新版本", "a frozen version never changes"
    )
