from typing import Any

from dashboard import theme
from dashboard.charts.survival import survival

COLOURS = {"问题：一半9天": theme.NAVY, "整改书：一半未达到": theme.ACCENT}
ROWS = [
    {"group": "问题：一半9天", "day": 0, "value": 100, "low": 100, "high": 100, "text": "100.0%"},
    {"group": "问题：一半9天", "day": 9, "value": 40, "low": 20, "high": 60, "text": "40.0%"},
    {"group": "问题：一半9天", "half": 9},
]


def drawn(**wanted: Any) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "axis": "仍未销号（%）",
        "days_axis": "第几天",
        "colours": COLOURS,
        "horizon": 180,
    }
    return dict(survival(ROWS, **{**asked, **wanted}))


def layers(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for part in spec["layer"] for one in (layers(part) if "layer" in part else [part])]


def marks(spec: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in layers(spec) if one["mark"]["type"] == kind]


def test_a_curve_falls_in_steps_that_hold_until_the_next() -> None:
    (line,) = marks(drawn(), "line")
    (band,) = marks(drawn(), "area")
    assert line["mark"]["interpolate"] == band["mark"]["interpolate"] == "step-after"
    assert line["encoding"]["y"]["scale"]["domain"] == [0, 100]
    assert line["encoding"]["x"]["scale"]["domain"] == [0, 180]


def test_axes_have_titles_with_units() -> None:
    (line,) = marks(drawn(), "line")
    assert line["encoding"]["x"]["title"] == "第几天"
    assert line["encoding"]["y"]["title"] == "仍未销号（%）"


def test_the_half_is_drawn_and_the_legend_names_the_curves() -> None:
    spec = drawn()
    assert {"at": 50.0} in spec["data"]["values"]
    assert marks(spec, "rule")
    (line,) = marks(spec, "line")
    assert line["encoding"]["color"]["scale"]["domain"] == list(COLOURS)


def test_a_group_that_never_comes_down_has_no_mark_at_the_half() -> None:
    medians = [one for one in marks(drawn(), "point") if one["encoding"]["x"]["field"] == "half"]
    assert len(medians) == 1
    assert {"filter": "isValid(datum.half)"} in medians[0]["transform"]


def test_the_shape_is_kept_and_only_its_data_change() -> None:
    assert drawn()["layer"] is drawn()["layer"]
    assert drawn(horizon=90)["layer"] is not drawn()["layer"]
