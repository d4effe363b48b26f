"""Stores that cannot be used: a page a reader understands, never a trace, and it recovers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from dashboard.navigation import PAGES
from dashboard.store.state import loading
from dashboard.surfaces.screen import resources
from tests.conftest import load_circular_alone
from tests.screen import Screen, screen_on, url_of

TRACE = re.compile(r"Traceback|File \"|line \d+|Error\b|sqlalchemy\.|psycopg\.|\.py\b")


def _says(screen: Screen, *words: str) -> None:
    said = screen.text
    assert len(screen.app.exception) == 0
    assert 'class="failure"' in screen.html
    for word in words:
        assert word in said, said
    assert not TRACE.search(said), said


def test_a_migrated_store_with_nothing_in_it(empty_engine: Engine) -> None:
    with screen_on(url_of(empty_engine)) as screen:
        for page in PAGES:
            _says(
                screen.open(page.path), "oversight init", "数据库尚未初始化", "the store is empty"
            )


def test_a_store_that_does_not_answer() -> None:
    with screen_on("postgresql://reader:Geheim@127.0.0.1:1/oversight") as screen:
        for page in PAGES:
            _says(screen.open(page.path), "无法连接数据库", "cannot be reached", "自动重试")
            assert "Geheim" not in screen.html


def test_a_store_without_tables(tmp_path: Path) -> None:
    with screen_on(f"sqlite:///{tmp_path / 'new.db'}") as screen:
        _says(screen.open(), "oversight init", "run `oversight init`")


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "note.db"
    path.write_text("台账" * 400, encoding="utf-8")
    with screen_on(f"sqlite:///{path}") as screen:
        _says(screen.open(), "该文件不是数据库", "not a database", "OVERSIGHT_DATABASE_URL")


def test_a_setting_that_is_no_address() -> None:
    with screen_on("oversight") as screen:
        _says(screen.open(), "OVERSIGHT_DATABASE_URL", "数据库地址无法识别")


@pytest.mark.parametrize(
    ("version", "said"), [("'9999'", "升级本程序"), ("NULL", "oversight restore")]
)
def test_a_store_of_another_version(empty_engine: Engine, version: str, said: str) -> None:
    load_circular_alone(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
        if version != "NULL":
            connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
    with screen_on(url_of(empty_engine)) as screen:
        _says(screen.open(), said, "the store")


def test_a_store_that_lost_a_table(empty_engine: Engine) -> None:
    load_circular_alone(empty_engine)
    with empty_engine.begin() as connection:
        connection.execute(text("DROP TABLE publicity_activity"))
    with screen_on(url_of(empty_engine)) as screen:
        _says(screen.open("publicity"), "oversight restore")


def test_what_nobody_foresaw_gets_a_number_and_the_log_gets_the_trace(
    empty_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    load_circular_alone(empty_engine)
    _break(empty_engine)
    with screen_on(url_of(empty_engine)) as screen, caplog.at_level(logging.ERROR, "oversight"):
        _says(screen.open(), "页面出错", "事件编号")
        (number,) = re.findall(r"事件编号 (\S+)", screen.text)
    (record,) = [one for one in caplog.records if one.name.startswith("oversight")]
    assert number in record.getMessage()
    assert record.exc_info is not None
    assert "apples" in str(record.exc_info[1])
    assert "apples" not in screen.html


def test_an_incident_that_repeats_keeps_the_number_of_its_trace(
    empty_engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    load_circular_alone(empty_engine)
    _break(empty_engine)
    with screen_on(url_of(empty_engine)) as screen:
        numbers = {re.findall(r"事件编号 (\S+)", screen.open().text)[0] for _ in range(3)}
    assert len(numbers) <= 2  # midnight may fall between two of them
    assert all(any(number in entry.getMessage() for entry in caplog.records) for number in numbers)


def test_the_menu_stays_when_a_page_fails(empty_engine: Engine) -> None:
    with screen_on(url_of(empty_engine)) as screen:
        assert 'class="failure"' in screen.open().html
        assert screen.menu == [page.path for page in PAGES]


def test_a_page_recovers_when_the_store_comes_back(
    empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with screen_on(url_of(empty_engine)) as screen:
        _says(screen.open(), "oversight init")
        load_circular_alone(empty_engine)
        later = monotonic() + 60
        monkeypatch.setattr(resources, "monotonic", lambda: later)
        screen.rerun()
        assert 'class="failure"' not in screen.html
        assert "渝应急办发〔2024〕39号" in screen.text


def test_a_store_that_fails_is_asked_once_by_all_readers(
    empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [monotonic()]
    monkeypatch.setattr(resources, "monotonic", lambda: now[0])
    with screen_on(url_of(empty_engine)) as screen, counted(screen.engine) as statements:
        for _ in range(5):
            _says(screen.open(), "oversight init")
        assert statements() == 1
        now[0] += 3
        for _ in range(5):
            _says(screen.open(), "oversight init")
        assert statements() == 2


def test_a_page_says_so_when_the_store_goes_away(empty_engine: Engine) -> None:
    load_circular_alone(empty_engine)
    with screen_on(url_of(empty_engine)) as screen:
        assert 'class="failure"' not in screen.open().html
        with empty_engine.begin() as connection:
            connection.execute(text("DELETE FROM store_state"))
        _says(screen.rerun(), "oversight init")


def test_a_new_load_is_seen_at_the_next_rerun(empty_engine: Engine) -> None:

    load_circular_alone(empty_engine)
    with screen_on(url_of(empty_engine)) as screen:
        assert "98" in screen.open().text
        with loading(empty_engine, dataset="production") as session:
            session.execute(
                text("UPDATE published_figure SET value = 97 WHERE key = :key"),
                {"key": "review_institutions_total"},
            )
        assert "97家" in screen.rerun().text


@contextmanager
def counted(engine: Engine) -> Iterator[Callable[[], int]]:
    """How many statements the product has sent."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield lambda: len(seen)
    event.remove(engine, "before_cursor_execute", note)


def _break(engine: Engine) -> None:
    """Make the store say something no code expects: a figure in an unknown unit."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE published_figure SET unit = 'apples'"))
