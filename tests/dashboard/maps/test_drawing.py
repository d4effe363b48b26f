import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.maps.boundaries import CENTRAL_CODES, Scope, boundary_on, load
from dashboard.maps.drawing import drawing

OLD, NEW = date(2024, 12, 31), date(2025, 12, 31)


def planes(day: date = OLD) -> dict[str, Any]:
    city, central = (boundary_on(day, scope=scope) for scope in SCOPES)
    content: dict[str, Any] = json.loads(drawing(city=city, central=central))
    return content


SCOPES: tuple[Scope, Scope] = ("city", "central")


def points(path: str) -> list[list[tuple[int, int]]]:
    """The rings of a path, point by point."""
    rings = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([-\d ]*)z", path):
        x, y = map(int, start.split())
        ring = [(x, y)]
        numbers = [int(one) for one in steps.split()]
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            ring.append((x, y))
        rings.append(ring)
    return rings


def own_file(folder: Path, *codes: str) -> Path:
    """A boundary file of squares, with things in it that are nobody's business."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": f"区{at}", "remark": "内部"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [
                        [106 + at, 29],
                        [107 + at, 29],
                        [107 + at, 30],
                        [106 + at, 30],
                        [106 + at, 29],
                    ],
                    [
                        [106.4 + at, 29.4],
                        [106.6 + at, 29.4],
                        [106.6 + at, 29.6],
                        [106.4 + at, 29.4],
                    ],
                ],
            },
        }
        for at, code in enumerate(codes)
    ]
    path = folder / "own.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "author": "张三", "features": features}),
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("day", [OLD, NEW])
@pytest.mark.parametrize("scope", SCOPES)
def test_every_district_is_drawn_within_the_drawing(day: date, scope: Scope) -> None:
    plane = planes(day)[scope]
    wide, high = plane["size"]
    boundary = boundary_on(day, scope=scope)
    assert [code for code, *_ in plane["places"]] == [one.code for one in boundary.places]
    for _, x, y, path, _ in plane["places"]:
        assert 0 < x < wide
        assert 0 < y < high
        for ring in points(path):
            assert all(0 < right < wide and 0 < down < high for right, down in ring)


def test_a_path_that_is_written_in_steps_ends_where_the_boundary_does() -> None:
    # Each step is between whole units, so that rounding never adds up.
    boundary = boundary_on(OLD)
    west, _, east, _ = boundary.bounds
    wide = planes()["city"]["size"][0] - 360
    place = boundary.places[0]
    [ring] = points(planes()["city"]["places"][0][3])
    lons = [point[0] for point in place.geometry["coordinates"][0]]
    drawn = [west + (x - 180) / wide * (east - west) for x, _ in ring]
    assert max(drawn) == pytest.approx(max(lons), abs=0.001)
    assert min(drawn) == pytest.approx(min(lons), abs=0.001)
    assert drawn[-1] == pytest.approx(lons[-2], abs=0.001)


def test_neighbours_share_their_edges() -> None:
    edges: dict[frozenset[tuple[int, int]], int] = {}
    for _, _, _, path, _ in planes()["city"]["places"]:
        for ring in points(path):
            for pair in zip(ring, [*ring[1:], ring[0]], strict=True):
                edges[frozenset(pair)] = edges.get(frozenset(pair), 0) + 1
    # The outer edge of the whole is drawn once, all else by both neighbours.
    assert set(edges.values()) == {1, 2}
    assert sum(count == 2 for count in edges.values()) > sum(count == 1 for count in edges.values())


def test_north_is_up_and_east_is_right() -> None:
    places = {code: (x, y) for code, x, y, *_ in planes()["city"]["places"]}
    chengkou, xiushan, rongchang = places["500229"], places["500241"], places["500153"]
    assert chengkou[1] < xiushan[1]
    assert rongchang[0] < xiushan[0]


def test_names_of_the_central_districts_stand_in_their_own_plane() -> None:
    named = {
        scope: {one[0] for one in plane["places"] if one[4]} for scope, plane in planes().items()
    }
    assert len(named["city"]) == 29
    assert not named["city"] & CENTRAL_CODES
    assert named["central"] == CENTRAL_CODES - {"500157"}


def test_a_file_without_central_districts_has_one_plane_with_all_names(tmp_path: Path) -> None:
    path = own_file(tmp_path, "500101")
    content = json.loads(drawing(city=load(path), central=load(path, scope="central")))
    assert set(content) == {"city"}
    assert [one[4] for one in content["city"]["places"]] == [1]


def test_holes_are_drawn_and_nothing_else_of_a_file_is_told(tmp_path: Path) -> None:
    path = own_file(tmp_path, "500101", "500103")
    told = drawing(city=load(path), central=load(path, scope="central")).decode()
    assert len(points(json.loads(told)["city"]["places"][0][3])) == 2
    assert "内部" not in told
    assert "张三" not in told
    assert "区0" not in told


@pytest.mark.parametrize("day", [OLD, NEW])
def test_shapes_are_small_and_the_same_each_time(day: date) -> None:
    city, central = (boundary_on(day, scope=scope) for scope in SCOPES)
    told = drawing(city=city, central=central)
    assert told == drawing(city=city, central=central)
    assert len(told) <= 40_000
