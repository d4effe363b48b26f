"""Nobody but the account that runs the program can read what it writes."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import private
from dashboard.commands import ledgers
from dashboard.incidents import close_to_others, log_to
from dashboard.store.engine import make_engine
from dashboard.store.state import upgrade


@pytest.fixture(autouse=True)
def _generous_mask() -> Iterator[None]:
    """What the system takes from no file by itself, so that it is us who take it."""
    before = os.umask(0)
    yield
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_are_private_and_those_there_stay(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    private.make_folder(tmp_path / "data" / "backups")
    assert _mode(tmp_path / "data") == _mode(tmp_path / "data" / "backups") == 0o700
    assert _mode(tmp_path) == 0o755


def test_a_store_and_what_sqlite_puts_beside_it_are_private(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'data' / 'store.db'}")
    upgrade(engine)
    with engine.connect():
        found = {path.name: _mode(path) for path in (tmp_path / "data").iterdir()}
    engine.dispose()
    assert found == {"store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600}
    assert _mode(tmp_path / "data") == 0o700


def test_the_log_and_what_it_becomes_are_private(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "oversight.log"
    root = logging.getLogger()
    before = list(root.handlers)
    assert log_to(path)
    (handler,) = set(root.handlers) - set(before)
    for _ in range(3):
        handler.emit(logging.LogRecord("oversight", logging.ERROR, "", 0, "某事", None, None))
        handler.doRollover()  # type: ignore[attr-defined]
    for name in ("", "streamlit", "uvicorn"):
        logging.getLogger(name).removeHandler(handler)
    handler.close()
    found = {one.name: _mode(one) for one in path.parent.iterdir()}
    assert set(found) >= {"oversight.log.1", "oversight.log.2"}
    assert set(found.values()) == {0o600}


def test_the_log_of_an_earlier_version_is_closed_with_its_older_files(tmp_path: Path) -> None:
    log = tmp_path / "oversight.log"
    for path in (log, tmp_path / "oversight.log.1"):
        path.touch(mode=0o644)
    close_to_others(log)
    assert {_mode(path) for path in tmp_path.iterdir()} == {0o600}


def test_what_a_command_writes_is_private(tmp_path: Path) -> None:
    ledgers._write(tmp_path / "out" / "模板.xlsx", b"content")
    assert _mode(tmp_path / "out" / "模板.xlsx") == 0o600
    assert _mode(tmp_path / "out") == 0o700


def test_no_file_is_written_but_privately() -> None:
    """Every way of writing a file that would leave its mode to the system is found here."""
    from tests.sources import sources

    by_hand = (
        "data_loaders/",
        "dashboard/demo/",
        "dashboard/builders/",
        "dashboard/documents.py",
    )  # assets and documents are public
    writing = {
        one.name
        for one in sources()
        for _, name in one.calls()
        if name.rpartition(".")[2] in {"write_bytes", "write_text", "mkdir"}
        and not one.name.startswith(by_hand)
    }
    assert writing == {"dashboard/private.py"}


def test_a_file_of_another_account_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "shared.db"
    path.touch(mode=0o644)
    monkeypatch.setattr("dashboard.private.os.geteuid", lambda: path.stat().st_uid + 1)
    private.close_to_others(path)
    assert _mode(path) == 0o644
