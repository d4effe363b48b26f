"""The map on screen: the city, its central districts and the legend in its corners, zone tiles."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st
from markupsafe import Markup

from dashboard.maps.boundaries import Boundary
from dashboard.maps.choropleth import painted, unplaced
from dashboard.maps.named import NamedClasses
from dashboard.maps.office_boundary import office_boundary
from dashboard.maps.steps import Steps, fill, is_hatched, legend, steps
from dashboard.maps.unit_value import UnitValue
from dashboard.sections.answer import Map
from dashboard.sections.view import View
from dashboard.surfaces.screen.markup import anchor, html, joined, put
from dashboard.surfaces.screen.pictures import draw_pictures
from dashboard.surfaces.screen.tables import draw_table
from dashboard.theme import ink_on
from dashboard.web.map_files import SCRIPT, shapes_on

# What Streamlit sends with every change is this one line: the script and the shapes are files of
# ours. Trusted and constant: what is shown comes as data and is drawn as text.
_DRAWING: Final = st.components.v2.component(
    "district_map",
    html='<div class="plan"></div>',
    js="""export default async (told) => {
      try {
        const address = new URL(told.data.script, window.__streamlit.BACKEND_BASE_URL);
        return await (await import(address)).draw(told);
      } catch (error) {
        console.error(error);
        const place = told.parentElement.querySelector(".plan");
        place.textContent = "地图没有取到，请刷新页面；数字见下方数据表。";
      }
    }""",
    isolate_styles=False,
)


def draw_map(block: Map, view: View) -> None:
    """Draw the map, its inset and tiles, its legend and caption, its data table."""
    classes = block.classes or steps([one.value for one in block.units], unit=block.unit)
    if block.title:
        put(html("<h4>{}</h4>", block.title))
    boundary = office_boundary(block.as_of)
    size = "small" if block.small else "large"
    with st.container(key=f"map-{size}-{block.key}"):
        _drawing(block, boundary, classes)
        with st.container(key=f"map-legend-{block.key}"):
            _legend(block, classes)
    _tiles(block, boundary, classes, view)
    note = f"{block.note}。{boundary.caption}" if block.note else boundary.caption
    put(html('<p class="note">{}</p>', note))
    draw_table(block.table, view, folded=True, more=lambda: draw_pictures(block, view))


def _drawing(block: Map, city: Boundary, classes: Steps | NamedClasses) -> None:
    """The city; on a large map also its central districts, enlarged in an empty corner."""
    central = () if block.small else (office_boundary(block.as_of, scope="central"),)
    key = f"map-{block.key}"
    # What is frozen leads nowhere else: its map only shows.
    listening: dict[str, Any] = {"on_chosen_change": lambda: _chosen(block, key)}
    _DRAWING(
        key=key,
        data={
            "key": block.key,
            "script": SCRIPT.address,
            "shapes": shapes_on(block.as_of).address,
            "alt": block.alt,
            "measure": block.label,
            "inset": "" if block.small else "中心城区（放大）",
            "selects": bool(block.selects),
            "chosen": block.selected_code,
            "units": painted(block.units, boundaries=(city, *central), steps=classes),
        },
        **(listening if block.selects else {}),
    )


def _chosen(block: Map, key: str) -> None:
    """Take the clicked unit into the URL parameter; a click on it again takes it out."""
    code = (st.session_state.get(key) or {}).get("chosen")
    if any(one.code == code for one in block.units):
        st.session_state[block.selects] = None if code == block.selected_code else code


def _legend(block: Map, classes: Steps | NamedClasses) -> None:
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


def _tiles(block: Map, boundary: Boundary, classes: Steps | NamedClasses, view: View) -> None:
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


def _tile(one: UnitValue, block: Map, classes: Steps | NamedClasses, view: View) -> Markup:
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
