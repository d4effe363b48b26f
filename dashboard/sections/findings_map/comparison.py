"""Findings per inspection of every unit beside the rest of the city, in groups and never ranked."""

from __future__ import annotations

from dashboard import units
from dashboard.analysis.intervals import Interval
from dashboard.metrics.comparison import Compared, comparisons
from dashboard.sections.districts.groups import Grouped, grouped
from dashboard.sections.findings_map.places import NOT_INSPECTED
from dashboard.sections.section import Listing
from dashboard.sections.view import View
from dashboard.store.places import Place

RATE_METRIC = "findings_per_inspection"

METHOD = (
    "方法：每个单位的次均问题（检查发现的问题数÷检查次数）与全市其余单位合计相比，超出99.8%控制限的才归入"
    "“明显偏高”或“明显偏低”，其余为“无法区分”；单位之间本来就有的差异已计入控制限。图中的横线是该单位"
    "自身数值的95%区间。组内按惯用顺序排列，不排名次。",
    "检查对象、方式和力度不相同，同一次检查发现的问题也不互相独立，因此偏高、偏低只是提示核查的线索，"
    "不是好坏的结论。漏斗图、检出能力和其他指标见“区县对比”。",
)


def compared_rate(view: View) -> Listing:
    """What is asked, by metric: all units under the view's filters without the district."""
    return Listing.of(comparisons, metrics=(RATE_METRIC,), filters=view.wide(), as_of=view.as_of)


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
    hint = f"（{one.hint}）" if one.hint else ""
    interval = interval_text(one.position.interval)
    return f"次均问题95%区间{interval}，全市其余单位{beside}：{one.group}{hint}。"
