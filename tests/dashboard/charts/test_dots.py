from typing import Any

from dashboard import theme
from dashboard.charts.dots import dots

HEADING = {"row": "▎明显偏高（1个）", "group": "明显偏高", "pick": None, "value": None, "text": ""}
DOT = {
    "row": "綦江区",
    "group": "明显偏高",
    "pick": "綦江区",
    "value": 2.6,
    "low": 1.8,
    "high": 3.8,
    "says": None,
    "text": "2.6项/次",
}


def drawn() -> dict[str, Any]:
    return dict(
        dots(
            [HEADING, DOT],
            axis="次均发现问题（项/次）",
            row_title="区县",
            reference=1.63,
            reference_text="全市1.63项/次",
            groups={"明显偏高": (theme.NAVY, "triangle-up")},
            order=[HEADING["row"], DOT["row"]],
        )
    )


def layers(mark: str) -> list[dict[str, Any]]:
    return [layer for layer in drawn()["layer"] if layer["mark"]["type"] == mark]


def test_headings_of_groups_keep_a_line_though_they_draw_nothing() -> None:
    [points] = layers("point")
    assert points["encoding"]["y"]["scale"]["domain"] == [HEADING["row"], DOT["row"]]


def test_the_reference_is_a_line_with_its_name() -> None:
    assert drawn()["data"]["values"][-1] == {"at": 1.63, "name": "全市1.63项/次"}
    assert [layer["encoding"]["x"]["field"] for layer in layers("rule")] == ["at", "nation", "low"]


def test_a_group_is_told_by_colour_and_by_shape() -> None:
    [points] = layers("point")
    assert points["encoding"]["color"]["scale"]["range"] == [theme.NAVY]
    assert points["encoding"]["shape"]["scale"]["range"] == ["triangle-up"]


def test_axis_and_tooltip_are_chinese() -> None:
    [points] = layers("point")
    assert points["encoding"]["x"]["title"] == "次均发现问题（项/次）"
    assert [one["title"] for one in points["encoding"]["tooltip"]] == ["区县", "与全市比较", "数值"]


def test_a_click_gives_what_the_row_says() -> None:
    [chosen] = drawn()["params"]
    assert (chosen["name"], chosen["select"]["fields"]) == ("chosen", ["pick"])


def test_no_layer_keeps_data_of_its_own() -> None:
    assert not any("data" in layer for layer in drawn()["layer"])
