import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any
from unittest import mock

import pytest
import streamlit as st
from sqlalchemy import Engine

from dashboard.maps.choropleth import LAYER_ID
from dashboard.maps.unit_value import UnitValue
from dashboard.sections.answer import Map, Table
from dashboard.surfaces.screen.map import _chosen
from tests.screen import Screen, screen_on, target, url_of

UNIT = UnitValue(
    code="500106",
    name="沙坪坝区",
    short_name="沙坪坝",
    value=6,
    text="6",
    state="value",
)


@pytest.fixture
def screen(demo_engine: Engine) -> Iterator[Screen]:
    with screen_on(url_of(demo_engine)) as opened:
        yield opened


def decks(screen: Screen) -> list[dict[str, Any]]:
    return [
        json.loads(one.proto.json) for one in screen.elements if one.type == "deck_gl_json_chart"
    ]


def tiles(screen: Screen) -> dict[str, tuple[str, dict[str, str]]]:
    """Page and parameters each tile leads to, by what it says."""
    found = re.findall(r'class="tile [^>]*><a class="link" href="([^"]*)"[^>]*>(\S+)', screen.html)
    return {name: target(unescape(href)) for href, name in found}


def clicked(code: str, *, selected: str) -> str | None:
    """What the URL parameter is after a click on `code`."""
    block = Map(
        key="m",
        title="",
        label="",
        unit="findings",
        units=(UNIT,),
        as_of=date(2024, 12, 31),
        table=Table(key="t", title="", columns=(), rows=()),
        alt="",
        selected=selected,
    )
    objects = {LAYER_ID: [{"properties": {"code": code}}]}
    state: dict[str, Any] = {"map": {"selection": {"objects": objects}}, "district": selected}
    with mock.patch.object(st, "session_state", state):
        _chosen(block, "map")
    chosen: str | None = state["district"]
    return chosen


def test_a_click_chooses_the_district() -> None:
    assert clicked("500106", selected="") == "500106"


def test_a_second_click_on_it_takes_it_back() -> None:
    assert clicked("500106", selected="500106") is None


def test_a_snapshot_of_old_tells_its_unit_by_name() -> None:
    assert clicked("500106", selected="沙坪坝区") is None


def test_a_click_on_nothing_known_changes_nothing() -> None:
    assert clicked("999999", selected="500112") == "500112"


def test_city_and_inset_are_drawn_and_central_names_stand_in_the_inset(screen: Screen) -> None:
    city, central = decks(screen.open("findings-map"))
    assert "渝中\\n" not in json.dumps(city, ensure_ascii=False)
    assert "渝中\\n" in json.dumps(central, ensure_ascii=False)


def test_the_four_zones_are_tiles_that_can_be_linked_to(screen: Screen) -> None:
    found = tiles(screen.open("findings-map", measure="未销号"))
    expected = {"measure": "未销号", "district": "CQ-WS"}
    assert found["万盛"] == ("findings-map", expected)
    assert set(found) == {"两江", "高新区", "万盛", "双桥"}


def test_the_tile_of_the_chosen_zone_leads_back(screen: Screen) -> None:
    found = tiles(screen.open("findings-map", district="万盛经开区"))
    assert found["万盛"] == ("findings-map", {})


def test_uninspected_has_its_own_entry_in_the_legend(screen: Screen) -> None:
    html = screen.open("findings-map").html
    assert '<i class="hatched"' in html
    assert "不等于没有问题" in html


def test_the_sketch_says_what_it_is(screen: Screen) -> None:
    assert "示意图，不作为划界依据" in screen.open("findings-map").text
