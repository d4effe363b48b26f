"""Findings by month: what a 回头看 found stands apart, an unfinished month is marked, no arrows."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from dashboard import theme, units
from dashboard.charts.bar import columns
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Cell, Chart, Column, Table
from dashboard.sections.office_chart import native_of
from dashboard.sections.view import View

COUNTED = ("findings", "inspections")
BY_MONTH = ("month", "campaign_kind")
"""What `month_chart` must have been asked for."""
_LOOKBACK, _OTHER = "“回头看”发现", "其他检查发现"
_MONTH_COLOURS = {_OTHER: theme.SEQUENTIAL[3], _LOOKBACK: theme.CATEGORICAL[3]}
_HEIGHT_PX = 342


def month_chart(view: View, months: Measured) -> Chart:
    """Findings of each month, those of the 回头看 apart, with the inspections in the table."""
    order = _month_range(months)
    rows = [
        {
            "month": _month_label(month),
            "part": part,
            "value": value,
            "text": units.text(value, unit="findings") + _remark(view, month),
            "faded": bool(_remark(view, month)),
        }
        for month in order
        for part, value in _parts(months, month)
        if value
    ]
    seen = [part for part in _MONTH_COLOURS if any(row["part"] == part for row in rows)]
    table = _month_table(view, months, order)
    return Chart(
        key="months",
        title="各月发现问题（项）",
        spec=columns(
            rows,
            axis="发现问题（项）",
            colours={part: _MONTH_COLOURS[part] for part in seen},
            order=[_month_label(month) for month in order],
            height=_HEIGHT_PX,
        ),
        table=table,
        alt="各月发现问题数的柱形图，“回头看”发现的单列，未满的月份颜色较浅，数值详见数据表",
        native=native_of(
            table, kind="stacked_column", colours=_MONTH_COLOURS, axis="发现问题（项）"
        ),
    )


def _month_range(months: Measured) -> list[int]:
    """Every month (YYYYMM) from the first to the last with an inspection or a finding."""
    seen = sorted({figure.group[0] for figure in months.figures if figure.group[0]})
    if not seen:
        return []
    first, last = (12 * (month // 100) + month % 100 - 1 for month in (seen[0], seen[-1]))
    return [100 * (number // 12) + number % 12 + 1 for number in range(first, last + 1)]


def _parts(months: Measured, month: int) -> list[tuple[str, float]]:
    found = {
        figure.group[1]: figure.value or 0
        for figure in months.of("findings")
        if figure.group[0] == month
    }
    lookback = found.pop("lookback", 0)
    return [(_OTHER, sum(found.values())), (_LOOKBACK, lookback)]


def _month_table(view: View, months: Measured, order: list[int]) -> Table:
    rows: list[list[Cell]] = []
    for month in order:
        visits = sum(one.value or 0 for one in months.of("inspections") if one.group[0] == month)
        parts = [value for _, value in _parts(months, month)]
        counted: list[Cell] = [sum(parts), parts[1], parts[0]] if visits else [None] * 3
        rows.append([_month_label(month), visits, *counted, _remark(view, month).strip("（）")])
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


def _remark(view: View, month: int) -> str:
    """That the month is not whole under the period and day chosen; empty for a whole one."""
    first = date(month // 100, month % 100, 1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    start, end = view.filters.first, min(view.as_of, view.filters.last or view.as_of)
    cut = (start is not None and first < start) or end < last
    return "（未满月）" if cut else ""


def _month_label(month: int) -> str:
    return f"{month // 100}-{month % 100:02}"
