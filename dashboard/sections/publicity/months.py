"""When was it put out: activities by month and channel."""

from __future__ import annotations

from dashboard.metrics.measure import Measured
from dashboard.sections.metric_chart import MetricChart, chart_section
from dashboard.sections.view import View

_ACTIVITIES = "publicity_activities"
_YEAR_MONTHS = 12


def _title(view: View, measured: Measured) -> str:
    months = view.months(figure.group[0] for figure in measured.figures)
    if not months:
        return "分月情况：台账无记录"
    recent = months[-_YEAR_MONTHS:]
    said = f"{months[0].words}至{months[-1].words}共{_total(measured, since=months[0])}场次"
    if len(months) <= _YEAR_MONTHS:
        return said
    return f"{said}，其中最近{_YEAR_MONTHS}个月{_total(measured, since=recent[0])}场次"


def _total(measured: Measured, *, since: int) -> str:
    return f"{sum(one.value or 0 for one in measured.figures if one.group[0] >= since):.0f}"


MONTHS = chart_section(
    MetricChart(
        key="publicity-months",
        metric=_ACTIVITIES,
        by="month",
        parts="channel",
        title="每月宣传活动场次，按渠道",
        note="—为当月台账没有记录，不等于没有开展。",
        unstated="通报所述活动的时间原文未说明",
    ),
    question="什么时候开展的？",
    says=_title,
)
