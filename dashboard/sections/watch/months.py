"""The months of one alert as a control chart with its table."""

from __future__ import annotations

from typing import Any

from dashboard import theme, units
from dashboard.analysis.capacity import FULL
from dashboard.analysis.control_charts import LaneyChart
from dashboard.analysis.funnel import SIGNAL, FunnelKind, adjusted_limits, standard_units
from dashboard.charts.control import ROLES, control
from dashboard.charts.office_chart import OfficeChart, Series
from dashboard.sections.answer import Cell, Chart, Column, Table
from dashboard.sections.watch.faces import TONES
from dashboard.watch.alert import Alert
from dashboard.watch.history import Point
from dashboard.watch.wording import count, entity_words

_COUNTED = "after_elimination"


def month_chart(alert: Alert) -> Chart:
    """Every month of the alert's history, its limits where there are any, and what each was for."""
    rows = [_row(alert, point) for point in alert.history]
    counted = alert.indicator == _COUNTED
    axis = units.heading("开班数", unit="classes") if counted else f"{alert.about.reading}（%）"
    title = "开班数按月" if counted else f"{alert.about.reading}按月"
    lines = _lines(alert, rows)
    return Chart(
        key=f"watch-{alert.key}",
        title="，".join((title, *lines)),
        spec=control(
            rows,
            axis=axis,
            colour=theme.MUTED if alert.level == "grey" else TONES[alert.level],
            whole=counted,
        ),
        table=_table(alert, rows, title=title),
        alt=f"{entity_words(alert.entity)}{title}的控制图，数值见数据表",
        native=_native(rows, axis=axis),
    )


def _row(alert: Alert, point: Point) -> dict[str, Any]:
    low, high = _limits(alert, point)
    counted = alert.indicator == _COUNTED
    share = point.hits / point.trials if point.trials else None
    value = point.hits if counted else _percent(share)
    text = (
        units.text(point.hits, unit="classes")
        if counted
        else f"{units.text(share, unit='share')}（{count(point.hits)}/{count(point.trials)}）"
    )
    return {
        "month": f"{point.month:%Y-%m}",
        "role": point.role,
        "value": value,
        "centre": _percent(_centre(alert, point)),
        "low": _percent(low),
        "high": _percent(high),
        "text": text,
        "hits": point.hits,
        "trials": point.trials or None,
        "share": share,
    }


def _percent(value: float | None) -> float | None:
    return None if value is None else round(value * 100, 2)


def _centre(alert: Alert, point: Point) -> float | None:
    if alert.about.is_ratio:
        return FULL
    if alert.indicator == _COUNTED or point.role in ("earlier", "mixed"):
        return None
    return alert.basis.reference


def _limits(alert: Alert, point: Point) -> tuple[float | None, float | None]:
    """99.8 % limits for the month's volume; none for rules and beyond the baseline's reach."""
    basis, reference = alert.basis, alert.basis.reference
    reaches = point.role not in ("earlier", "mixed") and alert.indicator != "hours"
    if basis.kind == "rule" or reference is None or not reaches or not point.trials:
        return None, None
    if basis.kind == "own":
        chart = LaneyChart(centre=reference, widening=basis.spread, months=basis.months)
        limits = chart.limits(point.trials, sigmas=standard_units(SIGNAL))
        return limits.low, limits.high
    low, high = adjusted_limits(
        FunnelKind.SHARE,
        sizes=point.trials,
        reference=reference,
        level=SIGNAL,
        variance=basis.spread,
    )
    return float(low), float(high)


def _lines(alert: Alert, rows: list[dict[str, Any]]) -> list[str]:
    """What the lines of the chart are, for its title."""
    if not any(row["centre"] is not None for row in rows):
        return []
    if alert.about.is_ratio:
        return ["横线为容量的100%"]
    kind = {"own": "自身基线", "peers": "其他对象的"}.get(alert.basis.kind, "规则界限")
    centre = f"横线为{kind}{units.text(alert.basis.reference, unit='share')}"
    limited = any(row["high"] is not None for row in rows)
    return [centre, "虚线为99.8%界限"] if limited else [centre]


def _table(alert: Alert, rows: list[dict[str, Any]], *, title: str) -> Table:
    about = alert.about
    share = Column(label=about.reading, unit="share")
    columns = (
        Column(label="月份"),
        Column(label=about.counts),
        Column(label=about.of or "—"),
        share,
        Column(label="下限", unit="share"),
        Column(label="上限", unit="share"),
        Column(label="用途"),
    )
    return Table(
        key=f"watch-{alert.key}",
        title=f"{entity_words(alert.entity)} {title}",
        columns=columns,
        rows=[_cells(row) for row in rows],
        scope=entity_words(alert.entity),
        empty="没有可画的月份",
    )


def _cells(row: dict[str, Any]) -> list[Cell]:
    low, high = (None if row[name] is None else row[name] / 100 for name in ("low", "high"))
    return [
        row["month"],
        count(row["hits"]),
        None if row["trials"] is None else count(row["trials"]),
        row["share"],
        low,
        high,
        ROLES[row["role"]][0],
    ]


def _native(rows: list[dict[str, Any]], *, axis: str) -> OfficeChart:
    """Lines for an office program: the months, the centre and the limits."""
    named = (
        ("读数", "value", theme.CATEGORICAL[1]),
        ("参照", "centre", theme.INK),
        ("下限", "low", theme.MUTED),
        ("上限", "high", theme.MUTED),
    )
    return OfficeChart(
        kind="line",
        categories=tuple(row["month"] for row in rows),
        series=tuple(
            Series(name=name, values=tuple(row[key] for row in rows), colour=colour)
            for name, key, colour in named
            if any(row[key] is not None for row in rows)
        ),
        axis=axis,
        category_axis="月份",
    )
