"""Districts coloured by a figure, as a pydeck deck that asks nothing of the outside world.

From below: the districts (clickable), the outline of the chosen one, the labels. Colours come
from the theme by way of `steps`; the legend and the caption are drawn by the surface.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from dashboard import theme
from dashboard.maps.boundaries import CENTRAL_CODES, Boundary, Place, Scope
from dashboard.maps.named import Named
from dashboard.maps.steps import Steps, fill, is_hatched
from dashboard.maps.unit_value import UnitValue
from dashboard.maps.view import Canvas, controller, fitted

LAYER_ID: Final = "districts"
"""The layer whose objects come back in the selection."""
_BORDER: Final = [
    (dark + light) // 2
    for dark, light in zip(theme.rgb(theme.MUTED), theme.rgb(theme.LINE), strict=True)
]
"""Half-way between the greys: seen between two dark districts and between two pale ones."""
_HATCH: Final = {"hatch": {"type": "hatch", "strokeWidth": 1.2, "gap": 5.5, "angle": 45}}

_GLYPHS: Final = {"sdf": True, "fontSize": 52, "buffer": 8, "radius": 14, "cutoff": 0.22}
"""Signed distance fields, which alone can have a halo; the numbers are deck.gl's pixels."""
_HALO: Final = 5


class _CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck is untyped
    """A deck whose JSON has no indentation, which would be four fifths of it."""

    def to_json(self) -> str:
        return json.dumps(
            self, default=default_serialize, separators=(",", ":"), ensure_ascii=False
        )


def choropleth(
    units: Sequence[UnitValue],
    *,
    boundary: Boundary,
    steps: Steps | Named,
    measure: str,
    scope: Scope = "city",
    selected: str | None = None,
    canvas: Canvas | None = None,
) -> pdk.Deck:
    """Draw `boundary` coloured by `units`.

    A district without a unit is drawn as 无数据. A unit without a district (a development zone) is
    left to the surface: see `unplaced`.

    Args:
        units: one per reporting unit.
        boundary: from `boundary_on`, of the same `scope`.
        steps: the colour classes; the same for both scopes and for the zones' tiles.
        measure: what the figure is called, for the tooltip (`问题数`).
        scope: at `city` the central districts are not labelled, as they have no room.
        selected: the code outlined in the accent colour; one without a district outlines nothing.
        canvas: the room on the page; the default suits half a page.
    """
    room = canvas or Canvas()
    by_code = {unit.code: unit for unit in units}
    drawn = [(place, by_code.get(place.code) or _missing(place)) for place in boundary.places]
    chosen = [_shape(place) for place in boundary.places if place.code == selected]
    labels = [
        _label(place, unit, steps)
        for place, unit in drawn
        if scope == "central" or place.code not in CENTRAL_CODES
    ]
    return _CompactDeck(
        layers=[
            _districts([_feature(place, unit, steps, measure) for place, unit in drawn]),
            # White under the accent, so that the edge is seen on the darkest fill too.
            _outline(chosen, colour=theme.PAPER, width_px=7),
            _outline(chosen, colour=theme.ACCENT, width_px=3.5),
            _labels(labels, ink=theme.INK, halo=theme.PAPER, size_px=room.label_px),
            _labels(labels, ink=theme.PAPER, halo=theme.NAVY, size_px=room.label_px),
        ],
        views=[pdk.View(type="MapView", controller=controller(boundary))],
        initial_view_state=fitted(boundary, canvas=room),
        map_provider=None,
        tooltip={
            "text": "{tip}",
            "style": {"backgroundColor": theme.INK, "color": theme.PAPER, "fontSize": "14px"},
        },
    )


def unplaced(units: Sequence[UnitValue], *, boundary: Boundary) -> tuple[UnitValue, ...]:
    """The units `boundary` has no polygon for: development zones, and codes of another edition."""
    return tuple(unit for unit in units if unit.code not in boundary.codes)


