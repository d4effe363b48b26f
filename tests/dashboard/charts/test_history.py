from typing import Any

from dashboard import theme
from dashboard.charts.history import history

COLOURS = {"合格": theme.STATE["qualified"], "淘汰": theme.STATE["eliminated"]}


def chart(*, unfinished: bool = False) -> dict[str, Any]:
    rows = [
        {"moment": "2024-03", "part": "合格", "value": 2, "text": "2家", "open": False},
        {"moment": "2024-04", "part": "淘汰", "value": 1, "text": "1家", "open": unfinished},
    ]
    return dict(history(rows, axis="机构（家）", moments="月末", colours=COLOURS))


def test_axes_are_titled_in_chinese_with_unit() -> None:
    columns = chart()["layer"][0]["encoding"]
    assert (columns["x"]["title"], columns["y"]["title"]) == ("月末", "机构（家）")


def test_moments_keep_the_order_of_time() -> None:
    assert chart()["layer"][0]["encoding"]["x"]["sort"] is None


def test_an_unfinished_moment_is_drawn_pale() -> None:
    columns = chart(unfinished=True)["layer"][0]["encoding"]
    assert columns["opacity"]["condition"]["test"] == "datum.open"
    assert columns["opacity"]["condition"]["value"] < columns["opacity"]["value"]


def test_colours_are_those_of_the_states() -> None:
    scale = chart()["layer"][0]["encoding"]["color"]["scale"]
    assert scale == {"domain": list(COLOURS), "range": list(COLOURS.values())}
