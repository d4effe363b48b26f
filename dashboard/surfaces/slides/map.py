"""The map on slides: one editable shape per district, its legend, tiles for what has no polygon."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.util import Pt

from dashboard import theme
from dashboard.maps.boundaries import CENTRAL_CODES, Boundary, DistrictShape
from dashboard.maps.choropleth import unplaced
from dashboard.maps.geojson import Point, polygons
from dashboard.maps.named import NamedClasses
from dashboard.maps.office_boundary import office_boundary
from dashboard.maps.steps import Steps, steps
from dashboard.maps.unit_value import UnitValue
from dashboard.sections.answer import Map
from dashboard.surfaces import fonts
from dashboard.surfaces.neutral import one_line
from dashboard.surfaces.office.chart import EmuBox, colour, flat
from dashboard.surfaces.slides.map_key import (
    ROW,
    draw_legend,
    draw_tiles,
    legend_height,
    paint,
    said_of,
    shade,
    tiles_height,
)
from dashboard.surfaces.slides.page import below, beside
from dashboard.surfaces.slides.text import LEADING, PT, TextLine, cut, fitted, put

_LABEL: Final = 8.0
_FINEST: Final = 0.8 * PT
"""Points of an outline nearer than this are one point; nobody sees the difference."""
_PLAN: Final = 0.64
"""Share of the width the map takes."""
_INSET: Final = (0.34, 0.39)
"""Share of the plan's width and height that the central districts take at the top left."""


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """Degrees to EMU: the boundary's bounds fitted into a box, north up."""

    box: EmuBox
    bounds: tuple[float, float, float, float]

    def at(self, point: Point) -> tuple[int, int]:
        """Where a point of the earth stands on the slide."""
        west, south, east, north = self.bounds
        narrow = math.cos(math.radians((south + north) / 2))
        scale = min(self.box.width / ((east - west) * narrow), self.box.height / (north - south))
        left = self.box.left + (self.box.width - (east - west) * narrow * scale) / 2
        return (
            int(left + (point[0] - west) * narrow * scale),
            int(self.box.top + (north - point[1]) * scale),
        )


def draw_map(shapes: Any, block: Map, *, box: EmuBox) -> EmuBox:
    """The map with legend and tiles; gives what is left of `box` for text, at the right."""
    classes = block.classes or steps([one.value for one in block.units], unit=block.unit)
    left, right = beside(box, _PLAN)
    city = office_boundary(block.as_of)
    caption = f"{block.note}。{city.caption}" if block.note else city.caption
    high = 3 * ROW // 2
    plan = EmuBox(left=left.left, top=left.top, width=left.width, height=left.height - high)
    _places(shapes, block, city, classes, box=plan, inset=False)
    note = TextLine(text=caption, size=11, colour=theme.MUTED, after=0)
    under = EmuBox(left=left.left, top=plan.top + plan.height, width=left.width, height=high)
    put(shapes, fitted((note,), box=under) or (cut(note, box=under),), box=under, name="图注")
    _central(shapes, block, classes, plan=plan)
    apart = unplaced(block.units, boundary=city)
    right = below(right, draw_legend(shapes, block, classes, box=right))
    return below(right, draw_tiles(shapes, apart, classes, box=right))


def beside_map(block: Map, *, box: EmuBox) -> EmuBox:
    """What `draw_map` will leave of `box` for text, before anything is drawn."""
    _, right = beside(box, _PLAN)
    classes = block.classes or steps([one.value for one in block.units], unit=block.unit)
    apart = unplaced(block.units, boundary=office_boundary(block.as_of))
    return below(right, legend_height(block, classes) + tiles_height(apart))


def _places(
    shapes: Any,
    block: Map,
    boundary: Boundary,
    classes: Steps | NamedClasses,
    *,
    box: EmuBox,
    inset: bool,
) -> None:
    sheet = _Sheet(box=box, bounds=boundary.bounds)
    units = {one.code: one for one in block.units}
    for place in boundary.places:
        _district(shapes, place, units.get(place.code), classes, sheet, inset=inset)
    for place in boundary.places:
        if inset or place.code not in CENTRAL_CODES:
            _label(shapes, place, units.get(place.code), classes, sheet)


def _district(
    shapes: Any,
    place: DistrictShape,
    unit: UnitValue | None,
    classes: Steps | NamedClasses,
    sheet: _Sheet,
    *,
    inset: bool,
) -> None:
    rings = [_thinned([sheet.at(point) for point in rings[0]]) for rings in _outlines(place)]
    rings = [ring for ring in rings if len(ring) > 2]
    if not rings:
        return
    builder = shapes.build_freeform(*rings[0][0])
    builder.add_line_segments(rings[0][1:], close=True)
    for ring in rings[1:]:
        builder.move_to(*ring[0])
        builder.add_line_segments(ring[1:], close=True)
    shape = builder.convert_to_shape()
    shape.name = f"{place.name}（放大）" if inset else place.name
    flat(shape)
    said = one_line(f"{place.name}：{said_of(unit)}")
    shape._element.nvSpPr.cNvPr.set("descr", said)
    # Not paper: a district of none, or one that no document names, is nearly white itself.
    shape.line.color.rgb, shape.line.width = colour(theme.MUTED), Pt(0.5)
    paint(shape, unit, classes)


def _outlines(place: DistrictShape) -> Sequence[list[list[Point]]]:
    return list(polygons(dict(place.geometry)))


def _thinned(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept = points[:1]
    for point in points[1:]:
        if math.dist(point, kept[-1]) >= _FINEST:
            kept.append(point)
    return kept


def _label(
    shapes: Any,
    place: DistrictShape,
    unit: UnitValue | None,
    classes: Steps | NamedClasses,
    sheet: _Sheet,
) -> None:
    name = place.name if unit is None else unit.short_name
    ink = theme.ink_on(shade(unit, classes))
    texts = (name, *([] if unit is None else unit.text.split("\n")))
    lines = [TextLine(text=text, size=_LABEL, colour=ink, after=0) for text in texts if text]
    wide = int(max(fonts.width(line.text, size=_LABEL) for line in lines) * PT) + PT
    high = int(len(lines) * _LABEL * LEADING * PT)
    x, y = sheet.at(place.label)
    box = EmuBox(left=x - wide // 2, top=y - high // 2, width=wide, height=high)
    put(shapes, lines, box=box, name=f"{place.name} 标注", align="center")


def _central(shapes: Any, block: Map, classes: Steps | NamedClasses, *, plan: EmuBox) -> None:
    """The central districts, enlarged, in the corner that the city leaves empty."""
    boundary = office_boundary(block.as_of, scope="central")
    if not boundary.places:
        return
    wide, high = int(plan.width * _INSET[0]), int(plan.height * _INSET[1])
    head = EmuBox(left=plan.left, top=plan.top, width=wide, height=ROW)
    note = TextLine(text="中心城区（放大）", size=11, colour=theme.MUTED, after=0)
    put(shapes, (note,), box=head, name="放大图说明")
    inner = EmuBox(left=plan.left, top=plan.top + ROW, width=wide, height=high - ROW)
    _places(shapes, block, boundary, classes, box=inner, inset=True)
