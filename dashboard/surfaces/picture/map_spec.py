"""The map as a Vega-Lite specification, for surfaces that draw no shapes of their own."""

from __future__ import annotations

import math
from typing import Any, Final

from dashboard import theme
from dashboard.maps.boundaries import CENTRAL_CODES, DistrictShape, Scope
from dashboard.maps.geojson import Point, polygons
from dashboard.maps.named import NamedClasses
from dashboard.maps.office_boundary import office_boundary
from dashboard.maps.steps import Steps, fill, is_hatched, legend, steps, why_grey
from dashboard.maps.unit_value import UnitValue
from dashboard.sections.answer import Map

_NARROW: Final = math.cos(math.radians(30))
"""A degree of longitude beside one of latitude, at Chongqing."""
_NO_DATA: Final = "无数据"


def map_spec(block: Map, *, width: int) -> dict[str, Any]:
    """The city and beside it its central districts, with one legend."""
    classes = block.classes or steps([one.value for one in block.units], unit=block.unit)
    entries = legend(block.units, steps=classes)
    colours = {f"{one.text}（{one.count}）": one.colour for one in entries}
    if not _complete(block):
        colours.setdefault(_NO_DATA, theme.NO_DATA)
    left, right = int(width * 0.62), int(width * 0.36)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "hconcat": [
            _plan(block, classes, colours, scope="city", width=left),
            _plan(block, classes, colours, scope="central", width=right),
        ],
        "config": {
            "view": {"stroke": None},
            "legend": {
                "orient": "top",
                "title": None,
                "columns": 4,
                "labelLimit": 400,
                "symbolStrokeColor": theme.LINE,
                "symbolType": "square",
            },
        },
    }


def caption(block: Map) -> str:
    """What must stand under the map."""
    said = office_boundary(block.as_of).caption
    return f"{block.note}。{said}" if block.note else said


def _complete(block: Map) -> bool:
    """Whether every district drawn has a unit, so that none is grey for want of one."""
    return office_boundary(block.as_of).codes <= {one.code for one in block.units}


def _plan(
    block: Map,
    classes: Steps | NamedClasses,
    colours: dict[str, str],
    *,
    scope: Scope,
    width: int,
) -> dict[str, Any]:
    boundary = office_boundary(block.as_of, scope=scope)
    units = {one.code: one for one in block.units}
    shapes = [_feature(place, units.get(place.code), classes, colours) for place in boundary.places]
    labels = [
        _label(place, units.get(place.code), classes)
        for place in boundary.places
        if scope == "central" or place.code not in CENTRAL_CODES
    ]
    title = block.label if scope == "city" else "中心城区（放大）"
    return {
        "title": {"text": title, "anchor": "start", "fontWeight": "normal", "fontSize": 12},
        "width": width,
        "height": int(width * 0.9),
        "projection": {"type": "identity", "reflectY": True},
        "layer": [_shapes(shapes, colours), _names(labels)],
    }


def _shapes(values: list[dict[str, Any]], colours: dict[str, str]) -> dict[str, Any]:
    scale = {"domain": list(colours), "range": list(colours.values())}
    return {
        "data": {"values": values},
        "mark": {"type": "geoshape", "stroke": theme.MUTED, "strokeWidth": 0.6},
        "encoding": {"color": {"field": "properties.class", "type": "nominal", "scale": scale}},
    }


def _names(values: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "data": {"values": values},
        "mark": {"type": "text", "fontSize": 9, "lineBreak": "\n", "baseline": "middle"},
        "encoding": {
            "longitude": {"field": "x", "type": "quantitative"},
            "latitude": {"field": "y", "type": "quantitative"},
            "text": {"field": "text"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }


def _feature(
    place: DistrictShape,
    unit: UnitValue | None,
    classes: Steps | NamedClasses,
    colours: dict[str, str],
) -> dict[str, Any]:
    shapes = [
        [[_flat(point) for point in ring] for ring in rings]
        for rings in polygons(dict(place.geometry))
    ]
    return {
        "type": "Feature",
        "geometry": {"type": "MultiPolygon", "coordinates": shapes},
        "properties": {"name": place.name, "class": _class(unit, classes, colours)},
    }


def _class(unit: UnitValue | None, classes: Steps | NamedClasses, colours: dict[str, str]) -> str:
    """The legend's entry of a unit; grey has several, told apart by their words."""
    if unit is None:
        return _NO_DATA
    wanted = fill(unit, steps=classes)
    grey = why_grey(unit)
    if is_hatched(unit) or (grey and not isinstance(classes, NamedClasses)):
        return next((name for name in colours if name.startswith(grey)), _NO_DATA)
    return next((name for name, colour in colours.items() if colour == wanted), _NO_DATA)


def _flat(point: Point) -> list[float]:
    return [round(point[0] * _NARROW, 5), point[1]]


def _label(
    place: DistrictShape, unit: UnitValue | None, classes: Steps | NamedClasses
) -> dict[str, Any]:
    x, y = _flat(place.label)
    shade = theme.NO_DATA if unit is None else fill(unit, steps=classes)
    name = place.name if unit is None else f"{unit.short_name}\n{unit.text}".strip()
    return {"x": x, "y": y, "text": name, "ink": theme.ink_on(shade)}
