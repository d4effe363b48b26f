"""A funnel: units by size, the limits that narrow with it, and labels of those outside alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt

from dashboard import theme
from dashboard.charts.labels import LINE_PX, Spot, placed
from dashboard.charts.spec import Spec, filled, shape

HEIGHT_PX: Final = 400
Pair = tuple[float, float]


def funnel(
    points: Sequence[Mapping[str, Any]],
    curve: Sequence[Mapping[str, Any]],
    labels: Sequence[Mapping[str, Any]],
    *,
    axes: tuple[str, str],
    domain: tuple[Pair, Pair],
    reference: tuple[float, str],
    groups: Mapping[str, tuple[str, str]],
    benchmark: tuple[float, str] | None = None,
) -> Spec:
    """Points among their limits.

    Args:
        points: Dictionaries with `row` (name), `pick` (what a click gives), `group` (a key of
            `groups`), `size`, `value` [units of the axes], `text` (as read) and `chosen`.
        curve: Dictionaries with `size`, `low`, `high` (99.8 %), `near_low` and `near_high` (95 %).
        labels: What `named` gives.
        axes: Titles of the horizontal and the vertical axis with their units.
        domain: From and to of both axes; what lies outside is cut.
        reference: Where the city's line stands, and its name.
        groups: Colour and Vega shape by group, so that neither has to be seen alone.
        benchmark: Where a line from elsewhere stands, and its name; None where there is none.

    Returns:
        A Vega-Lite specification whose selection `chosen` gives the clicked `pick`.
    """
    ready = _funnel(axes, tuple(groups.items()))
    at, name = reference
    city = {"city": at, "name": name, "end": domain[0][1], "name_at": _free(at, points, domain)}
    ends = _line_names(curve, domain)
    lines = [city]
    if benchmark is not None:
        lines.append({"nation": benchmark[0], "name": benchmark[1], "start": domain[0][0]})
    spec = dict(filled(ready, [*points, *curve, *labels, *ends, *lines], height=HEIGHT_PX))
    # The domains are data: kept apart from the shape, so that it need not be built for each.
    spec["params"] = [
        *spec.get("params", ()),
        {"name": "across", "value": list(domain[0])},
        {"name": "up", "value": list(domain[1])},
    ]
    return spec


def named(
    outside: Sequence[tuple[str, float, float]],
    *,
    domain: tuple[Pair, Pair],
    inside: Sequence[Pair] = (),
) -> list[dict[str, Any]]:
    """Labels of points outside, as many as can stand without lying on each other.

    Args:
        outside: Name, size and value of each, the most telling first.
        domain: From and to of both axes.
        inside: Size and value of all other points, which no label may cover.
    """
    (left, right), (foot, top) = domain

    def part(size: float, value: float) -> Pair:
        return (size - left) / (right - left), (value - foot) / (top - foot)

    spots = []
    for name, size, value in outside:
        x, y = part(size, value)
        spots.append(Spot(text=name, x=x, y=y))
    places = placed(spots, height=HEIGHT_PX, others=[part(*one) for one in inside])
    half = LINE_PX / 2 / HEIGHT_PX
    rows = []
    for spot, box, (name, size, value) in zip(spots, places, outside, strict=True):
        if box is not None:
            edge = box.y - half if box.y > spot.y else box.y + half
            rows.append(
                {
                    "label": name,
                    "at_x": left + box.x * (right - left),
                    "at_y": foot + box.y * (top - foot),
                    "hair": foot + edge * (top - foot),
                    "size": size,
                    "value": value,
                }
            )
    return rows


def _free(at: float, points: Sequence[Mapping[str, Any]], domain: tuple[Pair, Pair]) -> float:
    """Where the city's name stands at the right end of its line: above, or below if less full."""
    (left, right), (foot, top) = domain
    step = 10 / HEIGHT_PX * (top - foot)

    def covered(middle: float) -> int:
        return sum(
            one["size"] > right - 0.3 * (right - left) and abs(one["value"] - middle) < step
            for one in points
        )

    return min((at + step, at - step), key=covered)


def _line_names(
    curve: Sequence[Mapping[str, Any]], domain: tuple[Pair, Pair]
) -> list[dict[str, Any]]:
    """What the lines are, at their right end: at the upper one, or the lower where that is cut."""
    (_, right), (foot, top) = domain
    seen = [row for row in curve if row["size"] <= right]
    if not seen:
        return []
    names = (("99.8%", ("high", "low")), ("95%", ("near_high", "near_low")))
    return [
        {"line": name, "end": right, "at_line": at[0]}
        for name, fields in names
        if (at := [seen[-1][field] for field in fields if foot < seen[-1][field] < top])
    ]


