from __future__ import annotations

from typing import Any

from dashboard.charts.chain import chain

COLOURS = {"进入后续环节": "navy", "办理中": "orange"}


def _row(step: str, part: str, value: float, note: str | None = None) -> dict[str, Any]:
    return {
        "step": step,
        "pick": step,
        "part": part,
        "value": value,
        "text": f"{value:.0f}件",
        "note": note,
        "faded": False,
    }


ROWS = [
    _row("线索 3件", "进入后续环节", 2, "按登记日期归组"),
    _row("线索 3件", "办理中", 1),
    _row("查实 2件", "办理中", 2, "线索→查实 中位9天（2–16天，n=2）"),
]


def test_value_axis_has_a_title_with_its_unit() -> None:
    bars = chain(ROWS, axis="案件（件）", colours=COLOURS)["layer"][0]
    assert bars["encoding"]["x"]["title"] == "案件（件）"


def test_steps_keep_the_order_of_the_rows_and_grow_downwards() -> None:
    spec = chain(ROWS, axis="案件（件）", colours=COLOURS)
    assert spec["layer"][0]["encoding"]["y"]["sort"] is None
    assert spec["height"] == 2 * chain(ROWS[:2], axis="案件（件）", colours=COLOURS)["height"]


def test_a_click_gives_the_pick() -> None:
    (chosen,) = chain(ROWS, axis="案件（件）", colours=COLOURS)["params"]
    assert chosen["name"] == "chosen"
    assert chosen["select"]["fields"] == ["pick"]


def test_parts_have_their_colours_in_stacking_order() -> None:
    bars = chain(ROWS, axis="案件（件）", colours=COLOURS)["layer"][0]
    assert bars["encoding"]["color"]["scale"] == {
        "domain": ["进入后续环节", "办理中"],
        "range": ["navy", "orange"],
    }


def test_data_are_the_rows_and_the_shape_is_kept() -> None:
    one = chain(ROWS, axis="案件（件）", colours=COLOURS)
    other = chain([], axis="案件（件）", colours=COLOURS)
    assert one["data"] == {"values": ROWS}
    assert other["data"] == {"values": []}
    assert one["layer"] is other["layer"]
