"""Findings by month: what a 回头看 found stands apart, an unfinished month is marked, no arrows."""

from __future__ import annotations

from dashboard import theme
from dashboard.dates import Month
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Cell, Chart, Column, Table
from dashboard.sections.chart_shapes import Look, MonthColumns
from dashboard.sections.table_chart import TableChart
from dashboard.sections.view import View

COUNTED = ("findings", "inspections")
BY_MONTH = ("month", "campaign_kind")
"""What `month_chart` must have been asked for."""
_LOOKBACK, _OTHER = "“回头看”发现", "其他检查发现"
_MONTH_COLOURS = {_OTHER: theme.SEQUENTIAL[3], _LOOKBACK: theme.CATEGORICAL[3]}
_HEIGHT_PX = 342


def month_chart(view: View, months: Measured) -> Chart:
    """Findings of each month, those of the 回头看 apart, with the inspections in the table."""
    seen = (figure.group[0] for figure in months.figures if figure.group[0])
    order = view.months(seen)
    found = [dict(_parts(months, month)) for month in order]
    return TableChart(
        table=_month_table(view, months, order),
        shape=MonthColumns(height=_HEIGHT_PX),
        colours={
            part: colour
            for part, colour in _MONTH_COLOURS.items()
            if any(parts[part] for parts in found)
        },
        axis="发现问题（项）",
        title="各月发现问题（项）",
        alt="各月发现问题数的柱形图，“回头看”发现的单列，未满的月份颜色较浅，数值详见数据表",
        looks=[
            Look(pale=bool(remark), remark=remark)
            for remark in (_remark(view, month) for month in order)
        ],
    ).chart()


def _parts(months: Measured, month: Month) -> list[tuple[str, float]]:
    found = {
        figure.group[1]: figure.value or 0
        for figure in months.of("findings")
        if figure.group[0] == month
    }
    lookback = found.pop("lookback", 0)
    return [(_OTHER, sum(found.values())), (_LOOKBACK, lookback)]


def _month_table(view: View, months: Measured, order: tuple[Month, ...]) -> Table:
    rows: list[list[Cell]] = []
    for month in order:
        visits = sum(one.value or 0 for one in months.of("inspections") if one.group[0] == month)
        parts = [value for _, value in _parts(months, month)]
        counted: list[Cell] = [sum(parts), parts[1], parts[0]] if visits else [None] * 3
        rows.append([month.label, visits, *counted, _remark(view, month).strip("（）")])
    return Table(
        key="months",
        title="各月检查与发现问题",
        columns=(
            Column(label="月份"),
            Column(label="检查次数", unit="inspections"),
            Column(label="发现问题", unit="findings"),
            Column(label=_LOOKBACK, unit="findings"),
            Column(label=_OTHER, unit="findings"),
            Column(label="说明"),
        ),
        rows=rows,
        note="没有检查的月份问题数记为—，不是0；未满的月份不与整月相比。",
        empty="期间内没有检查记录",
    )


def _remark(view: View, month: Month) -> str:
    """That the month is not whole under the period and day chosen; empty for a whole one."""
    return "（未满月）" if view.cuts(month) else ""
