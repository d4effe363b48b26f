"""Watch: what officers made of alerts; the alerts themselves are computed, never stored."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, DateTime, Index, String
from sqlalchemy.orm import Mapped

from dashboard.store.models.base import Base, column, one_of

VERDICTS = {
    "pending": "待核查",
    "confirmed": "核实属实",
    "explained": "解释合理",
    "data_error": "数据错误",
}
"""What an officer made of an alert; `pending` takes an earlier verdict back."""
LEVELS = {"red": "红", "orange": "橙", "yellow": "黄", "grey": "灰"}


class AlertDisposal(Base):
    """One verdict of one officer on one alert; the newest of an alert counts, all are kept."""

    __tablename__ = "alert_disposal"
    __table_args__ = (
        one_of("verdict", VERDICTS),
        one_of("level", LEVELS),
        CheckConstraint("officer <> ''", name="officer_named"),
        Index("ix_alert_disposal_alert_key", "alert_key", "id"),
        {"comment": "One row per verdict on an alert; the newest row of an alert is in force"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    alert_key: Mapped[str] = column(
        String(20), says="Digest of body, trade, indicator, period and method of the alert"
    )
    indicator: Mapped[str] = column(String(30), says="Key of the indicator")
    period: Mapped[date] = column(says="First day of the month the alert speaks of")
    method: Mapped[str] = column(String(30), says="Method and version, as p-prime/1")
    entity: Mapped[str] = column(String(200), says="Body and trade in words, as they were named")
    level: Mapped[str] = column(String(8), says="red, orange, yellow or grey when disposed of")
    said: Mapped[str] = column(String(500), says="What the alert said when it was disposed of")
    evidence: Mapped[str] = column(
        String(20), says="Digest of the figures then; another one now means the data has changed"
    )
    verdict: Mapped[str] = column(
        String(12), says="pending (taken back), confirmed, explained or data_error"
    )
    officer: Mapped[str] = column(
        String(40), says="Name or staff number the officer typed; there is no login yet"
    )
    remark: Mapped[str | None] = column(String(500), says="What the officer found; null: nothing")
    decided_at: Mapped[datetime] = column(DateTime(timezone=True), says="When, UTC")
