"""At a hundred thousand rows a page does no more work than this; counts only, never times.

Lower a ceiling when a page gets cheaper: raising one needs a reason. `python -m tests.bench work`
prints what pages do now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Final

import pytest
from sqlalchemy import Engine

from dashboard.navigation import Page
from tests.bench.large import large_store
from tests.bench.work import A_UNIT, Work, scanned, work_of
from tests.screen import LISTING, Screen, close_screens, screen_on, url_of
from tests.stores import Stores

pytestmark = pytest.mark.xdist_group("bench K")

MOST: Final[Mapping[str, Work]] = {
    "overview": Work(statements=8, rows=850_000, answers=9, bytes=95_000),
    "institutions": Work(statements=6, rows=130_000, answers=5, bytes=120_000),
    "findings-map": Work(statements=7, rows=1_550_000, answers=8, bytes=120_000),
    "rectification": Work(statements=7, rows=1_000_000, answers=10, bytes=190_000),
    "watch": Work(statements=6, rows=305_000, answers=1, bytes=70_000),
    "districts": Work(statements=6, rows=1_060_000, answers=2, bytes=117_000),
    "publicity": Work(statements=5, rows=340_000, answers=6, bytes=100_000),
    "enforcement": Work(statements=7, rows=720_000, answers=8, bytes=120_000),
    "data": Work(statements=1, rows=10, answers=0, bytes=60_000),
}
"""Of the first drawing of a page after a load: about a seventh above what was counted."""

MOST_OF_A_UNIT: Final[Mapping[str, Work]] = {
    "overview": Work(statements=8, rows=520_000, answers=9, bytes=95_000),
    "rectification": Work(statements=7, rows=50_000, answers=10, bytes=165_000),
    "districts": Work(statements=7, rows=720_000, answers=3, bytes=147_000),
    "enforcement": Work(statements=7, rows=240_000, answers=9, bytes=95_000),
}
"""Of a unit looked at on an earlier day."""


@pytest.fixture(scope="module")
def large_engine(stores: Stores) -> Engine:
    return large_store(stores)


@pytest.fixture(scope="module")
def large_screen(large_engine: Engine) -> Iterator[Screen]:
    url = url_of(large_engine)
    with screen_on(url, keep=True, OVERSIGHT_READ_SECONDS="600") as screen:
        yield screen
    close_screens()


@pytest.mark.parametrize("page", LISTING, ids=lambda page: page.path)
def test_the_first_drawing_after_a_load_stays_within_its_ceiling(
    page: Page, large_screen: Screen
) -> None:
    assert _above(work_of(page, large_screen), MOST[page.path]) == {}


@pytest.mark.parametrize("path", MOST_OF_A_UNIT)
def test_a_unit_on_an_earlier_day_stays_within_its_ceiling(path: str, large_screen: Screen) -> None:
    (page,) = (page for page in LISTING if page.path == path)
    assert _above(work_of(page, large_screen, **A_UNIT), MOST_OF_A_UNIT[path]) == {}


def test_rows_are_counted_by_scan(large_engine: Engine) -> None:
    whole = "SELECT count(*) FROM district"
    twice = f"SELECT ({whole}) + ({whole} WHERE id = %(id)s AND name <> %(name)s)"
    with large_engine.connect() as connection:
        connection.exec_driver_sql("SET LOCAL enable_indexscan = off")
        connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        held = connection.exec_driver_sql(whole).scalar_one()
        assert scanned(connection, whole, {}) == held
        assert scanned(connection, twice, {"id": 1, "name": "x"}) == 2 * held
        assert scanned(connection, "SHOW work_mem", {}) == 0


def _above(found: Work, most: Work) -> dict[str, tuple[int, int]]:
    """What was counted and what may be, where it is more."""
    ceilings = asdict(most)
    return {
        name: (count, ceilings[name])
        for name, count in asdict(found).items()
        if count > ceilings[name]
    }
