"""Charts on the wall: drawn large by the browser from the same figures as on slides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from markupsafe import Markup

from dashboard import theme
from dashboard.charts.office_chart import OfficeChart
from dashboard.sections.answer import Chart
from dashboard.surfaces.markup import html
from dashboard.surfaces.presenter.measures import TEXT, batches

_LONGEST_LABEL: Final = 300
_LYING: Final = ("bar", "stacked_bar", "interval")
"""Kinds whose rows stand below each other, each with its name."""


def parts(chart: Chart, *, most: int) -> Iterator[OfficeChart]:
    """A chart's rows in pieces that can be read; charts without rows as they are."""
    native = chart.native
    if native is None:
        return
    if native.kind not in _LYING:
        yield native
        return
    for places in batches(range(len(native.categories)), most=most):
        part = slice(places[0], places[-1] + 1)
        yield replace(
            native,
            categories=native.categories[part],
            series=tuple(replace(one, values=one.values[part]) for one in native.series),
        )


def chart_html(native: OfficeChart, *, title: str, alt: str, top: float = 0) -> Markup:
    """The figure the page's script draws into; its data travel as text, never as code.

    `top` fixes the end of the value axis, so that the pieces of a chart can be compared.
    """
    return html(
        '<figure class="panel chart" role="img" aria-label="{}" data-spec="{}">'
        "<figcaption>{}</figcaption><div></div></figure>",
        alt,
        json.dumps(spec(native, top=top), ensure_ascii=False, separators=(",", ":")),
        title,
    )


def spec(native: OfficeChart, *, top: float = 0) -> dict[str, Any]:
    """The chart as Vega-Lite; font sizes are units of the stage, which the script scales."""
    marks = sum(not one.line for one in native.series)
    several = marks > 1 or native.kind in ("scatter", "interval")
    legend = {"title": None, "orient": "top", "columns": 4} if several else None
    named = {one.name: one for at, one in enumerate(native.series) if not _is_end(native, at)}
    colour = {
        "field": "series",
        "type": "nominal",
        "legend": legend,
        "scale": {"domain": [*named], "range": [one.colour for one in named.values()]},
    }
    body = _BODIES.get(native.kind, _categories)(native)
    for layer in body["layer"]:
        layer["encoding"]["color"] = colour
        if top and native.kind != "interval":
            layer["encoding"]["x"] = {**layer["encoding"]["x"], "scale": {"domain": [0, top]}}
    return {
        "data": {"values": list(_rows(native))},
        "background": theme.PAPER,
        "config": {
            "font": theme.FONT,
            "view": {"stroke": None},
            "axis": {
                "labelFontSize": TEXT,
                "titleFontSize": TEXT,
                "titleFontWeight": "normal",
                "labelColor": theme.INK,
                "titleColor": theme.MUTED,
                "gridColor": theme.LINE,
                "labelLimit": _LONGEST_LABEL,
            },
            "legend": {
                "labelFontSize": TEXT,
                "labelColor": theme.INK,
                "symbolSize": 300,
                "labelLimit": 360,
            },
        },
        **body,
    }


def _is_end(native: OfficeChart, at: int) -> bool:
    """Whether a series is the low or the high of an interval, which is drawn with its value."""
    return native.kind == "interval" and at in (1, 2)


def _rows(native: OfficeChart) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(native.series):
        if _is_end(native, number):
            continue
        along = one.x if native.kind == "scatter" else native.categories
        for at, (place, value) in enumerate(zip(along, one.values, strict=True)):
            if value is not None:
                told = {"at": at, "place": place, "value": value, "series": one.name}
                if one.line or (native.kind == "interval" and number > 2):
                    told["line"] = 1
                elif native.kind == "interval":
                    low, high = (end.values[at] for end in native.series[1:3])
                    told |= {"low": low, "high": high}
                yield told


