from __future__ import annotations

from typing import Any

from dashboard import theme
from dashboard.charts.control import ROLES, control

ROWS: list[dict[str, Any]] = [
    {"month": "2024-05", "role": "baseline", "value": 78.0, "centre": 79.1, "low": 65.0,
     "high": 91.0, "text": "78.0%（78/100）"},
    {"month": "2024-06", "role": "flagged", "value": 96.7, "centre": 79.1, "low": 64.0,
     "high": 92.0, "text": "96.7%（87/90）"},
]  # fmt: skip


def drawn(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return dict(control(rows, axis="合格率（%）", colour=theme.ALERT["橙"]))


def _points(spec: dict[str, Any]) -> dict[str, Any]:
    (points,) = (one for one in spec["layer"] if one["mark"]["type"] == "point")
    return dict(points["encoding"])


def test_roles_are_told_by_word_colour_and_shape() -> None:
    encoding = _points(drawn(ROWS))
    assert encoding["color"]["scale"]["domain"] == ["提示月份", "基线月份"]
    assert encoding["color"]["scale"]["range"] == [theme.ALERT["橙"], theme.NAVY]
    assert encoding["shape"]["scale"]["range"] == ["diamond", "circle"]


def test_only_roles_that_are_there_stand_in_the_legend() -> None:
    assert _points(drawn(ROWS[:1]))["color"]["scale"]["domain"] == ["基线月份"]
    assert len(ROLES) == 6


def test_no_rows_are_no_months() -> None:
    assert drawn([])["data"]["values"] == []


def test_counts_begin_at_nought() -> None:
    spec = control(ROWS, axis="班次", colour=theme.MUTED, whole=True)
    encoding = _points(dict(spec))["y"]
    assert encoding["scale"]["zero"] is True
    assert encoding["axis"]["tickMinStep"] == 1


def test_the_centre_and_the_limits_are_lines_of_their_own() -> None:
    fields = [one["encoding"]["y"]["field"] for one in drawn(ROWS)["layer"]]
    assert fields == ["low", "high", "centre", "value", "value"]
