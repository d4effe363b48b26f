"""Districts coloured by a figure: what a drawing of the boundary is told about each of them.

The drawing is SVG and not WebGL (pydeck): without a graphics card a deck computes for seconds at
every change of a filter, for which it is sent all shapes anew. As SVG the same picture takes
milliseconds and is sent colours and words alone, so that one drawing does for all; with
WebGL in software a change of the district sent 75 kB and kept the page busy for 1.3 to 11 s,
where the drawing is told 6 kB and takes 1 to 6 ms (six changes, Chromium's profiler).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dashboard import theme
from dashboard.maps.boundaries import Boundary, DistrictShape
from dashboard.maps.named import NamedClasses
from dashboard.maps.steps import Steps, fill, is_hatched
from dashboard.maps.unit_value import UnitValue


def painted(
    units: Sequence[UnitValue], *, boundaries: Iterable[Boundary], steps: Steps | NamedClasses
) -> dict[str, dict[str, Any]]:
    """Colour and words of every district of `boundaries`, by code; the words are plain text.

    A district without a unit is drawn as 无数据. A unit without a district (a development zone) is
    left to the surface: see `unplaced`.

    Args:
        units: one per reporting unit.
        boundaries: from `boundary_on`, of all scopes that are drawn.
        steps: the colour classes; the same for both scopes and for the zones' tiles.
    """
    by_code = {unit.code: unit for unit in units}
    return {
        place.code: _painted(by_code.get(place.code) or _missing(place), steps)
        for boundary in boundaries
        for place in boundary.places
    }


def unplaced(units: Sequence[UnitValue], *, boundary: Boundary) -> tuple[UnitValue, ...]:
    """The units `boundary` has no polygon for: development zones, and codes of another edition."""
    return tuple(unit for unit in units if unit.code not in boundary.codes)


def _painted(unit: UnitValue, steps: Steps | NamedClasses) -> dict[str, Any]:
    colour = fill(unit, steps=steps)
    said: dict[str, Any] = {
        "name": unit.name,
        "label": f"{unit.short_name}\n{unit.text}".strip(),
        "fill": colour,
    }
    if unit.tip:
        said["tip"] = unit.tip
    if theme.ink_on(colour) == theme.PAPER:
        said["dark"] = True
    if is_hatched(unit):
        said["hatched"] = True
    return said


def _missing(place: DistrictShape) -> UnitValue:
    return UnitValue(
        code=place.code,
        name=place.name,
        short_name=place.name,
        value=None,
        text="无数据",
        state="no_data",
    )
