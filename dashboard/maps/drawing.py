"""The shapes of a map as a browser draws them: SVG paths in whole units, without any figure.

They change with the boundary alone, so that a browser fetches them once and a figure that changes
costs its own few bytes. Of a boundary file nothing else is in them, whatever it may hold.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from typing import Any, Final

from dashboard.maps.boundaries import CENTRAL_CODES, Boundary, DistrictShape
from dashboard.maps.geojson import Point, polygons

_SIDE: Final = 8000
"""Units on the longer side: finer than a pixel at the nearest zoom of a large screen."""
_MARGIN: Final = 180
"""Units around the shapes, for the outline of one at the edge."""


def drawing(*, city: Boundary, central: Boundary) -> bytes:
    """The shapes of the city and, where there are any, of its central districts, as JSON.

    Each part is a plane: `size` is its width and height, `places` are code, x and y of the label,
    the path, and whether the name is written here (the central districts have no room in the city
    where they are drawn enlarged beside it).
    """
    planes = {"city": _plane(city, leave_out=CENTRAL_CODES if central.places else frozenset())}
    if central.places:
        planes["central"] = _plane(central, leave_out=frozenset())
    return json.dumps(planes, ensure_ascii=False, separators=(",", ":")).encode()


def _plane(boundary: Boundary, *, leave_out: frozenset[str]) -> dict[str, Any]:
    west, south, east, north = boundary.bounds
    top, bottom = _mercator(north), _mercator(south)
    scale = (_SIDE - 2 * _MARGIN) / max(east - west, top - bottom)

    def at(point: Point) -> tuple[int, int]:
        lon, lat = point[:2]
        x, y = (lon - west) * scale, (top - _mercator(lat)) * scale
        return round(x) + _MARGIN, round(y) + _MARGIN

    return {
        "size": [round(side * scale) + 2 * _MARGIN for side in (east - west, top - bottom)],
        "places": [
            _place(place, at, named=place.code not in leave_out) for place in boundary.places
        ],
    }


def _place(
    place: DistrictShape, at: Callable[[Point], tuple[int, int]], *, named: bool
) -> list[Any]:
    path = "".join(
        _ring([at(point) for point in ring])
        for rings in polygons(dict(place.geometry))
        for ring in rings
    )
    return [place.code, *at(place.label), path, int(named)]


def _ring(points: list[tuple[int, int]]) -> str:
    """A closed path in steps, which are shorter to write than places."""
    return f"M{points[0][0]} {points[0][1]}l{' '.join(_steps(points))}z"


def _steps(points: list[tuple[int, int]]) -> Iterator[str]:
    x, y = points[0]
    for to_x, to_y in points[1:-1]:
        if (to_x, to_y) != (x, y):
            yield f"{to_x - x} {to_y - y}"
        x, y = to_x, to_y


def _mercator(lat: float) -> float:
    """Web Mercator ordinate in degrees."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))
