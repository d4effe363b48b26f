"""Charts on the wall: drawn large by the browser from the same figures as on slides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from markupsafe import Markup

from dashboard import theme
from dashboard.charts.native import Native
from dashboard.sections.answer import Chart
from dashboard.surfaces.markup import html
from dashboard.surfaces.presenter.measures import TEXT, batches

_LONGEST_LABEL: Final = 300


def parts(chart: Chart, *, most: int) -> Iterator[Native]:
    """A chart's lying bars in pieces that can be read; other charts as they are."""
    native = chart.native
    if native is None:
        return
    if native.kind not in ("bar", "stacked_bar"):
        yield native
        return
    for places in batches(range(len(native.categories)), most=most):
        part = slice(places[0], places[-1] + 1)
        yield replace(
            native,
            categories=native.categories[part],
            series=tuple(replace(one, values=one.values[part]) for one in native.series),
        )


def chart_html(native: Native, *, title: str, alt: str) -> Markup:
    """The figure the page's script draws into; its data travel as text, never as code."""
    return html(
        '<figure class="panel chart" role="img" aria-label="{}" data-spec="{}">'
        "<figcaption>{}</figcaption><div></div></figure>",
        alt,
        json.dumps(spec(native), ensure_ascii=False, separators=(",", ":")),
        title,
    )


def spec(native: Native) -> dict[str, Any]:
    """The chart as Vega-Lite; font sizes are units of the stage, which the script scales."""
    several = sum(not one.line for one in native.series) > 1 or native.kind == "scatter"
    legend = {"title": None, "orient": "top"} if several else None
    names = [one.name for one in native.series]
    colour = {
        "field": "series",
        "type": "nominal",
        "legend": legend,
        "scale": {"domain": names, "range": [one.colour for one in native.series]},
    }
    body = _scatter(native) if native.kind == "scatter" else _categories(native)
    for layer in body["layer"]:
        layer["encoding"]["color"] = colour
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
            "legend": {"labelFontSize": TEXT, "labelColor": theme.INK, "symbolSize": 300},
        },
        **body,
    }


def _rows(native: Native) -> Iterator[dict[str, Any]]:
    for one in native.series:
        along = one.x if native.kind == "scatter" else native.categories
        for at, (place, value) in enumerate(zip(along, one.values, strict=True)):
            if value is not None:
                yield {"at": at, "place": place, "value": value, "series": one.name} | (
                    {"line": 1} if one.line else {}
                )


def _categories(native: Native) -> dict[str, Any]:
    lying = native.kind in ("bar", "stacked_bar")
    stacked = native.kind.startswith("stacked")
    place = {
        "field": "place",
        "type": "nominal",
        "sort": None,
        "title": native.category_axis or None,
        "scale": {"domain": list(native.categories)},
        "axis": {"labelAngle": 0, "labelOverlap": not lying, "ticks": False, "domain": False},
    }
    value = {
        "field": "value",
        "type": "quantitative",
        "title": native.axis,
        "stack": "zero" if stacked else None,
        "axis": {"tickCount": 5},
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


def _scatter(native: Native) -> dict[str, Any]:
    base: dict[str, Any] = {
        "x": {"field": "place", "type": "quantitative", "title": native.category_axis or None},
        "y": {"field": "value", "type": "quantitative", "title": native.axis},
        "tooltip": _tip(native),
    }
    for axis in (base["x"], base["y"]):
        axis["scale"] = {"zero": False}
        axis["axis"] = {"tickCount": 6}
    points = {
        "transform": [{"filter": "!datum.line"}],
        "mark": {"type": "point", "filled": True, "size": 220, "opacity": 1},
        "encoding": dict(base),
    }
    curves = {
        "transform": [{"filter": "datum.line"}],
        "mark": {"type": "line", "strokeWidth": 3},
        "encoding": {**base, "order": {"field": "at"}},
    }
    return {"layer": [curves, points]}


def _tip(native: Native) -> list[dict[str, str]]:
    place = {"field": "place", "type": "nominal", "title": native.category_axis or "项目"}
    if native.kind == "scatter":
        place["type"] = "quantitative"
    return [
        place,
        {"field": "series", "type": "nominal", "title": "系列"},
        {"field": "value", "type": "quantitative", "title": native.axis, "format": ",.4~f"},
    ]
