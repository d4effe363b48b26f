"""A new state of the store is prepared before readers see it, and then costs no question."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from dashboard import preparing
from dashboard.errors import StoreUnreachableError
from dashboard.navigation import PAGES
from dashboard.surfaces.screen import resources
from tests.conftest import load_circular_alone
from tests.handed_in import PUBLICITY, changed, put, sheet, sheets
from tests.screen import LISTING, Screen, screen_on, url_of
from tests.stores import Stores


@pytest.fixture
def screen(stores: Stores, monkeypatch: pytest.MonkeyPatch) -> Iterator[Screen]:
    """A reader of a small store of one's own, whose states are prepared."""
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    monkeypatch.setattr(preparing, "_LONG", math.inf)
    with stores.fresh("sqlite") as engine:
        load_circular_alone(engine)
        put(engine, sheets())
        with screen_on(url_of(engine)) as screen:
            resources.revision_cache(screen.url).is_prepared = True
            preparing.prepare_newest()
            yield screen


def _load(screen: Screen) -> None:
    """A district hands in one activity more."""
    put(
        screen.engine, [sheet("publicity", changed(PUBLICITY, 0, 名称="又一场", 日期="2024-10-09"))]
    )


@contextmanager
def _statements(engine: Engine) -> Iterator[list[str]]:
    told: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        told.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield told
    event.remove(engine, "before_cursor_execute", note)


def _reach(screen: Screen, **query: str) -> str:
    return screen.open("publicity", **query).text


def test_pages_go_on_as_they_were_until_the_load_is_prepared(screen: Screen) -> None:
    before = _reach(screen)
    _load(screen)
    assert _reach(screen) == before
    preparing.prepare_newest()
    assert _reach(screen) != before


def test_of_what_is_prepared_the_store_is_asked_nothing(screen: Screen) -> None:
    _load(screen)
    preparing.prepare_newest()
    for page in LISTING:
        with _statements(screen.engine) as told:
            screen.open(page.path)
        assert len(told) == 1, f"{page.path} asks more than how new the store is"


def test_the_first_page_of_every_unit_is_prepared(screen: Screen) -> None:
    with _statements(screen.engine) as told:
        screen.open(PAGES[0].path, district="500112")
    assert len(told) == 1


def test_what_takes_long_is_prepared_for_every_unit(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "_LONG", 0)
    _load(screen)
    preparing.prepare_newest()
    for page in LISTING:
        with _statements(screen.engine) as told:
            screen.open(page.path, district="500112")
        assert len(told) == 1, page.path


def test_what_was_not_asked_before_is_told_of_the_new_state(screen: Screen) -> None:
    before = _reach(screen)
    asked = _reach(screen, district="500112")
    _load(screen)
    _reach(screen, **{"from": "2024-02-03", "to": "2024-11-05"})
    screen.app.query_params.clear()
    changed = screen.rerun().text
    assert changed != before
    # This reader goes on with the new state, and others still see the one before.
    assert _reach(screen) == before
    assert _reach(screen, district="500112") == asked


def test_an_error_while_preparing_keeps_nobody_from_the_new_state(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _reach(screen)
    _load(screen)
    monkeypatch.setattr(preparing, "prepare", _fail)
    with pytest.raises(ZeroDivisionError):
        preparing.prepare_newest()
    assert _reach(screen) != before


def _fail(*_given: Any, **_named: Any) -> None:
    raise ZeroDivisionError


def test_the_thread_outlives_a_store_that_goes_away_and_records_what_is_not_foreseen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    errors: list[Exception] = [StoreUnreachableError("无", "none"), ZeroDivisionError()]
    recorded: list[Exception] = []

    def newest() -> None:
        raise errors.pop(0) if errors else SystemExit

    monkeypatch.setattr(preparing, "prepare_newest", newest)
    monkeypatch.setattr(preparing, "record", recorded.append)
    monkeypatch.setattr(preparing, "_LOOK_SECONDS", 0)
    with pytest.raises(SystemExit):
        preparing._go()
    assert [type(one) for one in recorded] == [ZeroDivisionError]


_AT_THE_START = """
import sys
from dashboard import server

class Server:
    def run(self, sockets):
        print(*sorted({"pandas", "altair", "pages.overview", "pages.data"} & set(sys.modules)))

server._uvicorn = lambda app: Server()
server.serve(host="127.0.0.1", port=0, say=print)
"""


def test_what_pages_are_drawn_with_is_loaded_before_anybody_is_served(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _AT_THE_START],
        env={**os.environ, "OVERSIGHT_LOG_FILE": str(tmp_path / "oversight.log")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split()[:4] == ["altair", "pages.data", "pages.overview", "pandas"]
