from typing import Any

import pytest

from dashboard import theme
from dashboard.charts.funnel import funnel, named

DOMAIN = ((0.0, 55.0), (0.0, 60.0))
POINT = {
    "row": "黔江区",
    "pick": "黔江区",
    "group": "明显偏高",
    "size": 30,
    "value": 40.0,
    "text": "40.0%",
    "chosen": True,
}
CURVE = {"size": 5, "low": 0, "high": 60, "near_low": 5, "near_high": 50}


def drawn() -> dict[str, Any]:
    return dict(
        funnel(
            [POINT],
            [CURVE],
            named([("黔江", 30, 40.0)], domain=DOMAIN),
            axes=("到期问题（项）", "按期整改率（%）"),
            domain=DOMAIN,
            reference=(20.0, "全市20.0%"),
            groups={"明显偏高": (theme.NAVY, "triangle-up")},
        )
    )


def layers(mark: str) -> list[dict[str, Any]]:
    return [layer for layer in drawn()["layer"] if layer["mark"]["type"] == mark]


def test_outer_limits_are_solid_and_inner_ones_dashed() -> None:
    lines = {one["encoding"]["y"]["field"]: one["mark"]["strokeDash"] for one in layers("line")}
    assert lines == {"low": [], "high": [], "near_low": [4, 3], "near_high": [4, 3]}


def test_the_lines_say_what_they_are_where_they_are_seen() -> None:
    names = {row["line"]: row["at_line"] for row in drawn()["data"]["values"] if "line" in row}
    assert names == {"95%": 50}  # the outer ones lie on the edges of this picture


def test_a_group_is_told_by_colour_and_by_shape() -> None:
    marks = layers("point")[-1]["encoding"]
    assert marks["color"]["scale"]["range"] == [theme.NAVY]
    assert marks["shape"]["scale"]["range"] == ["triangle-up"]


def test_axes_and_tooltip_are_chinese() -> None:
    marks = layers("point")[-1]["encoding"]
    assert (marks["x"]["title"], marks["y"]["title"]) == ("到期问题（项）", "按期整改率（%）")
    assert [one["title"] for one in marks["tooltip"]] == [
        "区县（开发区）",
        "与全市其他单位比较",
        "数值",
    ]


def test_a_click_gives_what_the_point_says() -> None:
    chosen = next(one for one in drawn()["params"] if one["name"] == "chosen")
    assert chosen["select"]["fields"] == ["pick"]


def test_the_domains_change_and_the_shape_does_not() -> None:
    params = {one["name"]: one.get("value") for one in drawn()["params"]}
    assert (params["across"], params["up"]) == ([0.0, 55.0], [0.0, 60.0])
    assert drawn()["layer"] is drawn()["layer"]


def test_a_label_has_a_hair_that_ends_where_it_begins() -> None:
    [label] = named([("黔江", 30, 40.0)], domain=DOMAIN)
    assert label["at_x"] == pytest.approx(30)
    assert (label["size"], label["value"]) == (30, 40.0)
    assert 40 < label["hair"] < label["at_y"]


def test_what_finds_no_room_has_no_label() -> None:
    crowd = [("黔江", 30.0, 40.0)] * 40
    assert 5 < len(named(crowd, domain=DOMAIN)) < 40


def test_the_citys_name_stands_below_its_line_where_points_are_above() -> None:
    near = {**POINT, "size": 50, "value": 21.0, "chosen": False}
    places = [
        funnel(
            points,
            [CURVE],
            [],
            axes=("到期问题（项）", "按期整改率（%）"),
            domain=DOMAIN,
            reference=(20.0, "全市20.0%"),
            groups={"明显偏高": (theme.NAVY, "triangle-up")},
        )["data"]["values"][-1]["name_at"]
        for points in ([POINT], [near])
    ]
    assert places[0] > 20 > places[1]


def test_no_layer_keeps_data_of_its_own() -> None:
    assert not any("data" in layer for layer in drawn()["layer"])
