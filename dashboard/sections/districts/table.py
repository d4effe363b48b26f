"""The data table of a comparison: every unit with everything the limits rest on."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import theme, units
from dashboard.charts.office_chart import OfficeChart
from dashboard.metrics.clusters import PACE
from dashboard.metrics.comparison import Compared
from dashboard.metrics.definitions import METRICS
from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.comparison_groups import Grouped
from dashboard.sections.comparison_measures import Measure
from dashboard.sections.district_values import THIN
from dashboard.sections.districts.benchmark import benchmark
from dashboard.sections.office_chart import native_of
from dashboard.sections.view import View
from dashboard.store.reference import NATION

_LOW, _HIGH = "95%区间下限", "95%区间上限"


def comparison_table(
    view: View, measure: Measure, compared: Compared, members: Sequence[Grouped], *, key: str
) -> Table:
    """One row a unit, in customary order, the city first."""
    grouping = compared.grouping
    rows: list[list[Cell]] = []
    if grouping is not None:
        own: list[Cell] = [compared.city.value] if _has_own(measure) else []
        whole: list[Cell] = ["全市", "—", grouping.city, *own]
        blanks: list[Cell] = [None] * (len(_columns(measure)) - len(whole))
        nation = benchmark(view, measure)
        if nation is not None:
            said: list[Cell] = [NATION, "—", None if own else nation.figure.value]
            said += [nation.figure.value] if own else []
            rows.append([*said, *[None] * (len(_columns(measure)) - len(said))])
        rows = [[*whole, *blanks], *rows, *(_row(measure, one) for one in members)]
    return Table(
        key=key,
        title=f"各区县（开发区）{measure.label}比较",
        columns=_columns(measure),
        rows=rows,
        note="按惯用顺序排列，不是名次。95%区间只含该单位自身的偶然误差，99.8%控制限以全市其余单位为准，"
        "两者都把每一人次当作互不相关，只供对照；是否明显看“偏离”，由随机分机构定；"
        "收缩估计把样本少的单位拉向全市平均（经验贝叶斯）。",
        empty="相应的台账尚未导入，或期间内没有记录",
        scope=f"{view.sentence(compared.filters)} · {measure.label}",
    )


def native_intervals(measure: Measure, table: Table, *, city: float) -> OfficeChart | None:
    """The units of a comparison that have an interval, beside the city, for office programs."""
    labels = [column.label for column in table.columns]
    value = labels[2]
    return native_of(
        table,
        kind="interval",
        colours={value: theme.NAVY, _LOW: theme.MUTED, _HIGH: theme.MUTED},
        axis=f"{units.heading(measure.label, unit=measure.unit)}，线段为95%区间",
        rows=[row for row in table.rows if row[labels.index(_LOW)] is not None],
        lines={"全市": (city, theme.ALERT["橙"])},
    )


def _has_own(measure: Measure) -> bool:
    """Whether the compared value is another than the metric's own."""
    return measure.standardised or measure.key == PACE


def _columns(measure: Measure) -> tuple[Column, ...]:
    metric = METRICS[measure.key]
    unit = measure.unit
    value = "标准化合格率" if measure.standardised else measure.label
    cases = "实际销号" if measure.key == PACE else "分子"
    count_unit = "findings" if measure.key == PACE else measure.size_unit
    if measure.unit == "per_inspection":
        count_unit = "findings"
    elif measure.unit == "per_institution":
        count_unit = "inspections"
    return (
        Column(label="区县（开发区）"),
        Column(label="与全市其余单位比较"),
        Column(label=value, unit=unit),
        *([Column(label=metric.label, unit=metric.unit)] if _has_own(measure) else []),
        Column(label=cases, unit=count_unit),
        Column(label=measure.size, unit=measure.size_unit),
        Column(label="全市其余单位", unit=unit),
        Column(label=_LOW, unit=unit),
        Column(label=_HIGH, unit=unit),
        Column(label="99.8%控制下限", unit=unit),
        Column(label="99.8%控制上限", unit=unit),
        Column(label="收缩估计", unit=unit),
        Column(label="偏离（±1以外为明显）"),
    )


def _row(measure: Measure, one: Grouped) -> list[Cell]:
    at = one.position
    own: list[Cell] = [one.figure.value] if _has_own(measure) else []
    if at is None:
        parts = (one.figure.numerator, one.figure.denominator)
        cases = [None, None] if measure.key == PACE or one.group != THIN else [*parts]
        return [one.name, one.group, None, *own, *cases, *[None] * 7]
    return [
        one.name,
        one.said,
        at.value,
        *own,
        at.unit.count,
        at.unit.size,
        at.reference,
        at.interval.low,
        at.interval.high,
        at.low,
        at.high,
        at.shrunk,
        f"{at.reach:+.2f}",
    ]
