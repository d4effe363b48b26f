"""The tests of what has changed since the last commit: `python -m tests.changed` runs them.

A module's tests are those that mirror it. What the whole tree is held to (form of the packages,
documents, wording) always runs; more arguments go to pytest.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

import pytest

from dashboard.paths import ROOT

_ALWAYS = ("tests/test_architecture.py", "tests/test_docs.py", "tests/test_wording.py")


def mirrors(changed: Iterable[str]) -> list[str]:
    """The test files to run for changed files, both by their path in the tree, each once."""
    found = dict.fromkeys((*_ALWAYS, *(test for name in changed for test in _tests(name))))
    return [name for name in found if (ROOT / name).is_file()]


def _tests(name: str) -> Iterator[str]:
    path = PurePosixPath(name)
    if path.suffix != ".py":
        return
    if path.name.startswith("test_"):
        yield name
    elif path.parts[0] != "tests":
        yield str(PurePosixPath("tests") / path.with_name(f"test_{path.name}"))


def _changed() -> list[str]:
    listed = (
        "git",
        "-C",
        str(ROOT),
        "status",
        "--porcelain",
        "--untracked-files=all",
        "--no-renames",
    )
    told = subprocess.run(listed, capture_output=True, text=True, check=True)
    return [line[3:].strip('"') for line in told.stdout.splitlines()]


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", *mirrors(_changed()), *sys.argv[1:]]))
