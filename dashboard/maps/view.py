"""Where a map looks: fitted to the boundary and the room on the page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import pydeck as pdk

from dashboard.maps.boundaries import Boundary

MARGIN_PX: Final = 14
_ROOM: Final = 6.0
"""Degrees one may pan beyond the boundary."""


@dataclass(frozen=True, kw_only=True)
class Canvas:
    """The room the map is drawn into and the size of its labels, in CSS pixels.

    The view is fitted to it, so it should be near what the page really gives.
    """

    width_px: int = 640
    height_px: int = 560
    label_px: int = 13


def controller(boundary: Boundary) -> dict[str, Any]:
    """Pan and zoom by hand only: a wheel must scroll the page, a tilt would say nothing."""
    west, south, east, north = boundary.bounds
    return {
        "scrollZoom": False,
        "dragRotate": False,
        "touchRotate": False,
        "keyboard": False,
        # deck.gl zooms in until the whole canvas lies inside, so a wide screen needs wide bounds.
        "maxBounds": [[west - _ROOM, south - _ROOM], [east + _ROOM, north + _ROOM]],
    }


def fitted(boundary: Boundary, *, canvas: Canvas) -> pdk.ViewState:
    """The Web Mercator view in which the whole boundary just fits the canvas."""
    west, south, east, north = boundary.bounds
    top, bottom = _mercator(north), _mercator(south)
    scale = min(
        (canvas.width_px - 2 * MARGIN_PX) / (east - west),
        (canvas.height_px - 2 * MARGIN_PX) / (top - bottom),
    )
    middle = math.radians((top + bottom) / 2)
    # deck.gl's world is 512 pixels wide at zoom 0.
    zoom = math.log2(scale * 360 / 512)
    return pdk.ViewState(
        longitude=round((west + east) / 2, 4),
        latitude=round(math.degrees(math.atan(math.sinh(middle))), 4),
        zoom=round(zoom, 3),
        min_zoom=round(zoom - 0.2, 3),
        max_zoom=round(zoom + 4, 3),
    )


def _mercator(lat: float) -> float:
    """Web Mercator ordinate in degrees."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))
