"""The shapes are served at the address of their content, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.maps.boundaries import boundary_on
from dashboard.settings import settings
from dashboard.web import map_files
from tests.apart import apart
from tests.dashboard.maps.test_drawing import own_file

OLD, NEW = date(2024, 12, 31), date(2025, 12, 31)


@pytest.fixture(autouse=True)
def another_server() -> Iterator[None]:
    """A server that has told nobody an address yet."""
    map_files._SENT.clear()
    settings.cache_clear()
    yield
    map_files._SENT.clear()
    settings.cache_clear()


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Sets the bureau's own boundary file, of squares with these codes."""

    def put(*codes: str) -> None:
        path = own_file(tmp_path, *codes)
        monkeypatch.setenv("OVERSIGHT_BOUNDARY_FILE", str(path))
        settings.cache_clear()

    return put


def get(address: str) -> Any:
    client = TestClient(Starlette(routes=list(map_files.ROUTES)))
    return apart(lambda: client.get(f"/{address}"))


def test_each_edition_has_an_address_of_its_own() -> None:
    assert map_files.shapes_on(OLD).address != map_files.shapes_on(NEW).address
    assert map_files.shapes_on(OLD) is map_files.shapes_on(date(2020, 1, 1))


@pytest.mark.parametrize("day", [OLD, NEW])
def test_shapes_are_served_by_a_server_that_has_not_told_of_them(day: date) -> None:
    address = map_files.shapes_on(day).address
    map_files._SENT.clear()
    answer = get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    codes = {one[0] for one in answer.json()["city"]["places"]}
    assert codes == boundary_on(day).codes


def test_the_script_is_served() -> None:
    answer = get(map_files.SCRIPT.address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    for forbidden in ("innerHTML", "eval(", "new Function", "insertAdjacentHTML"):
        assert forbidden not in answer.text


@pytest.mark.parametrize("digest", ["0123456789ab", "..", "own", ""])
def test_no_other_address_is_answered(digest: str) -> None:
    assert get(f"own/map.{digest}.json").status_code == 404


def test_the_bureaus_own_shapes_are_served_and_nothing_else_of_its_file(
    own: Callable[..., None],
) -> None:
    own("500101", "500103")
    sketch = map_files.shapes_on(OLD)
    assert sketch is map_files.shapes_on(NEW)
    map_files._SENT.clear()
    answer = get(sketch.address)
    assert answer.status_code == 200
    assert [one[0] for one in answer.json()["city"]["places"]] == ["500101", "500103"]
    assert "内部" not in json.dumps(answer.json(), ensure_ascii=False)


def test_the_sketch_is_not_served_where_the_bureau_has_its_own(own: Callable[..., None]) -> None:
    sketch = map_files.shapes_on(OLD).address
    map_files._SENT.clear()
    own("500101")
    assert get(sketch).status_code == 404


def test_pages_that_show_a_file_since_replaced_still_get_it(own: Callable[..., None]) -> None:
    before = map_files.shapes_on(OLD).address
    own("500101")
    assert map_files.shapes_on(OLD).address != before
    assert get(before).status_code == 200


def test_a_file_that_cannot_be_drawn_is_not_found(own: Callable[..., None], tmp_path: Path) -> None:
    own("500101")
    (tmp_path / "own.geojson").write_text("{}", encoding="utf-8")
    assert get("own/map.0123456789ab.json").status_code == 404
