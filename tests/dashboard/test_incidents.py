import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dashboard.incidents import log_to, record


@pytest.fixture(autouse=True)
def _same_handlers() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in ("", "oversight", "streamlit", "uvicorn")]
    before = [list(logger.handlers) for logger in loggers]
    yield
    for logger, handlers in zip(loggers, before, strict=True):
        for handler in set(logger.handlers) - set(handlers):
            logger.removeHandler(handler)
            handler.close()


def test_the_trace_is_in_the_log_under_its_number(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "oversight.log"
    assert log_to(path)
    try:
        raise ValueError("谁也没想到")
    except ValueError as error:
        number = record(error)
    logged = path.read_text(encoding="utf-8")
    assert number in logged
    assert "Traceback" in logged
    assert "谁也没想到" in logged


def test_numbers_differ_by_origin_and_by_day_and_by_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "oversight.log"
    log_to(path)
    now = datetime(2025, 1, 15, 12, tzinfo=UTC)
    first, again = (record(_raised("一"), now=now), record(_raised("二"), now=now))
    assert first == again
    assert first != record(_raised_elsewhere(), now=now)
    assert first != record(_raised("一"), now=now + timedelta(days=1))


def test_who_is_told_a_number_finds_its_trace_however_often_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "oversight.log"
    log_to(path)
    numbers = {record(_raised(f"第{at}次")) for at in range(1_000)}
    logged = path.read_text(encoding="utf-8")
    assert len(numbers) <= 2  # midnight may fall between two of them
    assert logged.count("Traceback") == len(numbers)
    assert all(f"incident {number}\n| Traceback" in logged for number in numbers)
    assert len(logged.splitlines()) < 60


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    assert not log_to(in_the_way / "oversight.log")


def _raised(words: str) -> Exception:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def _raised_elsewhere() -> Exception:
    try:
        raise ValueError("一")
    except ValueError as error:
        return error
