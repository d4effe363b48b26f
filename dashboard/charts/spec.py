"""The frame every chart shares: fonts, axes and colours, and data put into a ready shape.

Altair designs a shape once; it is kept as a plain dictionary and only its data changes, because
building and validating a chart on every rerun costs ten times as much as sending one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from dashboard import theme

Spec = Mapping[str, Any]

_CONFIG: dict[str, Any] = {
    "font": theme.FONT,
    "background": theme.PAPER,
    "view": {"stroke": None},
    "axis": {
        "labelColor": theme.INK,
        "titleColor": theme.MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": theme.LINE,
        "domainColor": theme.LINE,
        "tickColor": theme.LINE,
        "labelLimit": 160,
    },
    "legend": {
        "labelColor": theme.INK,
        "titleColor": theme.MUTED,
        "labelFontSize": 12,
        "orient": "top",
        "title": None,
    },
    "text": {"color": theme.INK, "fontSize": 12},
}


def shape(chart: alt.Chart | alt.LayerChart | alt.FacetChart) -> dict[str, Any]:
    """A designed chart as a dictionary without data, with the house's look."""
    spec: dict[str, Any] = chart.to_dict()
    spec.pop("data", None)
    spec.pop("datasets", None)
    spec["config"] = _CONFIG
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    return spec


def filled(spec: Spec, rows: Sequence[Mapping[str, Any]], *, height: int | None = None) -> Spec:
    """A shape with its data: a new dictionary that shares everything but data and height."""
    ready = {**spec, "data": {"values": list(rows)}}
    if height is not None:
        ready["height"] = height
    return ready
