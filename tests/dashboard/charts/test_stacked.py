from typing import Any

from dashboard import theme
from dashboard.charts.stacked import stacked

COLOURS = {"合格": theme.STATE["qualified"], "整改": theme.STATE["rectifying"]}


def chart(rows: list[dict[str, Any]], **options: Any) -> dict[str, Any]:
    options = {"axis": "机构（家）", "colours": COLOURS, "order": ("万州区", "城口县"), **options}
    return dict(stacked(rows, **options))


def row(part: str = "合格", value: int = 3) -> dict[str, Any]:
    return {"row": "万州区", "part": part, "value": value, "text": f"{value}家"}


def test_axis_has_its_title_with_unit_and_rows_keep_their_order() -> None:
    bars = chart([row()])["layer"][0]["encoding"]
    assert bars["x"]["title"] == "机构（家）"
    assert bars["y"]["scale"]["domain"] == ["万州区", "城口县"]


def test_counts_are_written_in_ink_that_reads_on_their_part() -> None:
    data = chart([row(), row("整改")])["data"]["values"]
    assert [one["ink"] for one in data] == [theme.ink_on(colour) for colour in COLOURS.values()]


def test_a_note_stands_for_a_row_without_parts() -> None:
    note = {"row": "城口县", "end": 0, "note": "没有在册培训机构"}
    assert note in chart([row(), note])["data"]["values"]


def test_a_click_gives_what_is_picked() -> None:
    (chosen,) = chart([row()])["params"]
    assert chosen["name"] == "chosen"
    assert chosen["select"]["fields"] == ["pick"]


def test_height_grows_with_the_rows() -> None:
    many = tuple(f"第{number}区" for number in range(40))
    assert chart([row()], order=many, row_px=17)["height"] == 680
    assert chart([row()], order=("万州区",))["height"] == 60


def test_the_shape_is_designed_once_and_shared() -> None:
    first, second = chart([row()]), chart([row(value=5)])
    assert first["layer"] is second["layer"]
    assert first["data"] != second["data"]


def test_nothing_is_a_chart_without_data() -> None:
    assert chart([])["data"]["values"] == []