def _categories(native: OfficeChart) -> dict[str, Any]:
    lying = native.kind in _LYING
    stacked = native.kind.startswith("stacked")
    place = {
        "field": "place",
        "type": "nominal",
        "sort": None,
        "title": None if lying else native.category_axis or None,
        "scale": {"domain": list(native.categories)},
        "axis": {"labelAngle": 0, "labelOverlap": not lying, "ticks": False, "domain": False},
    }
    value = {
        "field": "value",
        "type": "quantitative",
        "title": native.axis,
        "stack": "zero" if stacked else None,
        "axis": {"tickCount": 5, **({"tickMinStep": 1} if _whole(native) else {})},
    }
    across, along = ("y", "x") if lying else ("x", "y")
    base = {across: place, along: value, "tooltip": _tip(native)}
    marks = [one for one in native.series if not one.line]
    offset = {} if stacked or len(marks) < 2 else {f"{across}Offset": {"field": "series"}}
    bars = {
        "transform": [{"filter": "!datum.line"}],
        "mark": {"type": "line", "point": True, "strokeWidth": 4}
        if native.kind == "line"
        else {"type": "bar"},
        "encoding": {**base, **({} if native.kind == "line" else offset)},
    }
    lines = {
        "transform": [{"filter": "datum.line"}],
        "mark": {"type": "line", "strokeWidth": 3, "strokeDash": [8, 6]},
        "encoding": dict(base),
    }
    return {"layer": [bars, lines]}


def _whole(native: OfficeChart) -> bool:
    """Whether nothing but whole numbers is shown, so that no tick may stand between two."""
    shown = (value for one in native.series for value in one.values if value is not None)
    return all(value == round(value) for value in shown)


def _scatter(native: OfficeChart) -> dict[str, Any]:
    base: dict[str, Any] = {
        "x": {"field": "place", "type": "quantitative", "title": native.category_axis or None},
        "y": {"field": "value", "type": "quantitative", "title": native.axis},
        "tooltip": _tip(native),
    }
    for axis in (base["x"], base["y"]):
        axis["scale"] = {"zero": False, "nice": axis is base["x"]}
        axis["axis"] = {"tickCount": 6}
    if native.top is not None:
        base["y"]["scale"] = {"domain": [0, native.top]}
    points = {
        "transform": [{"filter": "!datum.line"}],
        "mark": {"type": "point", "filled": True, "size": 220, "opacity": 1},
        "encoding": dict(base),
    }
    curves = {
        "transform": [{"filter": "datum.line"}],
        "mark": {"type": "line", "strokeWidth": 3, "clip": True},
        "encoding": {**base, "order": {"field": "at"}},
    }
    return {"layer": [curves, points]}


def _interval(native: OfficeChart) -> dict[str, Any]:
    """Dots with their ranges, row below row, and reference lines down through all of them."""
    body = _categories(native)
    dots, lines = body["layer"]
    base = {**dots["encoding"], "tooltip": [*_tip(native), *_ends()]}
    base.pop("yOffset", None)
    base["x"] = {**base["x"], "stack": None, "scale": {"zero": False}}
    across = {**base, "x": {**base["x"], "field": "low"}, "x2": {"field": "high"}}
    lines["mark"] = {"type": "line", "strokeWidth": 3, "strokeDash": [8, 6], "orient": "vertical"}
    lines["encoding"] = {**lines["encoding"], "x": base["x"]}
    ranges = {**dots, "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.6}}
    dots = {**dots, "mark": {"type": "point", "filled": True, "size": 260, "opacity": 1}}
    return {"layer": [lines, {**ranges, "encoding": across}, {**dots, "encoding": base}]}


def _ends() -> list[dict[str, str]]:
    return [
        {"field": end, "type": "quantitative", "title": title, "format": ",.4~f"}
        for end, title in (("low", "区间下限"), ("high", "区间上限"))
    ]


def _tip(native: OfficeChart) -> list[dict[str, str]]:
    place = {"field": "place", "type": "nominal", "title": native.category_axis or "项目"}
    if native.kind == "scatter":
        place["type"] = "quantitative"
    return [
        place,
        {"field": "series", "type": "nominal", "title": "系列"},
        {"field": "value", "type": "quantitative", "title": native.axis, "format": ",.4~f"},
    ]


_BODIES: Final = {"scatter": _scatter, "interval": _interval}
"""Kinds that are drawn otherwise than bars and lines."""
