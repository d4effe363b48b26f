from typing import Any

from dashboard import theme
from dashboard.charts.monthly import monthly

TWO = {"理论": theme.CATEGORICAL[0], "实操": theme.CATEGORICAL[3]}


def chart(colours: dict[str, str]) -> dict[str, Any]:
    rows = [{"month": "2024-01", "part": "理论", "value": None, "text": "—", "thin": True}]
    return dict(monthly(rows, axis="首考合格率（%）", colours=colours))


def test_a_month_without_value_keeps_its_place_and_breaks_the_line() -> None:
    drawn = chart(TWO)
    assert drawn["data"]["values"][0]["value"] is None
    line, *points = drawn["layer"]
    assert "transform" not in line
    assert all(one["transform"][0] == {"filter": "isValid(datum.value)"} for one in points)


def test_thin_months_are_hollow() -> None:
    _, full, hollow = chart(TWO)["layer"]
    assert full["transform"][1] == {"filter": "!datum.thin"}
    assert hollow["mark"]["fill"] == theme.PAPER


def test_one_line_needs_no_legend_and_two_do() -> None:
    one = {"市外": theme.CATEGORICAL[0]}
    assert chart(one)["layer"][0]["encoding"]["color"]["legend"] is None
    assert chart(TWO)["layer"][0]["encoding"]["color"]["legend"] is not None
