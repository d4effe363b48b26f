"""The funnel and the interval dots of one comparison, each with its data table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from dashboard import theme, units
from dashboard.analysis.funnel import HINT, SIGNAL
from dashboard.analysis.grouping import Grouping
from dashboard.charts.dots import dots
from dashboard.charts.funnel import Pair, funnel, named
from dashboard.charts.office_chart import OfficeChart, Series
from dashboard.metrics.comparison import Compared
from dashboard.sections.answer import Chart
from dashboard.sections.comparison_groups import (
    ABOVE,
    APART,
    BELOW,
    MARKS,
    SAME,
    TOO_FEW,
    Grouped,
    group_sentences,
    in_groups,
)
from dashboard.sections.comparison_measures import Measure
from dashboard.sections.district_values import THIN
from dashboard.sections.districts.benchmark import line
from dashboard.sections.districts.table import comparison_table, native_intervals
from dashboard.sections.view import View
from dashboard.store.reference import NATION

_STEPS: Final = 60
_DRAWN: Final = (ABOVE, BELOW, SAME)
_LIMITS: Final = (
    ("99.8%控制下限", "low"),
    ("99.8%控制上限", "high"),
    ("95%控制下限", "near_low"),
    ("95%控制上限", "near_high"),
)


def funnel_chart(
    view: View, measure: Measure, compared: Compared, members: Sequence[Grouped]
) -> Chart:
    """The funnel of all units that can be compared, labels on those apart or worth a hint alone."""
    drawn = [one for one in members if one.position is not None]
    grouping = compared.grouping
    assert grouping is not None
    nation = line(view, measure)
    domain = _domain(measure, grouping, drawn, also=nation)
    curve = _curve(measure, grouping, across=domain[0])
    axes = (
        units.heading(measure.size, unit=measure.size_unit),
        units.heading(measure.label, unit=measure.unit),
    )
    return Chart(
        key=f"funnel-{measure.key}",
        title=f"{measure.label}漏斗图：规模越小，偶然波动越大；线只供对照，谁明显由随机分机构定",
        spec=funnel(
            [_point(view, measure, one) for one in drawn],
            curve,
            named(_outside(measure, drawn), domain=domain, inside=_inside(measure, drawn)),
            axes=axes,
            domain=domain,
            reference=(measure.shown(grouping.city), f"全市{measure.text(grouping.city)}"),
            groups={name: MARKS[name] for name in _DRAWN},
            benchmark=nation,
        ),
        table=comparison_table(view, measure, compared, members, key=f"funnel-{measure.key}"),
        alt=f"{measure.label}漏斗图，横轴为{measure.size}，实线为99.8%控制限，虚线为95%，只供对照；"
        + "；".join(group_sentences(members)),
        selects="district",
        field="pick",
        native=_native(measure, grouping, drawn, curve, axes=axes, nation=nation),
    )


def _point(view: View, measure: Measure, one: Grouped) -> dict[str, Any]:
    at = one.position
    assert at is not None
    return {
        "row": one.name,
        "pick": one.place.code,
        "group": one.group,
        "size": at.unit.size,
        "value": measure.shown(at.value),
        "text": f"{measure.text(at.value)}（{measure.size_text(at.unit.size)}{measure.size}，"
        f"其余单位{measure.text(at.reference)}）{one.hint or (TOO_FEW if one.blind else '')}",
        "chosen": view.filters.district == one.place.code,
    }


def _outside(measure: Measure, drawn: Sequence[Grouped]) -> list[tuple[str, float, float]]:
    """Names of those apart or worth a hint, those apart and the farthest first."""
    found = [
        (one.group not in APART, -abs(at.reach), one.place.short_name, at)
        for one in drawn
        if (at := one.position) is not None and (one.group in APART or one.hint)
    ]
    ordered = sorted(found, key=lambda each: each[:3])
    return [(name, at.unit.size, measure.shown(at.value)) for _, _, name, at in ordered]


def _inside(measure: Measure, drawn: Sequence[Grouped]) -> list[Pair]:
    """Where all others stand."""
    return [
        (at.unit.size, measure.shown(at.value))
        for one in drawn
        if (at := one.position) is not None and one.group == SAME and not one.hint
    ]


def _domain(
    measure: Measure,
    grouping: Grouping,
    drawn: Sequence[Grouped],
    *,
    also: tuple[float, str] | None,
) -> tuple[Pair, Pair]:
    """Both axes: all units and lines, the limits as far as units of a quarter of the sizes."""
    sizes = np.array([one.position.unit.size for one in drawn if one.position])
    values = [one.position.value for one in drawn if one.position]
    values += [also[0] / measure.shown(1.0)] if also else []
    if not len(sizes):
        return (0.0, 1.0), (0.0, 1.0)
    low, high = grouping.limits(np.array([max(1.0, float(np.quantile(sizes, 0.25)))]), level=SIGNAL)
    foot, top = min([*values, float(low[0])]), max([*values, float(high[0])])
    room = 0.12 * (top - foot) or 0.5
    most = 1.0 if measure.unit == "share" else np.inf
    foot, top = max(0.0, foot - room), min(most, top + room)
    return (0.0, float(sizes.max()) * 1.06), (measure.shown(foot), measure.shown(float(top)))


def _curve(measure: Measure, grouping: Grouping, *, across: Pair) -> list[dict[str, float]]:
    first = 1.0 if across[1] > 2 else across[1] / 50
    sizes = np.unique(np.round(np.geomspace(first, across[1], _STEPS), 0 if across[1] > 60 else 1))
    if measure.unit == "share":
        sizes = np.unique(np.round(sizes))
    outer, inner = (grouping.limits(sizes, level=level) for level in (SIGNAL, HINT))
    columns = (sizes, *outer, *inner)
    names = ("size", "low", "high", "near_low", "near_high")
    return [
        {
            name: round(float(value) if name == "size" else measure.shown(float(value)), 4)
            for name, value in zip(names, row, strict=True)
        }
        for row in zip(*columns, strict=True)
    ]


def _native(
    measure: Measure,
    grouping: Grouping,
    drawn: Sequence[Grouped],
    curve: Sequence[dict[str, float]],
    *,
    axes: tuple[str, str],
    nation: tuple[float, str] | None,
) -> OfficeChart:
    at = tuple(row["size"] for row in curve)
    points = [
        Series(
            name=group,
            x=tuple(one.position.unit.size for one in those if one.position),
            values=tuple(measure.shown(one.position.value) for one in those if one.position),
            colour=MARKS[group][0],
        )
        for group, those in in_groups(drawn).items()
    ]
    across = [("全市", measure.shown(grouping.city), theme.INK)]
    across += [(NATION, nation[0], theme.ACCENT)] if nation else []
    told = [(name, (value,) * len(at), colour) for name, value, colour in across]
    told += [(name, tuple(row[field] for row in curve), theme.MUTED) for name, field in _LIMITS]
    lines = [
        Series(name=name, x=at, values=values, colour=colour, line=True)
        for name, values, colour in told
    ]
    return OfficeChart(
        kind="scatter",
        categories=(),
        # Lines first: some office programs hide the points of series before longer ones.
        series=(*lines, *points),
        axis=axes[1],
        category_axis=axes[0],
    )


def dot_chart(
    view: View, measure: Measure, compared: Compared, members: Sequence[Grouped]
) -> Chart:
    """Every unit with its 95 % interval, by group, in customary order inside."""
    rows: list[dict[str, Any]] = []
    for group, those in in_groups(members).items():
        rows.append(_heading(group, len(those)))
        rows += [_dot(measure, one) for one in those]
    city = compared.grouping.city if compared.grouping else 0.0
    table = comparison_table(view, measure, compared, members, key=f"dots-{measure.key}")
    return Chart(
        key=f"dots-{measure.key}",
        title=f"{measure.label}与95%区间，按组列出",
        spec=dots(
            rows,
            axis=units.heading(measure.label, unit=measure.unit),
            row_title="区县（开发区）",
            reference=measure.shown(city),
            reference_text=f"全市{measure.text(city)}",
            groups=MARKS,
            order=[row["row"] for row in rows],
            zero=measure.unit != "share",
            benchmark=line(view, measure),
        ),
        table=table,
        alt=f"各区县{measure.label}的点和95%区间，分为" + "；".join(group_sentences(members)),
        selects="district",
        field="pick",
        native=native_intervals(measure, table, city=city),
    )


def _heading(group: str, members: int) -> dict[str, Any]:
    blank = {"value": None, "low": None, "high": None, "says": None, "pick": None}
    return {"row": f"▎{group}（{members}个）", "group": group, "text": "", **blank}


def _dot(measure: Measure, one: Grouped) -> dict[str, Any]:
    at = one.position
    row = {"row": one.name, "pick": one.place.code, "group": one.group}
    if at is None:
        said = _parts(measure, one) if one.group == THIN else one.group
        return {**row, "value": None, "low": None, "high": None, "says": said, "text": one.group}
    hint = f"，{one.hint}" if one.hint else ""
    return {
        **row,
        "value": measure.shown(at.value),
        "low": measure.shown(at.interval.low),
        "high": measure.shown(at.interval.high),
        "says": None,
        "text": f"{measure.text(at.value)}（95%区间{measure.span(at.interval)}{hint}）",
    }


def _parts(measure: Measure, one: Grouped) -> str:
    """What there is where it is too little to compare."""
    size = one.figure.denominator or 0
    return f"{measure.size}{measure.size_text(size)}，不作比较"
