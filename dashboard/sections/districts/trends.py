"""A unit's own course in words: tested, with the method said, never an arrow from two points."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final

from dashboard import units
from dashboard.analysis.trend import FEWEST, TrendChange, TrendResult
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.trends import MONTHS, RIPENS, Trends, courses
from dashboard.sections.section import Listing
from dashboard.sections.view import View

WORDS: Final = MappingProxyType(
    {
        TrendResult.RISING: "上升",
        TrendResult.FALLING: "下降",
        TrendResult.STEADY: "无显著变化",
        TrendResult.UNKNOWN: "数据不足",
    }
)
NOT_MONTHLY: Final = "不按月"

METHOD: Final = (
    f"走势：近{MONTHS}个完整月份的加权趋势检验（双侧99.8%，残差离散不小于偶然，t分布），且逐月去掉任一月方向都不变，"
    f"才标“上升”“下降”；有数的月份不足{FEWEST}个为“数据不足”；未完月份不计，考试指标不跨2026年6月1日。"
    f"按期整改率另去掉最近{RIPENS['on_time_share']}个月（其中的问题多未到期）。时点数和整改完成率不设走势。"
)


def lookback(view: View) -> tuple[date, date] | None:
    """First and last day of the look-back; of one without both, as a document states them."""
    action = view.lookback
    if action is not None and action.begun is not None and action.ended is not None:
        return action.begun, action.ended
    for one in view.told("lookback_problems_found"):
        stated = one.published
        if stated.period_start is not None and stated.period_end is not None:
            return stated.period_start, stated.period_end
    return None


def asked(view: View, filters: Filters) -> Listing:
    """The courses of one scope, kept by revision."""
    return Listing.of(courses, filters=filters, as_of=view.as_of, between=lookback(view))


def trend_text(found: Trends, metric: str) -> str:
    """A label with both fitted ends where it says that something changes."""
    change = found.trends.get(metric)
    if change is None:
        return NOT_MONTHLY
    return change_text(change, unit=METRICS[metric].unit)


def change_text(change: TrendChange, *, unit: str) -> str:
    """The label, and from where to where it goes."""
    word = WORDS[change.course]
    if change.course not in (TrendResult.RISING, TrendResult.FALLING):
        return word
    ends = (units.text(end, unit=unit) for end in (change.first, change.last))
    return f"{word}（{'→'.join(ends)}）"
