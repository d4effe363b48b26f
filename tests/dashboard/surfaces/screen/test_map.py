import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any
from unittest import mock

import pytest
import streamlit as st
from sqlalchemy import Engine

from dashboard.maps.unit_value import UnitValue
from dashboard.sections.answer import Map, Table
from dashboard.surfaces.screen.map import _chosen, draw_map
from dashboard.web.map_files import shapes_on
from tests.screen import Drawn, Piece, Screen, screen_on, target, url_of
from tests.views import view_on

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


def drawings(screen: Drawn) -> list[dict[str, Any]]:
    """What the maps of a page are told."""
    protos = screen.of("bidi_component")
    return [json.loads(one.json) for one in protos if one.component_name == "district_map"]


def drawn(engine: Engine, **of: Any) -> Drawn:
    """A map of one unit, on a page of its own."""
    return Piece(draw_map, map_of(**of), view_on(engine))


def map_of(**of: Any) -> Map:
    return Map(
        **{
            "key": "m",
            "title": "",
            "label": "发现问题（项）",
            "unit": "findings",
            "units": (UNIT,),
            "as_of": date(2024, 12, 31),
            "table": Table(key="t", title="", columns=(), rows=()),
            "alt": "分布图",
            **of,
        }
    )


def tiles(screen: Screen) -> dict[str, tuple[str, dict[str, str]]]:
    """Page and parameters each tile leads to, by what it says."""
    found = re.findall(r'class="tile [^>]*><a class="link" href="([^"]*)"[^>]*>(\S+)', screen.html)
    return {name: target(unescape(href)) for href, name in found}


def clicked(code: str, *, selected: str) -> str | None:
    """What the URL parameter is after a click on `code`."""
    block = map_of(selected=selected)
    state: dict[str, Any] = {"map": {"chosen": code}, "district": selected}
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


def test_no_click_changes_nothing() -> None:
    assert clicked("", selected="500112") == "500112"


def test_city_and_inset_are_drawn_of_shapes_that_are_not_sent(screen: Screen) -> None:
    [told] = drawings(screen.open("findings-map"))
    assert told["inset"] == "中心城区（放大）"
    assert told["shapes"] == shapes_on(date(2024, 12, 31)).address
    assert told["units"]["500103"]["label"].startswith("渝中\n")
    assert "coordinates" not in json.dumps(told)


def test_shapes_are_those_of_the_day(screen: Screen) -> None:
    [before] = drawings(screen.open("findings-map"))
    [after] = drawings(screen.open("findings-map", asof="2025-12-31"))
    assert after["shapes"] == shapes_on(date(2025, 12, 31)).address != before["shapes"]
    assert "500157" in after["units"]
    assert "500157" not in before["units"]


def test_the_chosen_district_is_told_and_changes_nothing_else(screen: Screen) -> None:
    [before] = drawings(screen.open("findings-map"))
    [after] = drawings(screen.open("findings-map", district="奉节县"))
    assert before["chosen"] is None
    assert after == {**before, "chosen": "500236"}


@pytest.mark.parametrize("measure", ["发现问题", "未销号", "次均问题", "检查次数", "通报点名"])
def test_a_change_of_filter_costs_the_map_a_few_bytes(screen: Screen, measure: str) -> None:
    screen.open("findings-map", measure=measure, district="沙坪坝区")
    [proto] = screen.of("bidi_component")
    assert proto.ByteSize() <= 20_000


def test_a_small_map_has_no_inset(screen: Screen) -> None:
    [told] = drawings(screen.open("overview"))
    assert told["inset"] == ""


def test_a_frozen_map_leads_nowhere(demo_engine: Engine) -> None:
    [live] = drawings(drawn(demo_engine))
    [frozen] = drawings(drawn(demo_engine, selects=""))
    assert (live["selects"], frozen["selects"]) == (True, False)


def test_words_are_told_as_they_are(demo_engine: Engine) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    unit = replace(UNIT, name=nasty, short_name=nasty, tip=nasty)
    [told] = drawings(drawn(demo_engine, units=(unit,)))
    assert told["units"]["500106"]["name"] == nasty
    assert told["units"]["500106"]["tip"] == nasty


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
