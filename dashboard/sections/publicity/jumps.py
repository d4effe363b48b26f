"""Which months of a district reach far beyond its own usual figure, and so want checking?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

from dashboard.dates import Month
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Cell, Column, Table
from dashboard.sections.publicity.channels import bounded
from dashboard.sections.section import Section
from dashboard.sections.view import View

TIMES: Final = 10
"""From so many times its own median on, a month is listed."""
FEWEST_MONTHS: Final = 3
"""Fewer months with a figure have no median worth comparing with."""
_REACH = "publicity_audience_person_times"


@dataclass(frozen=True, kw_only=True)
class Jump:
    """A month of a district far above its own median."""

    district: int
    month: Month
    median: float
    times: float


def _ask(view: View) -> Mapping[str, FigureQuery]:
    # The median is the district's own over all its months, whatever period is looked at.
    filters = view.filters.without_period()
    return {"months": view.ask(_REACH, by=("district", "month"), filters=filters)}


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    measured = got["months"]
    reported = [
        (figure.group[0], figure.group[1], figure.value)
        for figure in measured.figures
        if figure.value is not None
    ]
    found = [jump for jump in jumps(reported) if _in_period(jump.month, view)]
    counts = [sum(district == one for district, _, _ in reported) for one in _districts(reported)]
    compared = sum(count >= FEWEST_MONTHS for count in counts)
    return Answer(
        title=_title(found, reported=bool(reported)),
        blocks=(_table(view, measured, found, compared=compared, thin=len(counts) - compared),),
        metrics=(_REACH,),
    )


def _title(found: list[Jump], *, reported: bool) -> str:
    if not reported:
        return "覆盖人次突增提示：台账没有主办方填报的覆盖人次，无从比较"
    if not found:
        return f"没有区县单月覆盖达到自身中位数的{TIMES}倍"
    return f"{len(found)}个区县月份的覆盖人次达到自身中位数的{TIMES}倍以上，提示核实"


def _table(view: View, measured: Measured, found: list[Jump], *, compared: int, thin: int) -> Table:
    rows: list[list[Cell]] = [
        [
            view.named(jump.district),
            jump.month.words,
            bounded(measured.get(_REACH, jump.district, jump.month)),
            jump.median,
            f"{jump.times:.0f}倍",
            "提示核实",
        ]
        for jump in found
    ]
    rule = (
        f"规则：同一区县单月主办方填报覆盖人次≥自身各月中位数的{TIMES}倍；"
        f"已比对{compared}个区县，有填报月份不足{FEWEST_MONTHS}个的{thin}个区县未比对（样本不足）"
    )
    return Table(
        key="publicity-jumps",
        title="覆盖人次提示核实",
        columns=(
            Column(label="区县（开发区）"),
            Column(label="月份"),
            Column(label="主办方填报", unit="person_times"),
            Column(label="自身各月中位数", unit="person_times"),
            Column(label="倍数"),
            Column(label="处理"),
        ),
        rows=rows,
        note=f"{rule}。列出供核实，数字未从合计中剔除。",
        empty=f"{rule}。" if measured.figures else "宣传台账尚未导入",
    )


def jumps(reported: Iterable[tuple[int, int, float]]) -> list[Jump]:
    """The jumps among reports of (district, month YYYYMM, person-times), by district and month."""
    months: dict[int, dict[Month, float]] = {}
    for district, month, value in reported:
        months.setdefault(district, {})[Month(month)] = value
    found = []
    for district, values in sorted(months.items()):
        usual = median(values.values())
        if len(values) < FEWEST_MONTHS or not usual:
            continue
        found += [
            Jump(district=district, month=month, median=usual, times=value / usual)
            for month, value in sorted(values.items())
            if value >= TIMES * usual
        ]
    return found


def _districts(reported: list[tuple[int, int, float]]) -> set[int]:
    return {district for district, _, _ in reported}


def _in_period(month: Month, view: View) -> bool:
    first, last = view.filters.first, view.filters.last
    begun = first is None or month >= Month.of(first)
    return begun and (last is None or month <= Month.of(last))


JUMPS = Section(key="publicity-jumps", question="哪些覆盖人次需要核实？", ask=_ask, answer=_answer)
