"""No test sees the store, the environment or the home of the person who runs the tests."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.paths import DATA, ROOT
from dashboard.store.engine import make_engine
from dashboard.store.state import upgrade
from tests import isolation
from tests.conftest import load_circular_alone

COPIED = ("dashboard", "data_loaders", "pages", "assets", "tests", ".streamlit")
SUBSET = (
    "tests/dashboard/surfaces/screen/test_failure.py",
    "tests/dashboard/test_cli.py::test_what_nobody_foresaw_has_a_number_and_no_trace",
    "tests/dashboard/test_cli.py::test_figures_load_nothing_heavy",
    "tests/dashboard/test_incidents.py",
    "tests/dashboard/test_server.py",
    "tests/dashboard/test_settings.py",
)
"""Tests that serve, run commands in processes of their own, and draw without naming a store."""
SECONDS = 300

PEEKING = """
import contextlib
from dashboard.paths import ROOT

def test_peeks() -> None:
    with contextlib.suppress(Exception):
        (ROOT / "data" / "oversight.db").read_bytes()
"""
LOOKING = "import os, pathlib; print(pathlib.Path.home(), *sorted(os.environ), sep='\\n')"


def test_home_and_variables_are_the_tests_own_in_every_process() -> None:
    told = subprocess.run(
        [sys.executable, "-c", LOOKING], capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert Path(told[0]) == Path.home() == Path(os.environ["OVERSIGHT_TEST_FOLDER"], "home")
    assert DATA.is_relative_to(os.environ["OVERSIGHT_TEST_FOLDER"])
    assert {name for name in told if name.startswith(("OVERSIGHT", "XDG", "PG", "STREAMLIT"))} <= {
        "OVERSIGHT_CHROMIUM",
        "OVERSIGHT_DATABASE_URL",
        "OVERSIGHT_DATA_FOLDER",
        "OVERSIGHT_TEST_FOLDER",
        "OVERSIGHT_TEST_POSTGRES_URL",
        "OVERSIGHT_TEST_REQUIRE",
        "OVERSIGHT_TODAY",
    }


def test_the_users_own_folder_cannot_be_touched_by_any_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = ROOT / "data"
    store = own / "oversight.db"
    monkeypatch.chdir(ROOT)
    for touch in (
        lambda: store.open("rb"),
        lambda: os.open(os.fsencode(store), os.O_WRONLY),
        lambda: Path("assets/../data/oversight.log").write_text("", encoding="utf-8"),
        lambda: sqlite3.connect(store),
        lambda: sqlite3.connect(f"file:{store}?mode=ro", uri=True),
        own.mkdir,  # with exist_ok, a folder that is there would be no error
        lambda: os.listdir(own),
        lambda: store.unlink(),
    ):
        with pytest.raises(PermissionError, match="the user's own files"):
            touch()
        # Taken here, or this test would be failed for it.
        assert len(isolation.touched()) == 1


def test_what_is_not_the_users_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (ROOT / "README.md").read_bytes()
    (tmp_path / "data").mkdir()
    shutil.rmtree(tmp_path)
    assert isolation.touched() == []


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A checkout with a person's healthy store in it, and a home and variables that would harm."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    engine = make_engine(f"sqlite:///{tmp_path / 'data' / 'oversight.db'}")
    upgrade(engine)
    load_circular_alone(engine)
    engine.dispose()
    config = tmp_path / "home" / ".streamlit" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[server\nneither TOML nor a port", encoding="utf-8")
    (tmp_path / "home" / ".pgpass").write_text("*:*:*:*:wrong", encoding="utf-8")
    return tmp_path


def test_tests_pass_beside_a_store_and_leave_it_as_it_was(trap: Path) -> None:
    before = _bytes(trap / "data"), _bytes(trap / "home")
    done = _run(trap, "-n", "1", *SUBSET)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout.splitlines()[-1]
    assert (_bytes(trap / "data"), _bytes(trap / "home")) == before


def test_a_test_that_peeks_fails_although_it_swallows_the_refusal(trap: Path) -> None:
    (trap / "tests" / "test_peeking.py").write_text(PEEKING, encoding="utf-8")
    done = _run(trap, "-n", "0", "tests/test_peeking.py")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "touched the user's own files" in done.stdout


def _run(trap: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run tests of the trapped checkout as its owner would, variables and all."""
    home = trap / "home"
    harmful = {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_DATA_HOME": str(home),
        "OVERSIGHT_DATABASE_URL": f"sqlite:///{trap / 'data' / 'oversight.db'}",
        "OVERSIGHT_DATA_FOLDER": str(trap / "data"),
        "OVERSIGHT_LOG_FILE": str(home / "own.log"),
        "OVERSIGHT_CASE_ROLE": "true",
        "OVERSIGHT_PORT": "none",
        "OVERSIGHT_BOUNDARY_FILE": str(home / "none.geojson"),
        "OVERSIGHT_MAP_APPROVAL_NUMBER": "own",
        "STREAMLIT_SERVER_BASE_URL_PATH": "elsewhere",
        "http_proxy": "http://127.0.0.1:1",
        "PGOPTIONS": "-c search_path=none",
        "LC_ALL": "POSIX",
        "TZ": "Pacific/Apia",
    }
    kept = ("PATH", "TMPDIR", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "OVERSIGHT_TEST_POSTGRES_URL")
    told = {name: os.environ[name] for name in kept if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=trap,
        env={**told, **harmful, "PYTHONPATH": str(trap)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def _bytes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
