"""Keeps the person who runs the tests out of them: their environment, their home, their store.

`tests/__init__.py` calls `begin` before anything of the product is imported. Processes that a test
starts inherit the environment, xdist's workers included.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

_FOLDER = "OVERSIGHT_TEST_FOLDER"
"""Set where a process of the tests runs already: its folder is used, its environment kept."""
TODAY = date(2026, 11, 26)
"""The day that the product takes for today in every test."""
_KEPT = ("PATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV", "TMPDIR", "TERM", "COLUMNS", "CI")
_KEPT_PREFIXES = ("OVERSIGHT_TEST_", "OVERSIGHT_CHROMIUM", "PYTEST_", "PYTHON", "COV")
_WATCHED = frozenset(
    {
        *("open", "sqlite3.connect", "os.mkdir", "os.listdir", "os.scandir", "os.remove"),
        *("os.rename", "os.chmod", "os.truncate"),
    }
)
_ROOT = Path(__file__).resolve().parents[1]
_OWN = str(_ROOT / "data")
"""Where `make demo` and `oversight init` keep the person's store, log and pictures."""

_touched: list[str] = []


def begin() -> None:
    """Give this process, and those it starts, an environment and a home of the tests' own."""
    if _FOLDER not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="oversight-"))
        atexit.register(_remove, folder, os.getpid())
        kept = {name: value for name, value in os.environ.items() if _is_kept(name)}
        os.environ.clear()
        os.environ.update(kept | _environment(folder))
        time.tzset()
    sys.addaudithook(_watch)


def touched() -> list[str]:
    """What was tried on the person's own folder since the last call."""
    found = list(_touched)
    _touched.clear()
    return found


def _is_kept(name: str) -> bool:
    return name in _KEPT or name.startswith(_KEPT_PREFIXES)


def _environment(folder: Path) -> dict[str, str]:
    home = folder / "home"
    home.mkdir()
    return {
        _FOLDER: str(folder),
        "HOME": str(home),
        # Runs at the same time would clear away each other's files.
        "PYTEST_DEBUG_TEMPROOT": str(folder),
        "LOGNAME": "tester",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        # Nothing answers there: a test that wants a store names its own, and none leaves one here.
        "OVERSIGHT_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "OVERSIGHT_DATA_FOLDER": str(folder / "data"),
        "OVERSIGHT_TODAY": TODAY.isoformat(),
    }


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse whatever would open, make or change something in the person's own folder."""
    if event not in _WATCHED or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    told = os.fsdecode(arguments[0]).removeprefix("file:")
    path = os.path.abspath(told)
    # A bare name may be one in a folder that is open elsewhere, as shutil.rmtree goes about it.
    if told == _OWN or path.startswith(f"{_OWN}{os.sep}"):
        _touched.append(f"{event} {path}")
        raise PermissionError(f"a test must not touch the user's own files: {path}")


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
