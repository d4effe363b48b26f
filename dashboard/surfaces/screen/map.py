"""The map on screen: the city, its central districts and the legend in its corners, zone tiles."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard.maps.boundaries import Boundary, boundary_on
from dashboard.maps.choropleth import choropleth, selected_code, unplaced
from dashboard.maps.named import Named
from dashboard.maps.steps import Steps, fill, is_hatched, legend, steps
from dashboard.maps.unit_value import UnitValue
from dashboard.maps.view import Canvas
from dashboard.sections.answer import Map
from dashboard.sections.view import View
from dashboard.settings import settings
from dashboard.surfaces.screen.markup import anchor, html, joined, put
from dashboard.surfaces.screen.pictures import draw_pictures
from dashboard.surfaces.screen.tables import draw_table
from dashboard.theme import ink_on

_LARGE = Canvas(width_px=630, height_px=600, label_px=13)
_SMALL = Canvas(width_px=360, height_px=360, label_px=11)
_INSET = Canvas(width_px=300, height_px=286, label_px=11)


def draw_map(block: Map, view: View) -> None:
    """Draw the map, its inset and tiles, its legend and caption, its table twin."""
    classes = block.classes or steps([one.value for one in block.units], unit=block.unit)
    if block.title:
        put(html("<h4>{}</h4>", block.title))
    boundary = _boundary(block, scope="city")
    if block.small:
        _deck(block, boundary, classes, scope="city", canvas=_SMALL)
        _legend(block, classes)
    else:
        _with_corners(block, boundary, classes)
    _tiles(block, boundary, classes, view)
    note = f"{block.note}。{boundary.caption}" if block.note else boundary.caption
    put(html('<p class="note">{}</p>', note))
    draw_table(block.table, view, folded=True, more=lambda: draw_pictures(block, view))


def _with_corners(block: Map, boundary: Boundary, classes: Steps | Named) -> None:
    """The city; in the corners it leaves empty its central districts, enlarged, and the legend."""
    with st.container(key=f"map-{block.key}"):
        with st.container(key=f"map-{block.key}-city"):
            _deck(block, boundary, classes, scope="city", canvas=_LARGE)
        with st.container(key=f"map-{block.key}-inset"):
            put(html('<p class="note">中心城区（放大）</p>'))
            central = _boundary(block, scope="central")
            _deck(block, central, classes, scope="central", canvas=_INSET)
        with st.container(key=f"map-{block.key}-legend"):
            _legend(block, classes)


def _boundary(block: Map, *, scope: str) -> Boundary:
    chosen = settings()
    return boundary_on(
        block.as_of,
        scope="central" if scope == "central" else "city",
        own_file=chosen.boundary_file,
        approval_number=chosen.map_approval_number,
    )


def _deck(
    block: Map, boundary: Boundary, classes: Steps | Named, *, scope: str, canvas: Canvas
) -> None:
    code = block.selected_code
    # A new key after a choice clears the widget's own selection: the URL alone remembers it.
    key = f"map-{block.key}-{scope}-{code or 'none'}"
    st.pydeck_chart(
        choropleth(
            block.units,
            boundary=boundary,
            steps=classes,
            measure=block.label,
            scope="central" if scope == "central" else "city",
            selected=code,
            canvas=canvas,
        ),
        height=canvas.height_px,
        selection_mode="single-object",
        # What is frozen leads nowhere else: its map only shows.
        on_select=(lambda: _chosen(block, key)) if block.selects else "ignore",
        key=key,
        alt=block.alt,
    )


def _chosen(block: Map, key: str) -> None:
    """Take the clicked unit into the URL parameter; a click on it again takes it out."""
    code = selected_code(st.session_state.get(key))
    if any(one.code == code for one in block.units):
        st.session_state[block.selects] = None if code == block.selected_code else code


def _legend(block: Map, classes: Steps | Named) -> None:
    entries = joined(
        html(
            '<span><i class="{}" style="background-color:{}"></i>{}</span>',
            "hatched" if entry.hatched else "",
            entry.colour,
            entry.text,
        )
        for entry in legend(block.units, steps=classes)
    )
    put(html('<p class="note">{}</p><div class="legend map">{}</div>', block.label, entries))


def _tiles(block: Map, boundary: Boundary, classes: Steps | Named, view: View) -> None:
    """Units without a polygon, the development zones among them, as tiles beside the map."""
    tiles = joined(
        _tile(one, block, classes, view) for one in unplaced(block.units, boundary=boundary)
    )
    if tiles:
        put(
            html(
                '<div class="tiles"><span class="note">{}</span>{}</div>',
                "另有单独填报、不在图上的单位（开发区不计入所在区县）",
                tiles,
            )
        )


def _tile(one: UnitValue, block: Map, classes: Steps | Named, view: View) -> Markup:
    colour = fill(one, steps=classes)
    said = one.text.replace("\n", "·") if block.classes else one.tip or one.text
    label = f"{one.short_name} {said}".strip()
    chosen = one.code == block.selected_code
    kept = {name: value for name, value in view.params.items() if name != "page"}
    params = {**kept, block.selects: "" if chosen else one.code}
    return html(
        '<span class="tile {}{}" style="background-color:{};--on:{}" title="{}">{}</span>',
        "hatched " if is_hatched(one) else "",
        "selected" if chosen else "",
        colour,
        ink_on(colour),
        f"{one.name} {one.tip or one.text}",
        anchor(view.link(label, "findings-map", **params)) if block.selects else label,
    )