@lru_cache(maxsize=64)
def _funnel(
    axes: tuple[str, str], groups: tuple[tuple[str, tuple[str, str]], ...]
) -> dict[str, Any]:
    across, up = axes
    x = alt.X("size:Q", title=across, scale=_scale("across"), axis=alt.Axis(tickCount=6))
    y = alt.Y("value:Q", title=up, scale=_scale("up"), axis=alt.Axis(tickCount=6))
    line, *name = _reference()
    lines = [*_limits(x), _ends(), line, *_benchmark()]
    layers = [*lines, *_points(x, y, groups), *name, *_labels()]
    # Data at the top alone, where `filled` puts it: a layer with its own would stay empty.
    return shape(alt.layer(*layers).properties(data=alt.InlineData(values=[])))


def _scale(name: str) -> alt.Scale:
    return alt.Scale(domain=alt.ExprRef(name), zero=False, nice=False)


def _limits(x: alt.X) -> list[alt.Chart]:
    """The four limits, the outer ones solid."""
    base = alt.Chart().transform_filter("isValid(datum.low)").encode(x=x)
    return [
        base.mark_line(
            color=theme.MUTED,
            strokeWidth=1.2 if outer else 1,
            strokeDash=[] if outer else [4, 3],
            tooltip=None,
            clip=True,
        ).encode(y=f"{field}:Q")
        for field, outer in (
            ("low", True),
            ("high", True),
            ("near_low", False),
            ("near_high", False),
        )
    ]


def _ends() -> alt.Chart:
    """Names of the lines at their ends."""
    own = alt.Chart().transform_filter("isValid(datum.line)")
    mark = own.mark_text(align="right", dy=-6, fontSize=11, color=theme.MUTED, tooltip=None)
    told: alt.Chart = mark.encode(x="end:Q", y="at_line:Q", text="line:N")
    return told


def _reference() -> list[alt.Chart]:
    """The city's line, and its name at the right in two layers."""
    own = alt.Chart().transform_filter("isValid(datum.city)")

    def name(**look: Any) -> alt.Chart:
        mark = own.mark_text(
            align="right", fontWeight="bold", baseline="middle", tooltip=None, **look
        )
        told: alt.Chart = mark.encode(x="end:Q", y="name_at:Q", text="name:N")
        return told

    # The name stands on paper, as points may lie under it.
    halo = name(color=theme.PAPER, stroke=theme.PAPER, strokeWidth=4, opacity=0.85)
    rule = own.mark_rule(color=theme.INK, strokeWidth=1.2, tooltip=None)
    return [rule.encode(y="city:Q"), halo, name(color=theme.INK)]


def _benchmark() -> list[alt.Chart]:
    """The line from elsewhere, and its name at the left, away from the city's."""
    own = alt.Chart().transform_filter("isValid(datum.nation)")
    rule = own.mark_rule(color=theme.ACCENT, strokeDash=[10, 4], strokeWidth=1.4, tooltip=None)
    name = own.mark_text(
        align="left", dx=4, dy=-10, color=theme.ACCENT, fontWeight="bold", tooltip=None
    )
    return [rule.encode(y="nation:Q"), name.encode(x="start:Q", y="nation:Q", text="name:N")]


def _points(x: alt.X, y: alt.Y, groups: tuple[tuple[str, tuple[str, str]], ...]) -> list[alt.Chart]:
    names = [name for name, _ in groups]
    colours = [colour for _, (colour, _) in groups]
    forms = [form for _, (_, form) in groups]
    seen = alt.Chart().transform_filter("isValid(datum.row)").encode(x=x, y=y)
    ring = seen.transform_filter("datum.chosen").mark_point(
        filled=False, shape="circle", size=320, strokeWidth=2, color=theme.ACCENT, tooltip=None
    )
    marks = (
        seen.mark_point(filled=True, size=70, opacity=0.95, cursor="pointer", clip=True)
        .encode(
            color=alt.Color(
                "group:N", scale=alt.Scale(domain=names, range=colours), legend=alt.Legend()
            ),
            shape=alt.Shape("group:N", scale=alt.Scale(domain=names, range=forms)),
            tooltip=[
                alt.Tooltip("row:N", title="区县（开发区）"),
                alt.Tooltip("group:N", title="与全市其他单位比较"),
                alt.Tooltip("text:N", title="数值"),
            ],
        )
        .add_params(alt.selection_point(name="chosen", fields=["pick"]))
    )
    return [ring, marks]


def _labels() -> list[alt.Chart]:
    """Names of what lies outside, each with a hair to its point."""
    named = alt.Chart().transform_filter("isValid(datum.label)")
    return [
        named.mark_rule(color=theme.MUTED, strokeWidth=0.8, tooltip=None).encode(
            x="size:Q", y="value:Q", x2="at_x:Q", y2="hair:Q"
        ),
        named.mark_text(fontSize=12, baseline="middle", color=theme.INK, tooltip=None).encode(
            x="at_x:Q", y="at_y:Q", text="label:N"
        ),
    ]
