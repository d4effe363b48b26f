from dataclasses import replace
from typing import Any

from dashboard import theme
from dashboard.maps.boundaries import boundary_on
from dashboard.surfaces.picture.map_spec import caption, map_spec
from tests.briefings import DAY, MAP


def shapes(spec: dict[str, Any]) -> dict[str, str]:
    layers = spec["hconcat"][0]["layer"]
    return {
        one["properties"]["name"]: one["properties"]["class"] for one in layers[0]["data"]["values"]
    }


def test_every_district_has_a_class_of_the_legend() -> None:
    plain = replace(MAP, classes=None)
    spec = map_spec(plain, width=600)
    domain = spec["hconcat"][0]["layer"][0]["encoding"]["color"]["scale"]["domain"]
    found = shapes(spec)
    assert set(found) == {place.name for place in boundary_on(DAY).places}
    assert set(found.values()) <= set(domain)
    assert found["涪陵区"].startswith("未检查")
    assert found["渝中区"] == "无数据"


def test_a_map_without_gaps_has_no_entry_for_them() -> None:
    units = tuple(
        replace(MAP.units[0], code=one.code, name=one.name) for one in boundary_on(DAY).places
    )
    spec = map_spec(replace(MAP, classes=None, units=units), width=600)
    scale = spec["hconcat"][0]["layer"][0]["encoding"]["color"]["scale"]
    assert "无数据" not in scale["domain"]
    assert theme.NO_DATA not in scale["range"]


def test_the_caption_says_sketch_and_the_maps_own_note() -> None:
    assert caption(MAP).startswith("示意图，不作为划界依据")
    assert caption(replace(MAP, note="未检查不是零")).startswith("未检查不是零。")


def test_a_nearly_white_district_has_an_outline_that_is_seen() -> None:
    mark = map_spec(MAP, width=600)["hconcat"][0]["layer"][0]["mark"]
    assert theme.contrast(mark["stroke"], theme.PAPER) >= 3
