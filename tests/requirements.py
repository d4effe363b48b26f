"""What a machine may lack and some tests need: the one way to say so.

Without the thing such a test is skipped, and one sentence at the end of the run tells how many
were. A thing that OVERSIGHT_TEST_REQUIRE names (by its key, several with commas) must be there:
its tests then fail instead.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

_REASON = re.compile(r"(?:Skipped: )?needs (?P<name>[^:]+): (?P<why>.*)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """A thing some tests need."""

    key: str
    """Its name in OVERSIGHT_TEST_REQUIRE."""
    name: str
    remedy: str

    def is_missing(self, why: str) -> NoReturn:
        """End the test that needs it: skipped, or failed where the thing is required."""
        reason = f"needs {self.name}: {why}; {self.remedy}"
        if self.key in required():
            pytest.fail(f"{reason} (OVERSIGHT_TEST_REQUIRE)", pytrace=False)
        pytest.skip(reason)


POSTGRESQL = Requirement(
    key="postgresql", name="PostgreSQL", remedy="set OVERSIGHT_TEST_POSTGRES_URL"
)
CHROMIUM = Requirement(key="chromium", name="Chromium", remedy="set OVERSIGHT_CHROMIUM")
NGINX = Requirement(key="nginx", name="nginx", remedy="on Debian: apt-get install nginx-light")
LIBREOFFICE = Requirement(
    key="libreoffice",
    name="LibreOffice",
    remedy="on Debian: apt-get install libreoffice-calc-nogui",
)
NO_NETWORK = Requirement(
    key="unshare",
    name="a network namespace of its own",
    remedy="run as a user who may `unshare --net`",
)
REQUIREMENTS = (POSTGRESQL, CHROMIUM, NGINX, LIBREOFFICE, NO_NETWORK)


def required() -> frozenset[str]:
    """The keys that OVERSIGHT_TEST_REQUIRE names.

    Raises:
        pytest.UsageError: one of them is none, so that nothing would be required by it.
    """
    told = os.environ.get("OVERSIGHT_TEST_REQUIRE", "")
    named = frozenset(key.strip() for key in told.split(",") if key.strip())
    known = {one.key for one in REQUIREMENTS}
    if named - known:
        unknown = ", ".join(sorted(named - known))
        raise pytest.UsageError(
            f"OVERSIGHT_TEST_REQUIRE names {unknown}; it may name {', '.join(sorted(known))}"
        )
    return named


def chromium() -> Path:
    """Where Chromium is; ends the test where it is not."""
    path = Path(os.environ.get("OVERSIGHT_CHROMIUM", "/usr/bin/chromium"))
    if not path.exists():
        CHROMIUM.is_missing(f"no {path}")
    return path


def nginx() -> Path:
    """Where nginx is; ends the test where it is not."""
    # Debian keeps it where only root's path leads.
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        NGINX.is_missing("no nginx on the path")
    return Path(found)


def libreoffice() -> Path:
    """Where LibreOffice is; ends the test where it is not."""
    found = shutil.which("soffice")
    if found is None:
        LIBREOFFICE.is_missing("no soffice on the path")
    return Path(found)


def without_network() -> tuple[str, ...]:
    """What to put before a command so that it has no network; ends the test where that cannot be.

    The command sees a loopback interface alone, and that is down until it brings it up.
    """
    if (why := _unshare_fails()) is not None:
        NO_NETWORK.is_missing(why)
    return _unshare()


def sentences(reasons: Iterable[str]) -> Iterator[str]:
    """What was skipped, by the reason of every skipped test: a sentence for each missing thing."""
    missing: Counter[str] = Counter()
    whys: dict[str, str] = {}
    elsewhere: Counter[str] = Counter()
    for reason in reasons:
        if found := _REASON.fullmatch(reason):
            missing[found["name"]] += 1
            whys.setdefault(found["name"], " ".join(found["why"].split()))
        else:
            elsewhere[" ".join(reason.removeprefix("Skipped: ").split())] += 1
    for name, count in missing.most_common():
        yield f"{name} is missing: {_tests(count)} skipped ({whys[name]})."
    if elsewhere:
        told = "; ".join(f"{reason} ({count})" for reason, count in elsewhere.most_common())
        yield f"Nothing to test: {_tests(elsewhere.total())} skipped ({told})."


def _unshare() -> tuple[str, ...]:
    # Root needs no namespace of users, which some machines forbid.
    return ("unshare", "--net") if os.geteuid() == 0 else ("unshare", "--map-root-user", "--net")


@cache
def _unshare_fails() -> str | None:
    try:
        done = subprocess.run([*_unshare(), "true"], capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    return None if done.returncode == 0 else done.stderr.strip()


def _tests(count: int) -> str:
    return "1 test" if count == 1 else f"{count} tests"
