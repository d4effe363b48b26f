"""A store that may not be written is read; as another account, for root may write everywhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.errors import StoreReadOnlyError
from dashboard.paths import ROOT
from dashboard.store.engine import make_engine, reachable, reading
from dashboard.store.sqlite_file import close_to_others, connect
from dashboard.store.state import loading, read_state
from data_loaders.prepare import prepare

NOBODY = 65534
PROGRAM = """
import os, sys
from dashboard.errors import OversightError
from dashboard.store.engine import make_engine
from dashboard.store.models.places import District
from dashboard.store.state import loading, read_state
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
engine = make_engine(f"sqlite:///{sys.argv[1]}")
print(read_state(engine).revision)
try:
    with loading(engine, dataset="production"):
        pass
    print("written")
except OversightError as error:
    print(error.error_id)
try:
    print(read_state(engine).revision)
finally:
    engine.dispose()
"""


@pytest.fixture
def store() -> Iterator[Path]:
    """A production store in a folder that every account may enter."""
    folder = Path(tempfile.mkdtemp())
    path = folder / "store.db"
    engine = make_engine(f"sqlite:///{path}")
    list(prepare(engine))
    engine.dispose()
    yield path
    folder.chmod(0o700)
    shutil.rmtree(folder)


def _as_another(store: Path) -> list[str]:
    """What a program of an account that does not own the store is told of it."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(store)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("folder", "file"),
    [(0o555, 0o444), (0o555, 0o666), (0o777, 0o444)],
    ids=["file and folder", "folder", "file"],
)
@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_store_that_may_not_be_written_is_read(
    store: Path, journal: str, folder: int, file: int
) -> None:
    connection = sqlite3.connect(store)
    connection.execute(f"PRAGMA journal_mode={journal}")
    connection.close()
    store.chmod(file)
    store.parent.chmod(folder)
    content = store.read_bytes()
    assert _as_another(store) == ["1", "store-read-only", "1"]
    assert store.read_bytes() == content


def test_a_store_that_may_not_even_be_read_says_so(store: Path) -> None:
    store.chmod(0o600)
    store.parent.chmod(0o755)
    os.chown(store, 0, 0) if os.geteuid() == 0 else pytest.skip("needs two accounts")
    program = PROGRAM.replace(
        "print(read_state(engine).revision)\ntry:", "try:\n    read_state(engine)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(store)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["store-denied"]


def test_a_store_given_as_read_only_is_read_and_not_written(store: Path) -> None:
    engine = make_engine(f"sqlite:///file:{store}?mode=ro&uri=true")
    assert read_state(engine).revision == 1
    with pytest.raises(StoreReadOnlyError, match="不能写入"), loading(engine, dataset="production"):
        pass
    engine.dispose()


def test_a_store_taken_as_unchanging_is_opened_anew_when_it_changes(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the folder is read-only here and another machine replaces the file."""
    original = sqlite3.connect

    def barred(name: str, **options: object) -> sqlite3.Connection:
        if "immutable" in name:
            return original(name, **options)  # type: ignore[call-overload, no-any-return]
        broken = original(":memory:")
        try:
            broken.execute("ATTACH 'file:/nowhere/store.db?mode=ro' AS other")
        finally:
            broken.close()
        raise AssertionError("a file that is not there was opened")

    monkeypatch.setattr(sqlite3, "connect", barred)
    reader = make_engine(f"sqlite:///{store}")
    assert read_state(reader).revision == 1
    monkeypatch.setattr(sqlite3, "connect", original)
    writer = make_engine(f"sqlite:///{store}")
    with loading(writer, dataset="production"):
        pass
    writer.dispose()
    monkeypatch.setattr(sqlite3, "connect", barred)
    assert read_state(reader).revision == 2
    reader.dispose()


def test_what_is_written_ahead_is_never_passed_over(store: Path) -> None:
    """A file taken as unchanging would be read without what is still beside it."""
    engine = make_engine(f"sqlite:///{store}")
    with loading(engine, dataset="production"):
        pass
    assert Path(f"{store}-wal").stat().st_size > 0
    copy = store.with_name("copy.db")
    for part in ("", "-wal"):
        shutil.copyfile(f"{store}{part}", f"{copy}{part}")
    engine.dispose()
    connection, unchanging = connect(str(copy))
    assert connection.execute("SELECT revision FROM store_state").fetchone() == (2,)
    assert not unchanging
    connection.close()


def test_the_files_of_an_earlier_version_are_closed(store: Path) -> None:
    engine = make_engine(f"sqlite:///{store}")
    with engine.connect():
        parts = [store, *(Path(f"{store}{part}") for part in ("-wal", "-shm"))]
        for part in parts:
            part.chmod(0o644)
        close_to_others(str(store))
        assert {stat.S_IMODE(part.stat().st_mode) for part in parts} == {0o600}
    engine.dispose()


def test_an_error_of_rows_leaves_a_memory_store_open() -> None:
    engine = make_engine("sqlite://")
    with pytest.raises(ZeroDivisionError), reachable(engine):
        raise ZeroDivisionError
    with reading(engine) as session:
        assert session.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()
