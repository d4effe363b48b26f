import json
import re
from datetime import date
from typing import Any

import pytest

from dashboard import theme
from dashboard.maps.boundaries import CENTRAL_CODES, Boundary, Scope, boundary_on
from dashboard.maps.choropleth import LAYER_ID, choropleth, selected_code, unplaced
from dashboard.maps.steps import steps
from dashboard.maps.unit_value import UnitValue
from dashboard.maps.view import Canvas

DAY = date(2024, 12, 31)
LONG_TEXT = "1234.5万人次"


def unit(code: str, *, value: float = 5, text: str = "5项", name: str = "沙坪坝区") -> UnitValue:
    return UnitValue(
        code=code, name=name, short_name=name[:3], value=value, text=text, state="value"
    )


def all_units(boundary: Boundary) -> list[UnitValue]:
    return [
        unit(place.code, value=number, text=LONG_TEXT, name=place.name)
        for number, place in enumerate(boundary.places, start=1)
    ]


def deck(
    units: list[UnitValue] | None = None, *, scope: Scope = "city", **options: Any
) -> dict[str, Any]:
    boundary = boundary_on(DAY, scope=scope)
    shown = all_units(boundary) if units is None else units
    classes = steps([unit.value for unit in shown], unit="findings")
    drawn = choropleth(
        shown, boundary=boundary, steps=classes, measure="问题数", scope=scope, **options
    )
    content: dict[str, Any] = json.loads(drawn.to_json())
    return content | {"tooltip": drawn._tooltip, "text": drawn.to_json()}


def layer(content: dict[str, Any], name: str) -> dict[str, Any]:
    [found] = [layer for layer in content["layers"] if layer["id"] == name]
    return dict(found)


def labels(content: dict[str, Any]) -> list[str]:
    return [
        label["text"].partition("\n")[0]
        for layer in content["layers"]
        if layer["@@type"] == "TextLayer"
        for label in layer["data"]
    ]


@pytest.mark.parametrize("scope", ["city", "central"])
def test_nothing_is_asked_of_the_outside(scope: Scope) -> None:
    content = deck(scope=scope)
    assert not re.search(r"https?:|//|carto|mapbox", content["text"], re.IGNORECASE)
    # Unset reaches the browser as this mark, which stands for no basemap; None would fetch one.
    assert content["mapStyle"] == "__MAP_STYLE__"
    assert "mapProvider" not in content


def test_payload_of_the_city_with_one_chosen_stays_small() -> None:
    assert len(deck(selected="500240")["text"].encode()) <= 60_000


def test_every_layer_has_an_id_and_only_the_districts_are_clickable() -> None:
    pickable = {layer["id"]: layer["pickable"] for layer in deck()["layers"]}
    assert [name for name, yes in pickable.items() if yes] == [LAYER_ID]
    assert len(pickable) == len(deck()["layers"])


def test_fill_follows_the_value() -> None:
    content = deck([unit("500106", value=1), unit("500240", value=900)])
    fills = {
        feature["properties"]["code"]: feature["properties"]["fill"]
        for feature in layer(content, LAYER_ID)["data"]
    }
    assert fills["500106"] == list(theme.rgb(theme.SEQUENTIAL[0]))
    assert fills["500240"] == list(theme.rgb(theme.SEQUENTIAL[4]))
    assert fills["500101"] == list(theme.rgb(theme.NO_DATA))  # no figure was given for it


def test_not_inspected_is_hatched_and_no_data_is_not() -> None:
    unseen = UnitValue(
        code="500106",
        name="沙坪坝区",
        short_name="沙坪坝",
        value=None,
        text="未检查",
        state="not_inspected",
    )
    patterns = {
        feature["properties"]["code"]: feature["properties"].get("pattern")
        for feature in layer(deck([unseen]), LAYER_ID)["data"]
    }
    assert patterns["500106"] == "hatch"
    assert patterns["500107"] is None


def test_streamlit_finds_no_top_level_colour_to_fade() -> None:
    content = deck()
    assert "getFillColor" not in layer(content, LAYER_ID)
    assert "getColor" not in layer(content, "labels-dark")


def test_city_labels_leave_out_the_central_districts() -> None:
    boundary = boundary_on(DAY)
    central = {place.name[:3] for place in boundary.places if place.code in CENTRAL_CODES}
    assert len(labels(deck())) == 29
    assert not central & set(labels(deck()))
    assert set(labels(deck(scope="central"))) == central


def test_label_layers_take_chinese() -> None:
    assert layer(deck(), "labels-dark")["characterSet"] == "auto"


@pytest.mark.parametrize(("selected", "count"), [("500240", 1), ("CQ-GX", 0), (None, 0)])
def test_chosen_district_is_outlined_in_the_accent(selected: str | None, count: int) -> None:
    outline = layer(deck(selected=selected), "chosen-3.5")
    assert len(outline["data"]) == count
    assert outline["getLineColor"] == list(theme.rgb(theme.ACCENT))


def test_order_of_districts_does_not_depend_on_the_choice() -> None:
    # Streamlit keeps the choice as an index into the data.
    first, second = deck(selected=None), deck(selected="500240")
    assert layer(first, LAYER_ID)["data"] == layer(second, LAYER_ID)["data"]


def test_tooltip_is_plain_text() -> None:
    # As text it goes to innerText; Streamlit fills {tip} once and reads no markup in it.
    tooltip = deck()["tooltip"]
    assert tooltip["text"] == "{tip}"
    assert "html" not in tooltip


def test_texts_cannot_become_expressions() -> None:
    nasty = unit("500240", name="@@=alert(1)<b>", text="@@#x")
    content = deck([nasty])
    [tip] = [
        feature["properties"]["tip"]
        for feature in layer(content, LAYER_ID)["data"]
        if feature["properties"]["code"] == "500240"
    ]
    assert tip == "＠＠=alert(1)<b>\n问题数：＠＠#x"
    assert "@@=alert" not in content["text"]


@pytest.mark.parametrize("scope", ["city", "central"])
@pytest.mark.parametrize(("width", "height"), [(640, 560), (360, 480), (1280, 600)])
def test_view_shows_the_whole_boundary(scope: Scope, width: int, height: int) -> None:
    state = deck(scope=scope, canvas=Canvas(width_px=width, height_px=height))["initialViewState"]
    west, south, east, north = boundary_on(DAY, scope=scope).bounds
    pixels_per_degree = 512 * 2 ** state["zoom"] / 360
    assert (east - west) * pixels_per_degree <= width
    # One degree of latitude is about 1.16 degrees of longitude wide at 30 degrees north.
    assert (north - south) * 1.14 * pixels_per_degree <= height
    assert west < state["longitude"] < east
    assert south < state["latitude"] < north


def test_units_without_a_polygon_are_handed_back() -> None:
    zone = unit("CQ-GX", name="高新区")
    later = unit("500157", name="两江新区")
    units = [unit("500106"), zone, later]
    assert unplaced(units, boundary=boundary_on(DAY)) == (zone, later)


def test_clicked_district_is_read_from_the_event() -> None:
    feature = {"type": "Feature", "properties": {"code": "500240", "tip": "…"}}
    event = {"selection": {"indices": {LAYER_ID: [34]}, "objects": {LAYER_ID: [feature]}}}
    assert selected_code(event) == "500240"


@pytest.mark.parametrize(
    "event",
    [
        None,
        {},
        {"selection": {}},
        {"selection": {"indices": {}, "objects": {}}},
        {"selection": {"objects": {LAYER_ID: [{}]}}},
    ],
)
def test_no_click_is_none(event: dict[str, Any] | None) -> None:
    assert selected_code(event) is None
