"""The map on the wall: one SVG shape per district that answers to pointer and tap."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Final

from markupsafe import Markup

from dashboard import theme
from dashboard.maps.boundaries import CENTRAL_CODES, Boundary, DistrictShape
from dashboard.maps.choropleth import unplaced
from dashboard.maps.geojson import Point, polygons
from dashboard.maps.named import NamedClasses
from dashboard.maps.office_boundary import office_boundary
from dashboard.maps.steps import Steps, fill, is_hatched, legend, steps
from dashboard.maps.unit_value import UnitValue
from dashboard.sections.answer import Map
from dashboard.surfaces.markup import EMPTY, html, joined

_SIDE: Final = 800.0
"""Units of the drawing on its longer side."""
_MISSING: Final = "无数据"


def plan_html(block: Map) -> Markup:
    """The city with its central districts enlarged beside it."""
    classes = _classes(block)
    city = office_boundary(block.as_of)
    central = office_boundary(block.as_of, scope="central")
    caption = f"{block.note}。{city.caption}" if block.note else city.caption
    inset = _drawing(block, central, classes, inset=True) if central.places else EMPTY
    return html(
        '<figure class="panel plan" role="img" aria-label="{}"><figcaption>{}</figcaption>'
        '<div class="plans">{}{}{}</div><p class="note">{}</p></figure>',
        block.alt,
        block.title or block.label,
        _pattern(block),
        _drawing(block, city, classes, inset=False),
        inset,
        caption,
    )


def legend_html(block: Map) -> Markup:
    """What the colours mean, the units without a polygon, and room for the one pointed at."""
    classes = _classes(block)
    entries = joined(
        html(
            '<li><i style="background:{}" class="{}"></i>{}（{}）</li>',
            one.colour,
            "hatched" if one.hatched else "plain",
            one.text,
            one.count,
        )
        for one in legend(block.units, steps=classes)
    )
    apart = unplaced(block.units, boundary=office_boundary(block.as_of))
    tiles = joined(
        html(
            '<li style="background:{};color:{}">{} {}</li>',
            fill(one, steps=classes),
            theme.ink_on(fill(one, steps=classes)),
            one.short_name,
            one.text,
        )
        for one in apart
    )
    return html(
        '<h4>{}</h4><ul class="legend">{}</ul><ul class="tiles">{}</ul>'
        '<p class="pointed" aria-live="polite">指向或点按一个区县</p>',
        block.label,
        entries,
        tiles,
    )


def _classes(block: Map) -> Steps | NamedClasses:
    return block.classes or steps([one.value for one in block.units], unit=block.unit)


def _drawing(
    block: Map, boundary: Boundary, classes: Steps | NamedClasses, *, inset: bool
) -> Markup:
    west, south, east, north = boundary.bounds
    narrow = math.cos(math.radians((south + north) / 2))
    wide, high = (east - west) * narrow, north - south
    scale = _SIDE / max(wide, high)

    def at(point: Point) -> tuple[float, float]:
        return round((point[0] - west) * narrow * scale, 1), round((north - point[1]) * scale, 1)

    units = {one.code: one for one in block.units}
    shapes = joined(
        _shape(place, units.get(place.code), block, classes, path=" ".join(_rings(place, at)))
        for place in boundary.places
    )
    labels = joined(
        _label(place, units.get(place.code), classes, at=at(place.label), inset=inset)
        for place in boundary.places
        if inset or place.code not in CENTRAL_CODES
    )
    return html(
        # The city stands at the right: the inset's corner at the left would cover its west.
        '<svg viewBox="0 0 {} {}" class="{}" preserveAspectRatio="{}">{}{}</svg>',
        round(wide * scale),
        round(high * scale),
        "inset" if inset else "city",
        "xMidYMid" if inset else "xMaxYMid",
        shapes,
        labels,
    )


def _pattern(block: Map) -> Markup:
    """What fills a district that nobody has inspected, so that it is not taken for another grey."""
    return html(
        '<svg class="pattern" aria-hidden="true"><pattern id="{}" width="12" height="12" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="12" height="12" fill="{}"/><rect width="4" height="12" fill="{}"/>'
        "</pattern></svg>",
        _pattern_id(block),
        theme.NO_DATA,
        theme.MUTED,
    )


def _pattern_id(block: Map) -> str:
    """Its name, which no other map of the page has."""
    return f"hatched-{block.key}"


def _rings(place: DistrictShape, at: Callable[[Point], tuple[float, float]]) -> Iterator[str]:
    for rings in polygons(dict(place.geometry)):
        for ring in rings:
            points = [at(point) for point in ring]
            yield f"M{'L'.join(f'{x},{y}' for x, y in points)}Z"


def _shape(
    place: DistrictShape,
    unit: UnitValue | None,
    block: Map,
    classes: Steps | NamedClasses,
    *,
    path: str,
) -> Markup:
    hatched = unit is not None and is_hatched(unit)
    said = f"{place.name}：{unit.tip or unit.text if unit else _MISSING}"
    return html(
        '<path d="{}" fill="{}" stroke="{}" data-said="{}" tabindex="-1"><title>{}</title></path>',
        path,
        f"url(#{_pattern_id(block)})" if hatched else _colour(unit, classes),
        theme.MUTED,
        said,
        said,
    )


def _label(
    place: DistrictShape,
    unit: UnitValue | None,
    classes: Steps | NamedClasses,
    *,
    at: tuple[float, float],
    inset: bool,
) -> Markup:
    return html(
        '<text x="{}" y="{}" fill="{}" class="{}">{}</text>',
        at[0],
        at[1],
        theme.ink_on(_colour(unit, classes)),
        "inset" if inset else "city",
        place.name[:-1] if unit is None else unit.short_name,
    )


def _colour(unit: UnitValue | None, classes: Steps | NamedClasses) -> str:
    return theme.NO_DATA if unit is None else fill(unit, steps=classes)
