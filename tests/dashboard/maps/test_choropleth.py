import json
from datetime import date
from typing import Any

from dashboard import theme
from dashboard.maps.boundaries import boundary_on
from dashboard.maps.choropleth import painted, unplaced
from dashboard.maps.named import NamedClass, NamedClasses
from dashboard.maps.steps import steps
from dashboard.maps.unit_value import UnitValue

DAY = date(2024, 12, 31)


def unit(code: str, *, value: float = 5, text: str = "5项", name: str = "沙坪坝区") -> UnitValue:
    return UnitValue(
        code=code, name=name, short_name=name[:3], value=value, text=text, state="value"
    )


UNSEEN = UnitValue(
    code="500106",
    name="沙坪坝区",
    short_name="沙坪坝",
    value=None,
    text="未检查",
    state="not_inspected",
)


def told(*units: UnitValue) -> dict[str, dict[str, Any]]:
    classes = steps([one.value for one in units], unit="findings")
    boundaries = (boundary_on(DAY), boundary_on(DAY, scope="central"))
    return painted(units, boundaries=boundaries, steps=classes)


def test_fill_follows_the_value() -> None:
    content = told(unit("500106", value=1), unit("500240", value=900))
    assert content["500106"]["fill"] == theme.SEQUENTIAL[0]
    assert content["500240"]["fill"] == theme.SEQUENTIAL[4]


def test_a_district_that_nobody_gave_a_figure_for_has_no_data() -> None:
    content = told(unit("500106"))
    assert content["500101"]["fill"] == theme.NO_DATA
    assert content["500101"]["label"] == "万州区\n无数据"


def test_every_district_of_the_boundaries_is_told_and_no_zone() -> None:
    assert set(told(unit("CQ-GX", name="高新区"))) == boundary_on(DAY).codes


def test_words_on_a_dark_fill_are_light() -> None:
    content = told(unit("500106", value=1), unit("500240", value=900))
    assert "dark" not in content["500106"]
    assert content["500240"]["dark"]


def test_not_inspected_is_hatched_and_no_data_is_not() -> None:
    content = told(UNSEEN)
    assert content["500106"]["hatched"]
    assert "hatched" not in content["500107"]


def test_a_name_stands_over_its_figure_and_a_tip_is_longer() -> None:
    told_unit = UnitValue(
        code="500240",
        name="石柱土家族自治县",
        short_name="石柱",
        value=6,
        text="6",
        state="value",
        tip="6项，检查3次",
    )
    content = told(told_unit, unit("500106"))
    assert content["500240"]["name"] == "石柱土家族自治县"
    assert content["500240"]["label"] == "石柱\n6"
    assert content["500240"]["tip"] == "6项，检查3次"
    assert "tip" not in content["500106"]


def test_named_classes_paint_too() -> None:
    one = UnitValue(
        code="500106",
        name="沙坪坝区",
        short_name="沙坪坝",
        value=None,
        text="点名",
        state="no_data",
        group="named",
    )
    classes = NamedClasses(classes=(NamedClass(key="named", colour=theme.OVERDUE, text="被点名"),))
    content = painted([one], boundaries=[boundary_on(DAY)], steps=classes)
    assert content["500106"]["fill"] == theme.OVERDUE


def test_what_all_districts_cost_with_long_words() -> None:
    units = [
        unit(place.code, value=at, text="1234.5万人次", name=place.name)
        for at, place in enumerate(boundary_on(DAY).places, start=1)
    ]
    assert len(json.dumps(told(*units))) <= 10_000


def test_units_without_a_polygon_are_handed_back() -> None:
    zone = unit("CQ-GX", name="高新区")
    later = unit("500157", name="两江新区")
    units = [unit("500106"), zone, later]
    assert unplaced(units, boundary=boundary_on(DAY)) == (zone, later)
