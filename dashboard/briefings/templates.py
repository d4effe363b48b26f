"""Templates: briefings to begin with, for the four occasions the bureau has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.briefings.briefing import Briefing, Item


@dataclass(frozen=True, kw_only=True)
class Template:
    """A briefing to begin with; `purpose` says for which occasion."""

    key: str
    title: str
    purpose: str
    items: tuple[Item, ...]

    def briefing(self) -> Briefing:
        """A new briefing like it."""
        return Briefing(title=self.title, items=self.items)


TEMPLATES: Final = (
    Template(
        key="leadership",
        title="领导概览",
        purpose="会前两分钟：全市情况、较上期变化、本期要点、问题在哪里，共四页。",
        items=(
            Item.of(
                "overview/headline", notes="先说总数与三种状态，再说超期；数字均可追到台账行。"
            ),
            Item.of("overview/changes", notes="两日都按现有台账计算；显著与否看最后一列。"),
            Item.of("overview/where", notes="按本期要点逐句讲；人数只讲全市。"),
            Item.of(
                "findings-map/where",
                query="measure=超期未整改",
                notes="未检查不等于没有问题；灰色和斜线处请先说明。",
            ),
        ),
    ),
    Template(
        key="districts",
        title="区县对标",
        purpose="与全市作公平比较：有区间、有样本量，不作排名。",
        items=(
            Item.of(
                "districts/districts-comparison",
                query="indicator=次均发现问题",
                notes="只说明显偏高、无法区分、明显偏低，不念名次。",
            ),
            Item.of(
                "districts/districts-practices",
                notes="做法写在通报里，数值来自台账；并列不等于因果。",
            ),
            Item.of("findings-map/where", query="measure=次均问题"),
            Item.of("institutions/review-districts"),
            Item.of("publicity/publicity-districts", notes="覆盖人次由主办方填报，不作排名。"),
        ),
    ),
    Template(
        key="lookback",
        title="回头看通报",
        purpose="按通报的结构：成效、问题与点名、要求，通报数字与台账逐项核对。",
        items=(
            Item.of("enforcement/enforcement-told"),
            Item.of("publicity/publicity-told"),
            Item.of("institutions/review-stages"),
            Item.of("findings-map/where", query="measure=通报点名"),
            Item.of("findings-map/kinds"),
            Item.of("enforcement/enforcement-chain", notes="时滞只计已走完的案件。"),
            Item.of("enforcement/enforcement-named", notes="涉嫌单位未结案前一律称涉嫌，不点名。"),
            Item.of("data/data-circular"),
            Item.of("data/data-gaps", notes="原文未说明之处，本看板不作推断。"),
            Item.of("data/data-requirements"),
        ),
    ),
    Template(
        key="rectification",
        title="整改督办",
        purpose="还差什么、卡在哪一步、谁超期：整改进度、闭环看板、到期与超期、督办清单。",
        items=(
            Item.of(
                "rectification/rectification-clock",
                notes="先说未销号和超期，再说用时；未销号的按已历天数计入用时。",
            ),
            Item.of("rectification/rectification-board", notes="每项问题只在一个环节。"),
            Item.of("rectification/rectification-terms", notes="按惯用顺序排列，不是名次。"),
            Item.of(
                "rectification/rectification-list",
                notes="超期的在前；逐条问责任单位的完成日期。",
            ),
            Item.of("findings-map/where", query="measure=未销号"),
            Item.of("institutions/register", query="state=整改&sort=整改期限"),
            Item.of(
                "enforcement/enforcement-contradictions", notes="矛盾记录是提示核对，不是结论。"
            ),
        ),
    ),
)
"""In the order in which they are offered."""


def template(key: str) -> Template | None:
    """The template with this key, or None."""
    return next((one for one in TEMPLATES if one.key == key), None)
