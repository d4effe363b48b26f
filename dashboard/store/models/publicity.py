"""Publicity: what was put out, through which channel, and who says how many it reached."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from dashboard.store.models.base import Base, FromLedger, column, not_negative, one_of
from dashboard.store.models.sources import QUALIFIERS

CHANNELS = {
    "app": "政务APP",
    "wechat": "微信公众号",
    "video": "微视频",
    "leaflet": "宣传资料",
    "event": "现场活动",
    "other": "其他",
}
REACH_REPORTERS = {"organiser": "主办方", "platform": "平台"}


class PublicityActivity(FromLedger, Base):
    """One activity in one channel; items, copies and person-times are unlike and never summed."""

    __tablename__ = "publicity_activity"
    __table_args__ = (
        one_of("channel", CHANNELS),
        one_of("copies_qualifier", QUALIFIERS),
        one_of("reach_qualifier", QUALIFIERS),
        one_of("reported_by", REACH_REPORTERS, nullable=True),
        *not_negative("items", "copies", "person_times"),
        UniqueConstraint("district_id", "channel", "name", "held_on"),
        Index("ix_publicity_activity_district_held", "district_id", "held_on"),
        {"comment": "One row per activity, channel and day"},
    )

    id: Mapped[int] = column(primary_key=True, says="Key inside this store")
    district_id: Mapped[int] = column(ForeignKey("district.id"), says="Unit that reports it")
    channel: Mapped[str] = column(
        String(10), says="app, wechat, video, leaflet, event or other", head="渠道"
    )
    name: Mapped[str] = column(String(120), says="Name of the activity", head="名称")
    held_on: Mapped[date] = column(says="Day it took place or was published", head="日期")
    items: Mapped[int | None] = column(
        says="Issues, episodes or posts; null: none", unit="times", head="期数（次数）"
    )
    copies: Mapped[int | None] = column(
        says="Leaflets handed out; null: none", unit="copies", head="份数"
    )
    copies_qualifier: Mapped[str] = column(
        String(10),
        default="exact",
        says="exact, or at_least where reported with 余",
        head="份数口径",
    )
    person_times: Mapped[int | None] = column(
        says="覆盖人次; null: not reported", unit="person_times", head="覆盖人次"
    )
    reach_qualifier: Mapped[str] = column(
        String(10),
        default="exact",
        says="exact, or at_least where reported with 余",
        head="人次口径",
    )
    reported_by: Mapped[str | None] = column(
        String(10),
        says="Who reported the reach: organiser or platform; null: not said",
        head="数据来源",
    )
    note: Mapped[str | None] = column(String(300), says="Remark from the ledger", head="备注")
