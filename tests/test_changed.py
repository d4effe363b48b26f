"""Which tests `make quick` runs, and that the targets of the Makefile are told of."""

from __future__ import annotations

import re
import subprocess

from dashboard.paths import ROOT
from tests.changed import mirrors

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_a_modules_tests_are_those_that_mirror_it() -> None:
    found = mirrors(["dashboard/clock.py", "tests/dashboard/test_clock.py", "README.md"])
    assert found.count("tests/dashboard/test_clock.py") == 1
    assert len(found) == len(mirrors([])) + 1


def test_what_holds_for_the_whole_tree_always_runs_and_what_is_gone_does_not() -> None:
    assert mirrors(["dashboard/gone.py", "tests/dashboard/test_gone.py"]) == mirrors([])
    assert "tests/test_architecture.py" in mirrors([])


def test_every_target_says_what_it_is_for() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    told = subprocess.run(
        ["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {line.split()[1] for line in told.stdout.splitlines()} == set(phony.split())
    assert all(len(line.split()) > 3 for line in told.stdout.splitlines())


def test_a_migration_without_a_name_is_not_written() -> None:
    done = subprocess.run(
        ["make", "-s", "-o", ".venv/run.stamp", "migration"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode
    assert done.stdout.startswith("make migration NAME=")


def test_the_hook_runs_a_target_that_is_there() -> None:
    hook = (ROOT / ".ci" / "hooks" / "pre-commit").read_text(encoding="utf-8")
    (target,) = re.findall(r"make (\w+)$", hook, re.MULTILINE)
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)
