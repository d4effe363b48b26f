"""The data table of map and comparison: every measure of every unit, and the city first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import theme
from dashboard.charts.office_chart import OfficeChart
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.comparison_groups import Grouped, grouped
from dashboard.sections.district_values import figure_cell
from dashboard.sections.findings_map.comparison import RATE_METRIC, interval_of
from dashboard.sections.findings_map.measures import MAPPED, has_ledger
from dashboard.sections.office_chart import native_of
from dashboard.sections.view import View

_INTERVAL = (
    Column(label="95%区间下限", unit="per_inspection"),
    Column(label="95%区间上限", unit="per_inspection"),
    Column(label="与全市其余单位比较"),
)


def units_table(
    view: View, got: Mapping[str, Any], *, key: str, metrics: tuple[str, ...] = MAPPED
) -> Table:
    """The data table: `metrics` of every unit, the city first, with intervals beside a rate."""
    rated = RATE_METRIC in metrics
    city = got["city"]
    rows: list[list[Cell]] = []
    if has_ledger(view):
        whole = [figure_cell(city.get(one)) for one in metrics]
        rows.append(["全市合计", *whole, *((None, None, "—") if rated else ())])
        rows += [
            _unit_row(got, one, metrics=metrics)
            for one in grouped(view, got["compared"][RATE_METRIC], among=got["units"])
        ]
    return Table(
        key=key,
        title="各区县（开发区）问题与检查",
        columns=(
            Column(label="区县（开发区）"),
            *(Column(label=METRICS[one].label, unit=METRICS[one].unit) for one in metrics),
            *(_INTERVAL if rated else ()),
        ),
        rows=rows,
        note="按惯用顺序排列，不是名次。各单位之和等于全市合计；问题数受检查次数影响。",
        empty="检查记录和问题台账尚未导入；各区县的数量原文未说明",
    )


def _unit_row(got: Mapping[str, Any], one: Grouped, *, metrics: tuple[str, ...]) -> list[Cell]:
    figures = [figure_cell(got["units"].get(key, one.place.id)) for key in metrics]
    if RATE_METRIC not in metrics:
        return [one.name, *figures]
    interval = interval_of(one)
    low, high = (interval.low, interval.high) if interval else (None, None)
    return [one.name, *figures, low, high, one.said]


def native_intervals(table: Table, *, city: Figure) -> OfficeChart | None:
    """The units of the table that have an interval, in customary order, beside the city's rate."""
    low, high = (column.label for column in _INTERVAL[:2])
    rate = METRICS[RATE_METRIC].label
    at = [column.label for column in table.columns].index(low)
    return native_of(
        table,
        kind="interval",
        colours={rate: theme.NAVY, low: theme.MUTED, high: theme.MUTED},
        axis="次均发现问题（项/次），线段为95%区间",
        rows=[row for row in table.rows if row[at] is not None],
        lines={"全市": (city.value, theme.ALERT["橙"])},
    )
