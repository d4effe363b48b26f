"""The map on slides: one shape per district, coloured as on screen, with what must be said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_FILL

from dashboard import theme
from dashboard.maps.boundaries import boundary_on
from dashboard.maps.unit_value import UnitValue
from dashboard.sections.answer import Map
from dashboard.surfaces.office.chart import EmuBox
from dashboard.surfaces.slides.map import beside_map, draw_map
from tests.briefings import TABLE

BOX = EmuBox(left=500_000, top=1_400_000, width=11_000_000, height=4_900_000)
NOT_INSPECTED = "500102"


def block(*, day: date = date(2024, 12, 31)) -> Map:
    places = boundary_on(day).places
    units = [
        UnitValue(
            code=place.code,
            name=place.name,
            short_name=place.name[:2],
            value=None if place.code == NOT_INSPECTED else at,
            text="未检查" if place.code == NOT_INSPECTED else f"{at}项",
            state="not_inspected" if place.code == NOT_INSPECTED else "value" if at else "zero",
        )
        for at, place in enumerate(places)
    ]
    zone = UnitValue(
        code="500190", name="双桥经开区", short_name="双桥", value=2, text="2项", state="value"
    )
    return Map(
        key="m",
        title="在哪里",
        label="问题（项）",
        unit="findings",
        units=(*units, zone),
        as_of=day,
        table=TABLE,
        alt="地图",
        note="未检查不是零",
    )


def drawn(one: Map) -> Any:
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = 12_192_000, 6_858_000
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    draw_map(slide.shapes, one, box=BOX)
    return slide.shapes


@pytest.mark.parametrize(("day", "count"), [(date(2024, 12, 31), 38), (date(2025, 11, 6), 37)])
def test_each_district_is_one_shape_named_after_it(day: date, count: int) -> None:
    names = [
        shape.name
        for shape in drawn(block(day=day))
        if shape._element.find(".//{*}custGeom") is not None
    ]
    districts = [name for name in names if "放大" not in name]
    assert sorted(districts) == sorted(place.name for place in boundary_on(day).places)
    assert len(districts) == count


def is_outline(shape: Any) -> bool:
    return shape._element.find(".//{*}custGeom") is not None


def test_shapes_say_their_figure_and_stay_in_the_box() -> None:
    shapes = {shape.name: shape for shape in drawn(block())}
    assert shapes["涪陵区"]._element.nvSpPr.cNvPr.get("descr") == "涪陵区：未检查"
    for shape in shapes.values():
        assert shape.left >= BOX.left - 200_000
        assert shape.left + shape.width <= BOX.left + BOX.width
        assert shape.top >= BOX.top - 100_000
        assert shape.top + shape.height <= BOX.top + BOX.height


def test_not_inspected_is_hatched_and_not_coloured_as_a_figure() -> None:
    shapes = {shape.name: shape for shape in drawn(block())}
    assert shapes["涪陵区"].fill.type == MSO_FILL.PATTERNED
    assert shapes["万州区"].fill.type == MSO_FILL.SOLID


def test_legend_sketch_and_tiles_stand_beside_it() -> None:
    texts = [shape.text_frame.text for shape in drawn(block()) if shape.has_text_frame]
    assert any("示意图，不作为划界依据" in text and "未检查不是零" in text for text in texts)
    assert "双桥 2项" in texts
    assert "问题（项）" in texts
    assert any(text.startswith("未检查（1）") for text in texts)


def test_the_outline_is_light_enough_to_edit() -> None:
    points = sum(len(shape._element.findall(".//{*}pt")) for shape in drawn(block()))
    assert points < 6_000


def test_what_is_left_beside_it_is_known_before() -> None:
    deck: Any = Presentation()
    left = draw_map(deck.slides.add_slide(deck.slide_layouts[6]).shapes, block(), box=BOX)
    assert left == beside_map(block(), box=BOX)


def test_a_nearly_white_district_has_an_outline_that_is_seen() -> None:
    districts = [one for one in drawn(block()) if one.name in {"万州区", "渝中区"}]
    for shape in districts:
        assert theme.contrast(f"#{shape.line.color.rgb}", theme.PAPER) >= 3
        assert theme.contrast(f"#{shape.line.color.rgb}", theme.ZERO) >= 3