def selected_code(event: Mapping[str, Any] | None) -> str | None:
    """The district clicked, from what `st.pydeck_chart(on_select=…)` returns; None if none is."""
    selection = (event or {}).get("selection") or {}
    chosen = (selection.get("objects") or {}).get(LAYER_ID) or []
    code = chosen[0].get("properties", {}).get("code") if chosen else None
    return str(code) if code else None


def _districts(features: list[dict[str, Any]]) -> pdk.Layer:
    """The clickable polygons.

    The fill, as the labels' ink, is set on the sub-layer: Streamlit fades the top-level colour of
    whatever is not selected, and a faded colour means something else in the legend.
    """
    return pdk.Layer(
        "GeoJsonLayer",
        data=features,
        id=LAYER_ID,
        pickable=True,
        auto_highlight=True,
        highlight_color=[*theme.rgb(theme.ACCENT), 90],
        stroked=True,
        get_line_color=_BORDER,
        get_line_width=1,
        line_width_units=pdk.types.String("pixels"),
        get_fill_pattern="properties.pattern",
        get_fill_pattern_background_color=list(theme.rgb(theme.NO_DATA)),
        fill_pattern_mapping=_HATCH,
        fill_pattern_size_units=pdk.types.String("pixels"),
        extensions=[{"@@type": "FillStyleExtension", "pattern": True, "proceduralPattern": True}],
        _sub_layer_props={"polygons-fill": {"getFillColor": "@@=properties.fill"}},
    )


def _outline(features: list[dict[str, Any]], *, colour: str, width_px: float) -> pdk.Layer:
    """The chosen district's edge, above its neighbours; never clickable."""
    return pdk.Layer(
        "GeoJsonLayer",
        data=features,
        id=f"chosen-{width_px:g}",
        pickable=False,
        filled=False,
        stroked=True,
        get_line_color=list(theme.rgb(colour)),
        get_line_width=width_px,
        line_width_units=pdk.types.String("pixels"),
        line_joint_rounded=True,
    )


def _labels(labels: list[dict[str, Any]], *, ink: str, halo: str, size_px: int) -> pdk.Layer:
    """Short name over figure, with a halo for where it runs over a neighbour.

    `character_set` must be the string auto for Chinese glyphs. The halo is one per layer.
    """
    return pdk.Layer(
        "TextLayer",
        data=[label for label in labels if label["ink"] == ink],
        id=f"labels-{'light' if ink == theme.PAPER else 'dark'}",
        pickable=False,
        get_position="at",
        get_text="text",
        get_size=size_px,
        _sub_layer_props={"characters": {"getColor": list(theme.rgb(ink))}},
        outline_color=list(theme.rgb(halo)),
        outline_width=_HALO,
        font_settings=_GLYPHS,
        font_family=pdk.types.String(theme.FONT),
        character_set=pdk.types.String("auto"),
        line_height=1.15,
    )


def _feature(place: Place, unit: UnitValue, steps: Steps | Named, measure: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "code": place.code,
        "tip": _plain(f"{unit.name}\n{measure}：{unit.tip or unit.text}"),
        "fill": list(theme.rgb(fill(unit, steps=steps))),
    }
    if is_hatched(unit):
        properties |= {"fill": list(theme.rgb(theme.MUTED)), "pattern": "hatch"}
    return _shape(place) | {"properties": properties}


def _shape(place: Place) -> dict[str, Any]:
    return {"type": "Feature", "geometry": place.geometry, "properties": {}}


def _label(place: Place, unit: UnitValue, steps: Steps | Named) -> dict[str, Any]:
    return {
        "at": place.label,
        "text": _plain(f"{unit.short_name}\n{unit.text}".strip()),
        "ink": theme.ink_on(fill(unit, steps=steps)),
    }


def _plain(text: str) -> str:
    """Text that deck.gl's JSON reader cannot take for an expression (`@@=…`)."""
    return text.replace("@@", "＠＠")


def _missing(place: Place) -> UnitValue:
    return UnitValue(
        code=place.code,
        name=place.name,
        short_name=place.name,
        value=None,
        text="无数据",
        state="no_data",
    )
