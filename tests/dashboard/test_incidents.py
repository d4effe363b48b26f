import logging
from collections.abc import Iterator
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


def test_numbers_differ(tmp_path: Path) -> None:
    log_to(tmp_path / "oversight.log")
    assert record(ValueError()) != record(ValueError())


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    assert not log_to(in_the_way / "oversight.log")
