from typing import Any

from dashboard import theme
from dashboard.charts.ageing import ageing

TONES = {"已超期": theme.OVERDUE, "未到期": theme.ACCENT}
ORDER = ("超期|>90", "还剩|0–7")
ROWS = [
    {"band": "超期|>90", "tone": "已超期", "value": 3, "text": "3项"},
    {"band": "还剩|0–7", "tone": "未到期", "value": 0, "text": "0项"},
]


def drawn() -> dict[str, Any]:
    return dict(ageing(ROWS, axis="问题（项）", days_axis="距期限（天）", order=ORDER, tones=TONES))


def test_bands_stand_in_the_order_of_time_in_two_lines() -> None:
    for layer in drawn()["layer"][:2]:
        x = layer["encoding"]["x"]
        assert x["scale"]["domain"] == list(ORDER)
        assert x["axis"]["labelExpr"] == "split(datum.label, '|')"
        assert x["title"] == "距期限（天）"


def test_columns_are_coloured_by_meaning_and_named() -> None:
    columns = drawn()["layer"][0]
    colour = columns["encoding"]["color"]
    assert colour["scale"] == {"domain": list(TONES), "range": list(TONES.values())}
    assert columns["encoding"]["y"]["title"] == "问题（项）"


def test_every_column_has_its_count_an_empty_one_too() -> None:
    counts = drawn()["layer"][1]
    assert counts["mark"]["type"] == "text"
    assert counts["transform"] == [{"filter": "isValid(datum.value)"}]
    assert drawn()["data"]["values"][:2] == ROWS


def test_there_is_room_for_the_count_above_the_highest() -> None:
    assert drawn()["data"]["values"][2]["room"] > 3
