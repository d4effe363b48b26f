from typing import Any

from dashboard import theme
from dashboard.charts.bar import bars, columns

ROW = {
    "row": "万州区",
    "pick": "万州区",
    "part": "发现问题",
    "value": 5,
    "total": 5,
    "text": "5项",
    "end": "5项　检查3次",
    "faded": False,
}


def drawn(*rows: dict[str, Any], **options: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "axis": "发现问题（项）",
        "row_title": "区县",
        "colours": {"发现问题": theme.ACCENT},
        "order": ["万州区", "涪陵区"],
    }
    return dict(bars(rows, **given | options))


def test_every_row_keeps_its_line_in_the_order_given() -> None:
    scale = drawn(ROW)["layer"][0]["encoding"]["y"]["scale"]
    assert scale["domain"] == ["万州区", "涪陵区"]


def test_a_click_gives_what_the_row_says() -> None:
    [chosen] = drawn(ROW)["params"]
    assert (chosen["name"], chosen["select"]["fields"]) == ("chosen", ["pick"])


def test_the_texts_at_the_ends_have_room() -> None:
    assert drawn(ROW)["data"]["values"][-1] == {"room": 1.22 * 5}


def test_nothing_but_zeros_still_has_an_axis() -> None:
    assert drawn({**ROW, "value": 0, "total": 0})["data"]["values"][-1] == {"room": 1}


def test_no_layer_keeps_data_of_its_own() -> None:
    assert not any("data" in layer for layer in drawn(ROW)["layer"])


def test_a_legend_appears_only_for_several_parts() -> None:
    assert drawn(ROW)["layer"][0]["encoding"]["color"]["legend"] is None
    several = drawn(ROW, colours={"一般": theme.ACCENT, "重大": theme.NAVY})
    assert several["layer"][0]["encoding"]["color"]["legend"] is not None


def test_months_without_a_row_keep_their_place() -> None:
    spec = columns([], axis="项", colours={"其他": theme.ACCENT}, order=["2024-01", "2024-02"])
    assert spec["encoding"]["x"]["scale"]["domain"] == ["2024-01", "2024-02"]
    assert (spec["encoding"]["x"]["title"], spec["encoding"]["y"]["title"]) == ("月份", "项")


def test_a_few_months_are_not_bars_as_wide_as_the_page() -> None:
    few, many = (
        columns([], axis="项", colours={"其他": theme.ACCENT}, order=[f"{n}" for n in range(count)])
        for count in (3, 36)
    )
    assert few["mark"]["size"] == 28
    assert many["mark"]["width"] == {"band": 0.8}


def test_a_legend_of_many_parts_stands_in_lines_that_a_phone_can_show() -> None:
    for count, columns_ in ((4, 0), (5, 3), (6, 3)):
        colours = {f"渠道{at}": "#111111" for at in range(count)}
        spec = columns([], axis="场次", colours=colours, order=["2024-11"])
        assert spec["encoding"]["color"]["legend"]["columns"] == columns_
