"""One institution's exam figures by month: pass rates, out-of-city share, use of capacity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dashboard import theme, units
from dashboard.charts.monthly import monthly
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.definitions.exams import RULES_CHANGED_ON
from dashboard.metrics.dossier import Head
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Block, Cell, Chart, Column, Notice, Table
from dashboard.sections.office_chart import native_of
from dashboard.sections.view import View

EXAMS = (
    "exam_candidates",
    "theory_pass_rate",
    "practical_pass_rate",
    "out_of_city_share",
    "capacity_use",
)
_RULE_CHANGE = RULES_CHANGED_ON.year * 100 + RULES_CHANGED_ON.month
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
    months = tuple(_months(min(seen), max(seen)))
    charts = [
        _chart(view, found, measured, months=months, title=title, lines=lines)
        for title, lines in _CHARTS
    ]
    said = "空心点：当月人次少于口径的最小样本，或为未完月份；走势只供提示核查，不是结论。"
    if months[0] < _RULE_CHANGE <= months[-1]:
        said += "2026年6月起考试规则变化，前后不宜相比。"
    return (*charts, Notice(text=said))


def _months(first: int, last: int) -> Iterator[int]:
    """Every month from the first to the last, as the number YYYYMM."""
    while first <= last:
        yield first
        first += 89 if first % 100 == 12 else 1


def _chart(
    view: View,
    found: Head,
    measured: Measured,
    *,
    months: tuple[int, ...],
    title: str,
    lines: dict[str, str],
) -> Chart:
    rows = [
        _point(view.as_of, measured.get(metric, month), month=month, word=word)
        for metric, word in lines.items()
        for month in months
    ]
    table = _table(found, measured, months=months, title=title, metrics=tuple(lines))
    labels = [METRICS[metric].label for metric in lines]
    return Chart(
        key=f"dossier-{next(iter(lines))}",
        title=title,
        spec=monthly(rows, axis=title, colours=dict(zip(lines.values(), _COLOURS, strict=False))),
        table=table,
        alt=f"{found.name}各月{title}折线图，数值见数据表",
        native=native_of(
            table, kind="line", colours=dict(zip(labels, _COLOURS, strict=False)), axis=title
        ),
    )


def _point(as_of: date, figure: Figure, *, month: int, word: str) -> dict[str, Any]:
    return {
        "month": _label(month),
        "part": word,
        "value": None if figure.value is None else round(figure.value * 100, 1),
        "text": units.text(figure.value, unit="share"),
        "thin": figure.thin or _unfinished(month, as_of),
    }


def _label(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}"


def _unfinished(month: int, as_of: date) -> bool:
    """Whether the as-of day lies inside `month`."""
    if month != as_of.year * 100 + as_of.month:
        return False
    return date.fromordinal(as_of.toordinal() + 1).month == as_of.month


def _table(
    found: Head,
    measured: Measured,
    *,
    months: tuple[int, ...],
    title: str,
    metrics: tuple[str, ...],
) -> Table:
    rows: list[list[Cell]] = []
    for month in months:
        figures = [measured.get(metric, month) for metric in metrics]
        cells = (cell for one in figures for cell in (one.value, one.numerator, one.denominator))
        rows.append([_label(month), *cells, "样本不足" if any(one.thin for one in figures) else ""])
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
