"""What kind of problems, and when were they found? Categories by severity, and months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard import theme, units
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Block, Cell, Chart, Column, Links, Notice, Row, Table
from dashboard.sections.chart_shapes import Bars, Look
from dashboard.sections.findings_map.measures import has_ledger
from dashboard.sections.findings_map.months import BY_MONTH, COUNTED, month_chart
from dashboard.sections.published import whose
from dashboard.sections.section import Section
from dashboard.sections.table_chart import TableChart
from dashboard.sections.view import View
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES

UNSTATED = "未填报"
_KINDS = ("findings_by_kind", "findings_open_by_kind")
_SEVERITY = {
    "minor": theme.SEQUENTIAL[1],
    "major": theme.SEQUENTIAL[3],
    "critical": theme.NAVY,
    None: theme.NO_DATA,
}
_COLOURS = {SEVERITIES.get(key or "", UNSTATED): colour for key, colour in _SEVERITY.items()}
_ROW_PX = 34


def _ask(view: View) -> Mapping[str, FigureQuery]:
    every = replace(view.filters, category="")
    return {
        "kinds": view.ask(*_KINDS, by=("category", "severity"), filters=every),
        "months": view.ask(*COUNTED, by=BY_MONTH),
    }


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    if not has_ledger(view):
        return _without_ledger(view)
    kinds = got["kinds"]
    blocks: list[Block] = []
    if view.filters.category and not view.is_still:
        clear = view.link(
            f"取消“{view.filters.category}”筛选，恢复全部类别",
            "findings-map",
            category="",
            measure=view.params.get("measure", ""),
        )
        blocks.append(Links(items=(clear,), empty=""))
    blocks.append(
        Row(
            columns=(
                (1.0, tuple(_kind_chart(view, kinds, metric=key) for key in _KINDS)),
                (1.3, (month_chart(view, got["months"]),)),
            )
        )
    )
    return Answer(title=_title(view, kinds), blocks=tuple(blocks), metrics=(*_KINDS, "inspections"))


def _without_ledger(view: View) -> Answer:
    found = next(iter(view.told("lookback_problems_found")), None)
    if found is None:
        return Answer(title="问题类别：台账尚未导入", blocks=())
    number = units.text(found.published.value, unit="findings")
    said = (
        f"通报说明{whose(view, found.published)}发现问题{number}"
        f"（期间{found.published.period_label}），"
        "但按类别、严重程度、对象和月份怎样分布，原文未说明，本看板不作推断。"
    )
    return Answer(
        title=f"通报的{number}问题：类别与严重程度原文未说明", blocks=(Notice(text=said),)
    )


def _title(view: View, kinds: Measured) -> str:
    """How the findings spread over categories, in the standard's order and not by size."""
    scope = view.whose
    totals = [
        (label, _total(kinds, _KINDS[0], category))
        for category, label in FINDING_CATEGORIES.items()
    ]
    whole = sum(number for _, number in totals)
    if not whole:
        return f"{scope}期间内没有问题记录"
    parts = "、".join(f"{label}{units.text(number, unit='findings')}" for label, number in totals)
    return f"{scope}问题按类别：{parts}"


def _value(kinds: Measured, metric: str, category: str, severity: str | None) -> float:
    """The count of one category and severity; the ledger is whole, so that no row is a zero."""
    return kinds.get(metric, category, severity).value or 0


def _total(kinds: Measured, metric: str, category: str) -> float:
    return sum(_value(kinds, metric, category, severity) for severity in _SEVERITY)


def _kind_chart(view: View, kinds: Measured, *, metric: str) -> Chart:
    label = METRICS[metric].label
    head = units.heading(label, unit="findings")
    table = _kind_table(kinds, metric=metric)
    return TableChart(
        table=table,
        shape=Bars(row_px=_ROW_PX),
        colours=_COLOURS,
        axis=head,
        title=head,
        alt=f"{label}按类别和严重程度的条形图，数值详见数据表",
        selects="category",
        looks=[
            Look(
                pick=name,
                pale=view.filters.category not in ("", name),
                end=units.text(_total(kinds, metric, category), unit="findings"),
            )
            for category, name in FINDING_CATEGORIES.items()
            if table.rows
        ],
    ).chart()


def _kind_table(kinds: Measured, *, metric: str) -> Table:
    rows: list[list[Cell]] = []
    for category, name in FINDING_CATEGORIES.items():
        values = [_value(kinds, metric, category, severity) for severity in _SEVERITY]
        rows.append([name, *values, sum(values)])
    return Table(
        key=f"kinds-{metric}",
        title=METRICS[metric].label,
        columns=(
            Column(label="类别"),
            *(Column(label=word, unit="findings") for word in _COLOURS),
            Column(label="合计", unit="findings"),
        ),
        rows=rows if kinds.of(metric) else [],
        empty="期间内没有问题记录" if metric == _KINDS[0] else "没有未销号问题",
    )


KINDS = Section(key="kinds", question="是哪些问题，什么时候发现的？", ask=_ask, answer=_answer)
