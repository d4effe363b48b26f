"""One institution's exam figures by month: pass rates, out-of-city share, use of capacity."""

from __future__ import annotations

from dashboard import theme
from dashboard.dates import Month, months_spanned
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.definitions.exams import RULES_CHANGED_ON
from dashboard.metrics.dossier import Head
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Block, Cell, Chart, Column, Notice, Table
from dashboard.sections.chart_shapes import Look, MonthLines
from dashboard.sections.table_chart import TableChart
from dashboard.sections.view import View

EXAMS = (
    "exam_candidates",
    "theory_pass_rate",
    "practical_pass_rate",
    "out_of_city_share",
    "capacity_use",
)
_RULE_CHANGE = Month.of(RULES_CHANGED_ON)
"""Month of the new examination rules, across which rates must not be compared."""

_CHARTS = (
    ("首考合格率（%）", {"theory_pass_rate": "理论", "practical_pass_rate": "实操"}),
    ("市外考生占比（%）", {"out_of_city_share": "市外考生占比"}),
    ("考试容量利用率（%）", {"capacity_use": "容量利用率"}),
)
_COLOURS = (theme.CATEGORICAL[0], theme.CATEGORICAL[3])


def exam_charts(view: View, found: Head, measured: Measured) -> tuple[Block, ...]:
    """Small charts by month, or a remark where no exam figures are loaded."""
    seen = [figure.group[0] for figure in measured.of("exam_candidates")]
    if not seen:
        return (Notice(text="没有这家机构的考试月报，不显示合格率与市外考生。"),)
    months = months_spanned(seen)
    charts = [
        _chart(view, found, measured, months=months, title=title, lines=lines)
        for title, lines in _CHARTS
    ]
    said = "空心点：当月人次少于口径的最小样本，或为未完月份；走势只供提示核查，不是结论。"
    if months[0] < _RULE_CHANGE <= months[-1]:
        said += "2026年6月起考试规则变化，前后不宜相比。"
    return (*charts, Notice(text=said))


def _chart(
    view: View,
    found: Head,
    measured: Measured,
    *,
    months: tuple[Month, ...],
    title: str,
    lines: dict[str, str],
) -> Chart:
    labels = [METRICS[metric].label for metric in lines]
    return TableChart(
        table=_table(found, measured, months=months, title=title, metrics=tuple(lines)),
        shape=MonthLines(),
        colours=dict(zip(labels, _COLOURS, strict=False)),
        words=dict(zip(labels, lines.values(), strict=True)),
        axis=title,
        title=title,
        alt=f"{found.name}各月{title}折线图，数值见数据表",
        looks=[
            Look(
                pale=month.is_unfinished(as_of=view.as_of),
                hollow=frozenset(
                    METRICS[metric].label for metric in lines if measured.get(metric, month).thin
                ),
            )
            for month in months
        ],
    ).chart()


def _table(
    found: Head,
    measured: Measured,
    *,
    months: tuple[Month, ...],
    title: str,
    metrics: tuple[str, ...],
) -> Table:
    rows: list[list[Cell]] = []
    for month in months:
        figures = [measured.get(metric, month) for metric in metrics]
        cells = (cell for one in figures for cell in (one.value, one.numerator, one.denominator))
        rows.append([month.label, *cells, "样本不足" if any(one.thin for one in figures) else ""])
    name = title.partition("（")[0]
    return Table(
        key=f"dossier-{metrics[0]}",
        title=f"{found.name} 各月{name}",
        columns=(
            Column(label="月份"),
            *(
                column
                for metric in metrics
                for column in (
                    Column(label=METRICS[metric].label, unit="share"),
                    Column(label="分子", unit="person_times"),
                    Column(label="分母", unit="person_times"),
                )
            ),
            Column(label="说明"),
        ),
        rows=rows,
        scope=found.name,
    )
