"""Which boundaries are drawn on a day: the shipped sketch of 2024 or 2025-11, or the bureau's own.

A boundary file is read and checked once per process (again when it changes on disk).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from dashboard.maps.geojson import Point, polygons, read, rings
from dashboard.paths import ASSETS

FOLDER: Final = ASSETS / "boundaries"
LIANGJIANG_DAY: Final = date(2025, 11, 6)
"""From this day 江北区 and 渝北区 are 两江新区 (500157)."""
CENTRAL_CODES: Final = frozenset(
    {"500157"} | {f"5001{number:02}" for number in (3, 4, 5, 6, 7, 8, 9, 12, 13)}
)
"""The central districts of both editions, which the inset shows."""
SKETCH: Final = "示意图，不作为划界依据"

Scope = Literal["city", "central"]


@dataclass(frozen=True, kw_only=True)
class DistrictShape:
    """One district to draw; `label` is where its name stands, inside it (WGS-84 degrees)."""

    code: str
    name: str
    label: Point
    geometry: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, eq=False)
class Boundary:
    """The districts of one boundary file; each reading of a file is one of its own.

    `exact` is False where the file says so of itself; `note` says in Chinese what is not exact.
    """

    places: tuple[DistrictShape, ...]
    exact: bool
    note: str
    approval_number: str

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes that can be drawn."""
        return frozenset(place.code for place in self.places)

    @property
    def caption(self) -> str:
        """What must stand under the map: its 审图号, or that it is a sketch."""
        if self.approval_number:
            return f"审图号：{self.approval_number}"
        return f"{SKETCH}；{self.note}" if self.note else SKETCH

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north edge in degrees."""
        points = [
            point for place in self.places for ring in rings(dict(place.geometry)) for point in ring
        ]
        lons, lats = [point[0] for point in points], [point[1] for point in points]
        return min(lons), min(lats), max(lons), max(lats)


def boundary_on(
    day: date,
    *,
    scope: Scope = "city",
    own_file: Path | None = None,
    approval_number: str = "",
) -> Boundary:
    """The boundaries in force on `day`, at the detail `scope` needs.

    `own_file` is the bureau's own file; it is used for every day, as only the bureau knows which
    days its 审图号 covers. `approval_number` belongs to that file and is ignored without it.

    Raises:
        BoundaryError: if the file cannot be drawn.
    """
    if own_file is not None:
        return load(own_file, approval_number=approval_number, scope=scope)
    edition = "2025-11" if day >= LIANGJIANG_DAY else "2024"
    prefix = "central" if scope == "central" else "chongqing"
    return load(FOLDER / f"{prefix}-{edition}.geojson")


def load(path: Path, *, approval_number: str = "", scope: Scope = "city") -> Boundary:
    """Read, check and keep a boundary file; `scope="central"` keeps the central districts alone.

    Raises:
        BoundaryError: naming the file and the rule it breaks.
    """
    changed_ns = path.stat().st_mtime_ns if path.exists() else 0
    return _load(path, changed_ns, approval_number.strip(), scope)


@lru_cache(maxsize=8)
def _load(path: Path, changed_ns: int, approval_number: str, scope: Scope) -> Boundary:
    """The file as it was at `changed_ns`, which is in the key so that a new file is read anew."""
    content = read(path)
    places = tuple(_place(feature) for feature in content["features"])
    return Boundary(
        places=tuple(p for p in places if scope == "city" or p.code in CENTRAL_CODES),
        exact=bool(content.get("exact", bool(approval_number))),
        note=str(content.get("note") or ""),
        approval_number=approval_number,
    )


def _place(feature: dict[str, Any]) -> DistrictShape:
    properties, geometry = feature["properties"], feature["geometry"]
    lon, lat = properties.get("label") or _point_inside(geometry)
    return DistrictShape(
        code=properties["code"], name=properties["name"], label=(lon, lat), geometry=geometry
    )


def _point_inside(geometry: dict[str, Any]) -> Point:
    """The middle of the widest west-east chord half-way up the largest polygon."""
    polygon = max(polygons(geometry), key=lambda rings_: abs(ring_area(rings_[0])))
    lats = [point[1] for point in polygon[0]]
    # Off any vertex, so that each edge is crossed once or not at all.
    lat = (min(lats) + max(lats)) / 2 + 1e-7
    crossings = sorted(lon for ring in polygon for lon in _crossings(ring, lat))
    chords = zip(crossings[::2], crossings[1::2], strict=True)
    west, east = max(chords, key=lambda chord: chord[1] - chord[0])
    return (west + east) / 2, lat


def _crossings(ring: list[Point], lat: float) -> list[float]:
    """Longitudes where the ring crosses the parallel `lat`."""
    return [
        a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in zip(ring, ring[1:], strict=False)
        if (a[1] > lat) != (b[1] > lat)
    ]


def ring_area(ring: list[Point]) -> float:
    """Signed area of a closed ring in square degrees, positive when counter-clockwise."""
    pairs = zip(ring, ring[1:], strict=False)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2
