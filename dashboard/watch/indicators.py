"""What is watched: every indicator with its words, its method and the method's version.

A method's version is part of an alert's key: when a method changes in a way that can change what
it says, its number grows, and alerts of the new version are new alerts.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing watched. `of` says what the reading is a share or ratio of, in words."""

    key: str
    label: str
    reading: str
    """What the number is, as 理论首考合格率."""
    method: str
    counts: str
    """What is counted above, as 合格人次."""
    of: str
    """What it is counted of, as 首考人次."""
    metric: str = ""
    """The metric of the same numbers, for its definition and rows; empty: none counts it."""
    is_ratio: bool = False
    """Whether the reading can lie above 1, as a use of capacity."""


INDICATORS: Final = MappingProxyType(
    {
        one.key: one
        for one in (
            Indicator(
                key="theory_rise",
                label="理论合格率增高",
                reading="理论首考合格率",
                method="rise/1",
                counts="合格人次",
                of="理论首考人次",
                metric="theory_pass_rate",
            ),
            Indicator(
                key="practical_rise",
                label="实操合格率增高",
                reading="实操首考合格率",
                method="rise/1",
                counts="合格人次",
                of="实操首考人次",
                metric="practical_pass_rate",
            ),
            Indicator(
                key="outside_rise",
                label="市外考生增多",
                reading="市外考生占比",
                method="rise/1",
                counts="市外人次",
                of="填报来源的理论首考人次",
                metric="out_of_city_share",
            ),
            Indicator(
                key="origin_unknown",
                label="考生来源未知偏多",
                reading="来源未知占比",
                method="rule/1",
                counts="来源未知人次",
                of="填报来源的理论首考人次",
            ),
            Indicator(
                key="exam_capacity",
                label="考试容量不匹配",
                reading="考试容量利用率",
                method="capacity/1",
                counts="理论首考人次",
                of="填报的考试容量",
                metric="capacity_use",
                is_ratio=True,
            ),
            Indicator(
                key="training_capacity",
                label="培训容量不匹配",
                reading="培训场地利用率",
                method="capacity/1",
                counts="需要的人学时",
                of="座位和工位最多能提供的人学时",
                is_ratio=True,
            ),
            Indicator(
                key="hours",
                label="培训学时不足",
                reading="学时不足班次占比",
                method="hours/1",
                counts="学时不足班次",
                of="学时已填报班次",
                metric="short_hours_share",
            ),
            Indicator(
                key="backfill",
                label="考勤补签偏高",
                reading="补签占比",
                method="peers/1",
                counts="补签人次",
                of="实签到人次",
                metric="backfilled_share",
            ),
            Indicator(
                key="archive",
                label="培训档案缺件偏多",
                reading="档案缺件占比",
                method="peers/1",
                counts="缺少件数",
                of="应有件数",
                metric="archive_complete_share",
            ),
            Indicator(
                key="after_elimination",
                label="淘汰后仍有培训考试",
                reading="淘汰后的班次和考试",
                method="rule/1",
                counts="班次和考试月报",
                of="",
                metric="classes_after_elimination",
            ),
        )
    }
)
"""Every indicator, in the order in which they are offered."""

RISES: Final = ("theory_rise", "practical_rise", "outside_rise")
"""Indicators of the p′ chart and CUSUM, the circular's first two signals."""
