"""Findings per inspection of every unit beside the rest of the city, in groups and never ranked."""

from __future__ import annotations

from dashboard import units
from dashboard.analysis.intervals import Interval
from dashboard.metrics.comparison import Compared
from dashboard.sections.comparison_groups import Grouped, grouped
from dashboard.sections.comparison_method import RULE
from dashboard.sections.district_values import NOT_INSPECTED
from dashboard.sections.view import View
from dashboard.store.places import Place

RATE_METRIC = "findings_per_inspection"

METHOD = (
    f"方法：每个单位的次均问题（检查发现的问题数÷检查次数）与全市其余单位合计相比。{RULE}"
    "图中的横线是该单位自身数值的95%区间，把各条问题当作互不相关，只供对照。",
    "检查对象、方式和力度不相同，因此偏高、偏低只是提示核查的线索，不是好坏的结论。"
    "漏斗图、检出能力和其他指标见“区县对比”。",
)


def interval_of(one: Grouped) -> Interval | None:
    """The 95 % interval of a unit's own rate; None where it cannot be compared."""
    return None if one.position is None else one.position.interval


def interval_text(interval: Interval) -> str:
    """An interval as read: 1.20–2.10项/次."""
    low = units.number(interval.low, unit="per_inspection")
    return f"{low}–{units.number(interval.high, unit='per_inspection')}项/次"


def standing_text(view: View, compared: Compared, place: Place) -> str:
    """One sentence on a unit's rate beside the rest of the city."""
    one = next((one for one in grouped(view, compared) if one.place.id == place.id), None)
    if one is None or one.group == NOT_INSPECTED:
        return "期间内未检查，没有次均问题可比（未检查不等于没有问题）。"
    if one.position is None:
        done = units.text(one.figure.denominator, unit="inspections")
        return f"只检查了{done}，样本不足，不与全市比较。"
    beside = units.text(one.position.reference, unit="per_inspection")
    interval = interval_text(one.position.interval)
    return f"次均问题95%区间{interval}，全市其余单位{beside}：{one.said}。"
