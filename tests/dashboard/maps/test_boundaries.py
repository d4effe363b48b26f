import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.errors import BoundaryError
from dashboard.maps.boundaries import boundary_on, load

SQUARE = [[106.0, 29.0], [107.0, 29.0], [107.0, 30.0], [106.0, 30.0], [106.0, 29.0]]
# A U open to the north: the middle of its box is outside it.
HOLLOW = [
    [106.0, 29.0],
    [107.0, 29.0],
    [107.0, 30.0],
    [106.7, 30.0],
    [106.7, 29.1],
    [106.1, 29.1],
    [106.1, 30.0],
    [106.0, 30.0],
    [106.0, 29.0],
]


def feature(**changes: Any) -> dict[str, Any]:
    properties = {"code": "500106", "name": "沙坪坝区"} | changes.pop("properties", {})
    geometry = {"type": "Polygon", "coordinates": [changes.pop("ring", SQUARE)]}
    return {"type": "Feature", "properties": properties, "geometry": geometry} | changes


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def saved(folder: Path, content: Any, *, name: str = "本局边界.geojson") -> Path:
    path = folder / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2024, 12, 31), 38),
        (date(2025, 11, 5), 38),  # the last day of 江北区 and 渝北区
        (date(2025, 11, 6), 37),
        (date(2026, 11, 1), 37),
    ],
)
def test_edition_in_force_on_the_day(day: date, count: int) -> None:
    assert len(boundary_on(day).places) == count


@pytest.mark.parametrize(("day", "count"), [(date(2025, 11, 5), 9), (date(2025, 11, 6), 8)])
def test_central_scope_has_the_central_districts(day: date, count: int) -> None:
    assert len(boundary_on(day, scope="central").places) == count


def test_sketch_says_that_it_is_one_and_what_it_lacks() -> None:
    assert boundary_on(date(2024, 1, 1)).caption.startswith("示意图，不作为划界依据")
    assert "北碚区互换的镇街未画出" in boundary_on(date(2026, 1, 1)).caption


def test_a_file_is_read_once() -> None:
    assert boundary_on(date(2024, 1, 1)) is boundary_on(date(2023, 1, 1))


def test_own_file_with_approval_number(tmp_path: Path) -> None:
    path = saved(tmp_path, collection(feature()))
    boundary = boundary_on(date(2026, 1, 1), own_file=path, approval_number=" 渝S(2026)001号 ")
    assert boundary.caption == "审图号：渝S(2026)001号"
    assert boundary.codes == {"500106"}
    assert boundary.exact


def test_own_file_without_approval_number_is_a_sketch(tmp_path: Path) -> None:
    path = saved(tmp_path, collection(feature()))
    assert boundary_on(date(2026, 1, 1), own_file=path).caption == "示意图，不作为划界依据"


def test_approval_number_without_own_file_does_not_bless_the_sketch() -> None:
    caption = boundary_on(date(2026, 1, 1), approval_number="渝S(2026)001号").caption
    assert "审图号" not in caption


def test_own_file_in_central_scope_keeps_the_central_districts(tmp_path: Path) -> None:
    outside = feature(properties={"code": "500240", "name": "石柱土家族自治县"})
    path = saved(tmp_path, collection(feature(), outside))
    own = boundary_on(date(2026, 1, 1), scope="central", own_file=path)
    assert own.codes == {"500106"}


def test_own_file_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    path = saved(tmp_path, collection(feature()))
    first = load(path)
    saved(tmp_path, collection(feature(properties={"code": "500107", "name": "九龙坡区"})))
    assert first.codes == {"500106"}
    assert load(path).codes == {"500107"}


def test_label_is_found_inside_when_the_file_has_none(tmp_path: Path) -> None:
    [place] = load(saved(tmp_path, collection(feature(ring=HOLLOW)))).places
    assert place.label == (pytest.approx(106.85), pytest.approx(29.5))


def test_label_of_several_parts_is_in_the_largest(tmp_path: Path) -> None:
    small = [[[105.0, 29.0], [105.1, 29.0], [105.1, 29.1], [105.0, 29.0]]]
    parts = feature(geometry={"type": "MultiPolygon", "coordinates": [small, [SQUARE]]})
    [place] = load(saved(tmp_path, collection(parts))).places
    assert place.label == (pytest.approx(106.5), pytest.approx(29.5))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("{", "JSON"),
        ([], "FeatureCollection"),
        ({"type": "Topology"}, "FeatureCollection"),
        (collection(), "FeatureCollection"),
        (collection(feature(), feature()), "代码不得重复：500106"),
        (collection("nothing"), "第 1 个要素须有 properties"),
        (collection(feature(properties={"code": 500106})), "第 1 个要素须有文本属性 code"),
        (collection(feature(), feature(properties={"name": " "})), "第 2 个要素须有文本属性 name"),
        (collection(feature(geometry=None)), "Polygon 或 MultiPolygon"),
        (
            collection(feature(geometry={"type": "Point", "coordinates": [106, 29]})),
            "现为 Point",
        ),
        (collection(feature(geometry={"type": "Polygon"})), "闭合环"),
        (collection(feature(geometry={"type": "Polygon", "coordinates": []})), "闭合环"),
        (collection(feature(ring=SQUARE[:-1])), "闭合环"),
        (collection(feature(ring=[[lat, lon] for lon, lat in SQUARE])), "先经度后纬度"),
        (collection(feature(ring=[[lon * 1e5, lat * 1e5] for lon, lat in SQUARE])), "WGS-84"),
        (collection(feature(ring=[["a", "b"]] * 4)), "闭合环"),
        (collection(feature(properties={"label": "中间"})), "label"),
        (" " * 2_000_001, "不得超过 2 MB"),
    ],
)
def test_bad_file_names_itself_and_the_rule(tmp_path: Path, content: Any, rule: str) -> None:
    path = saved(tmp_path, content)
    with pytest.raises(BoundaryError) as caught:
        load(path)
    assert "本局边界.geojson" in str(caught.value)
    assert rule in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError, match=r"没有\.geojson：文件须能读取"):
        load(tmp_path / "没有.geojson")
