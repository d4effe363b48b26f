"""Fair comparison of units: each rate's interval against the city's rate, in five groups.

No unit has a rank. A unit stands apart only where the exact 95% interval of its own rate leaves
the city's rate out; inside a group the order is the customary one.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import units
from dashboard.analysis.grouping import Standing
from dashboard.analysis.intervals import Interval, poisson
from dashboard.metrics.measure import Figure, Measured
from dashboard.sections.findings_map.places import (
    NO_DATA,
    NOT_INSPECTED,
    THIN,
    is_loaded,
    name_on,
    reporting,
    state_of,
)
from dashboard.sections.view import View
from dashboard.store.places import Place

RATE_METRIC = "findings_per_inspection"
ABOVE, SAME, BELOW = "明显偏高", "无法区分", "明显偏低"
GROUPS = (ABOVE, SAME, BELOW, THIN, NOT_INSPECTED, NO_DATA)
_STANDINGS = {Standing.ABOVE: ABOVE, Standing.SAME: SAME, Standing.BELOW: BELOW}

METHOD = (
    "方法：次均发现问题＝检查发现的问题数÷检查次数，按精确泊松法（Garwood）算出每个单位的95%区间；"
    "区间不含全市值的才归入“明显偏高”或“明显偏低”，其余为“无法区分”；组内按惯用顺序排列，不排名次。",
    "即使各单位毫无差别，每40个单位中也会有约2个落在区间之外；同一次检查发现的问题并不互相独立，"
    "检查对象、方式和力度也不相同。因此偏高、偏低只是提示核查的线索，不是好坏的结论。",
)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One unit's rate and where it stands; `interval` is None where there is too little to say."""

    place: Place
    name: str
    figure: Figure
    interval: Interval | None
    group: str


def interval_of(figure: Figure) -> Interval | None:
    """The exact interval of findings per inspection; None where thin or not inspected."""
    if figure.thin or figure.numerator is None or not figure.denominator:
        return None
    return poisson(count=round(figure.numerator), exposure=figure.denominator)


def group_of(figure: Figure, *, city: Figure, loaded: bool = True) -> str:
    """The group of one unit's figure beside the city's."""
    state = state_of(figure, loaded=loaded)
    if state in ("not_inspected", "no_data"):
        return NOT_INSPECTED if state == "not_inspected" else NO_DATA
    interval = interval_of(figure)
    if interval is None or city.value is None:
        return THIN
    if interval.low > city.value:
        return _STANDINGS[Standing.ABOVE]
    return _STANDINGS[Standing.BELOW if interval.high < city.value else Standing.SAME]


def compare(view: View, by_unit: Measured, *, city: Figure) -> tuple[Compared, ...]:
    """Every reporting unit beside the city, by group and then in customary order."""
    loaded = is_loaded(view, RATE_METRIC)
    compared = []
    for place in reporting(view, by_unit):
        figure = by_unit.get(RATE_METRIC, place.id)
        compared.append(
            Compared(
                place=place,
                name=name_on(view, place),
                figure=figure,
                interval=interval_of(figure),
                group=group_of(figure, city=city, loaded=loaded),
            )
        )
    return tuple(sorted(compared, key=lambda one: GROUPS.index(one.group)))


def interval_text(interval: Interval) -> str:
    """An interval as read: 1.20–2.10项/次."""
    low = units.number(interval.low, unit="per_inspection")
    return f"{low}–{units.number(interval.high, unit='per_inspection')}项/次"


def standing_text(figure: Figure, *, city: Figure) -> str:
    """One sentence on a unit's rate beside the city's."""
    group = group_of(figure, city=city)
    if group == NOT_INSPECTED:
        return "期间内未检查，没有次均问题可比（未检查不等于没有问题）。"
    interval = interval_of(figure)
    if interval is None:
        done = units.text(figure.denominator, unit="inspections")
        return f"只检查了{done}，样本不足，不与全市比较。"
    beside = units.text(city.value, unit="per_inspection")
    return f"次均问题95%区间{interval_text(interval)}，全市{beside}：{group}。"
