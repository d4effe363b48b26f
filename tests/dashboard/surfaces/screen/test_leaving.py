"""Over the real socket: a reader who leaves stops what the store still does for them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.surfaces.screen.leaving import departure
from tests.conftest import load_circular_alone
from tests.reader import reader_at
from tests.screen import url_of
from tests.serving import served
from tests.slow import SLOW

_SLOW_PAGE = """
from pathlib import Path
from sqlalchemy import text
from dashboard.sections import section
folder = Path({folder!r})
def slow(session, questions):
    (folder / "begun").touch()
    try:
        session.execute(text({statement!r}))
    except Exception as error:
        (folder / "ended").write_text(str(error))
        raise
section.measure = slow
"""
_SECONDS = 60


@contextmanager
def _slow(engine: Engine, folder: Path) -> Iterator[str]:
    """The product served, its figures taking hours."""
    load_circular_alone(engine)
    first = _SLOW_PAGE.format(folder=str(folder), statement=SLOW[engine.dialect.name])
    log = str(folder / "oversight.log")
    with served(url_of(engine), first=first + _ASKS_NOTHING, log_file=log) as url:
        yield url


_ASKS_NOTHING = """
from dashboard import preparing, server
server.WARM_UP = server.HEALTH
preparing.begin = lambda: None
"""
"""The server would ask for a page by itself, and nobody leaves whom it waits for."""


def _appears(path: Path) -> None:
    give_up = time.monotonic() + _SECONDS
    while not path.exists():
        if time.monotonic() > give_up:
            pytest.fail(f"{path.name} never came")
        time.sleep(0.05)


def test_one_who_goes_away_stops_their_statement(empty_engine: Engine, tmp_path: Path) -> None:
    with _slow(empty_engine, tmp_path) as url:
        with reader_at(url) as reader:
            reader.ask("overview")
            _appears(tmp_path / "begun")
            assert not (tmp_path / "ended").exists()
        _appears(tmp_path / "ended")
    log = tmp_path / "oversight.log"
    assert not log.exists() or "incident" not in log.read_text(encoding="utf-8")


def test_one_who_asks_for_another_page_stops_the_old_ones_statement(
    empty_engine: Engine, tmp_path: Path
) -> None:
    with _slow(empty_engine, tmp_path) as url, reader_at(url) as reader:
        reader.ask("overview")
        _appears(tmp_path / "begun")
        reader.draw("data-import")
        _appears(tmp_path / "ended")
        assert "数据导入" in reader.html
        assert 'class="failure"' not in reader.html


def test_without_a_session_nobody_leaves() -> None:
    assert departure()() is False
