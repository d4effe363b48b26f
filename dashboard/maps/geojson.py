"""The rules a boundary file must keep before it is drawn; each failure names file and rule."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from dashboard.errors import BoundaryError

MOST_BYTES: Final = 2_000_000
"""Above this a first visit would fetch megabytes."""
WEST, SOUTH, EAST, NORTH = 104.0, 27.0, 112.0, 34.0
"""Degrees; wider than Chongqing, narrow enough to catch metres and swapped axes."""

Point = tuple[float, float]
"""Longitude and latitude, WGS-84 degrees."""


def read(path: Path) -> dict[str, Any]:
    """Read and check a boundary file: a GeoJSON FeatureCollection of districts in WGS-84 degrees.

    Each feature needs `properties` with `code` and `name` (and may have `label`: [lon, lat]) and a
    Polygon or MultiPolygon.

    Raises:
        BoundaryError: naming the file and the first rule it breaks.
    """
    content = _content(path)
    features = content.get("features")
    if content.get("type") != "FeatureCollection" or not isinstance(features, list) or not features:
        raise _broken(path, "须为含至少一个要素的 FeatureCollection")
    for number, feature in enumerate(features, start=1):
        _check_feature(path, number, feature)
    codes = [feature["properties"]["code"] for feature in features]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise _broken(path, f"区划代码不得重复：{'、'.join(twice)}")
    return content


def rings(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    """Every ring of a Polygon or MultiPolygon, holes included."""
    for polygon in polygons(geometry):
        yield from polygon


def polygons(geometry: dict[str, Any]) -> Iterable[list[list[Point]]]:
    """The polygons of a Polygon or MultiPolygon, each a list of rings, the outer one first."""
    coordinates: Any = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else list(coordinates)


def _content(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _broken(path, f"文件不得超过 {MOST_BYTES // 1_000_000} MB，请先简化边界")
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _broken(path, "文件须能读取") from error
    except ValueError as error:
        raise _broken(path, "须为 UTF-8 编码的 JSON") from error
    if not isinstance(content, dict):
        raise _broken(path, "须为含至少一个要素的 FeatureCollection")
    return content


def _check_feature(path: Path, number: int, feature: Any) -> None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise _broken(path, f"第 {number} 个要素须有 properties")
    for key in ("code", "name"):
        if not isinstance(properties.get(key), str) or not properties[key].strip():
            raise _broken(path, f"第 {number} 个要素须有文本属性 {key}")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise _broken(path, f"{properties['name']}的图形须为 Polygon 或 MultiPolygon，现为 {kind}")
    if not _all_rings_sound(geometry):
        raise _broken(
            path,
            f"{properties['name']}的坐标须为闭合环，经纬度（WGS-84，先经度后纬度），"
            f"经度 {WEST:g}–{EAST:g}、纬度 {SOUTH:g}–{NORTH:g}",
        )
    if "label" in properties and not _is_point(properties["label"]):
        raise _broken(path, f"{properties['name']}的 label 须为 [经度, 纬度]")


def _all_rings_sound(geometry: dict[str, Any]) -> bool:
    """Whether there is a ring, and each is closed, has an area and lies near Chongqing."""
    try:
        found = list(rings(geometry))
        return bool(found) and all(
            len(ring) >= 4 and ring[0] == ring[-1] and all(map(_is_point, ring)) for ring in found
        )
    except (KeyError, IndexError, TypeError):
        return False


def _is_point(point: Any) -> bool:
    try:
        lon, lat = point[:2]
        return bool(WEST <= lon <= EAST and SOUTH <= lat <= NORTH)
    except (TypeError, ValueError, KeyError):
        return False


def _broken(path: Path, rule: str) -> BoundaryError:
    return BoundaryError(f"边界文件 {path.name}：{rule}。")
