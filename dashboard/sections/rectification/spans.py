"""Days to close by district: a dot and its interval each, in customary order, never ranked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard import theme, units
from dashboard.charts.dots import dots
from dashboard.charts.office_chart import OfficeChart, Series
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Cell, Chart, Column, Table
from dashboard.sections.district_values import name_on, reporting
from dashboard.sections.times import THIN, interval_text, time_cell, time_text
from dashboard.sections.view import View
from dashboard.store.places import Place

_METHOD: Final = (
    "圆点是各单位的销号用时中位数，横线是95%区间，竖线是全市中位数",
    "区间跨过竖线的，与全市的差别可能只是偶然；单位多，总有几个落在外面，不作排名。"
    "经得起多次比较的分组见“区县对比”。",
    "未销号的按已历天数计入；区间没有上端的（还没有降到一半）画到跟踪最久的一项为止。",
)
_TOLD: Final = "有区间"
_GROUPS: Final = {_TOLD: (theme.NAVY, "circle"), THIN: (theme.MUTED, "circle")}
_HEADING: Final[dict[str, Any]] = {
    "row": "▎按惯用顺序",
    "group": _TOLD,
    "text": "",
    **dict.fromkeys(("pick", "value", "low", "high", "says")),
}
"""Room at the top, where the city's median is named."""
_AXIS: Final = "销号用时中位数（天）"
_HALF: Final = "days_to_close"
_MOST: Final = "days_to_close_most"
_ORDERS: Final = ("order_days_to_close", "order_days_to_close_most")


def method_sentences(view: View) -> tuple[str, ...]:
    """How the chart is read, and where it can be clicked what that does."""
    read, *others = _METHOD
    return (f"{read}。" if view.is_still else f"{read}；点击一个单位可筛选全页。", *others)


def time_columns(head: str, *, what: str = "") -> tuple[Column, ...]:
    """The columns of a table of times."""
    return (
        Column(label=head),
        Column(label=f"{what}总数"),
        Column(label=f"{what}已销号（办结）"),
        Column(label=f"{what}中位数", unit="full_days"),
        Column(label=f"{what}95%区间"),
        Column(label=f"{what}九成用时", unit="full_days"),
    )


def time_row(half: Figure, most: Figure) -> list[Cell]:
    """The times of one group, without its name."""
    ended = half.curve.ended if half.curve else 0
    shown = units.MISSING if half.thin else interval_text(half)
    return [half.rows, ended, time_cell(half), shown, time_cell(most)]


def district_chart(view: View, parts: Measured, city: Measured) -> Chart:
    """Every unit with findings, beside the city's median."""
    places = [place for place in reporting(view, parts) if parts.get(_HALF, place.id).rows]
    whole = city.get(_HALF)
    rows = [_dot(view, place, parts.get(_HALF, place.id)) for place in places]
    drawn = [_HEADING, *rows]
    return Chart(
        key="rectification-spans",
        title="各区县销号用时中位数与95%区间",
        spec=dots(
            drawn,
            axis=_AXIS,
            row_title="区县（开发区）",
            reference=whole.value or 0,
            reference_text=f"全市{time_text(whole)}" if whole.value is not None else "",
            groups=_GROUPS,
            order=[row["row"] for row in drawn],
        ),
        table=_table(view, places, parts, city),
        alt=f"各区县销号用时中位数和95%区间，按惯用顺序排列；全市{time_text(whole)}",
        selects="district",
        field="pick",
        native=_native(rows),
    )


def _dot(view: View, place: Place, figure: Figure) -> dict[str, Any]:
    told = not figure.thin and figure.value is not None
    low, high = _limits(figure) if told else (None, None)
    says = f"{time_text(figure)}（{figure.rows}项）"
    return {
        "row": name_on(view, place),
        "pick": place.code,
        "group": THIN if figure.thin else _TOLD,
        "value": figure.value if told else None,
        "low": low,
        "high": high,
        "says": None if told else says,
        "text": says,
    }


def _limits(figure: Figure) -> tuple[int | None, int | None]:
    """The interval; one without an upper end is drawn as far as anything was followed."""
    if figure.curve is None:
        return None, None
    found = figure.curve.quantile()
    return found.low, found.high if found.high is not None else figure.curve.last_day


def _table(view: View, places: Sequence[Place], parts: Measured, city: Measured) -> Table:
    def row(name: str, measured: Measured, *group: int) -> list[Cell]:
        return [
            name,
            *time_row(measured.get(_HALF, *group), measured.get(_MOST, *group)),
            *time_row(measured.get(_ORDERS[0], *group), measured.get(_ORDERS[1], *group)),
        ]

    return Table(
        key="rectification-spans",
        title="各区县销号与办结用时",
        columns=(
            *time_columns("区县（开发区）", what="问题"),
            *time_columns("", what="整改书")[1:],
        ),
        rows=[row("全市", city), *(row(name_on(view, one), parts, one.id) for one in places)]
        if places
        else [],
        note="按惯用顺序排列，不是名次；区间互相重叠的，差别可能只是偶然。",
        empty="期间内没有发现问题",
        scope=view.sentence(view.wide()),
    )


def _native(rows: Sequence[dict[str, Any]]) -> OfficeChart:
    told = [row for row in rows if row["value"] is not None]
    return OfficeChart(
        kind="bar",
        categories=tuple(row["row"] for row in told),
        series=(
            Series(
                name="中位数",
                values=tuple(float(row["value"]) for row in told),
                colour=theme.NAVY,
            ),
        ),
        axis=_AXIS,
    )
