"""Servers as processes of their own: started, waited for, their memory told, and stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dashboard.paths import ROOT

_START_SECONDS = 120
_REST_SECONDS = 1_800
_LOOK_SECONDS = 6
_IDLE_TICKS = 30
"""Of 6 s; looking every second whether there was a load takes a few."""
_HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Served:
    """A server that answers."""

    port: int
    group: int

    def megabytes(self) -> float:
        """Memory of all its processes, what they share counted in each."""
        told = subprocess.run(
            ["ps", "-o", "rss=", "-g", str(self.group)], capture_output=True, text=True, check=True
        )
        return sum(int(line) for line in told.stdout.split()) / 1024

    def rest(self) -> None:
        """Wait until it does nothing of its own any more, as preparing what was loaded."""
        give_up = time.monotonic() + _REST_SECONDS
        before, now = -1, self._ticks()
        while now - before > _IDLE_TICKS and time.monotonic() < give_up:
            time.sleep(_LOOK_SECONDS)
            before, now = now, self._ticks()

    def _ticks(self) -> int:
        """Hundredths of a second that its processes have worked."""
        told = subprocess.run(["pgrep", "-g", str(self.group)], capture_output=True, text=True)
        stats = (Path(f"/proc/{one}/stat") for one in told.stdout.split())
        found = [one.read_text().rpartition(")")[2].split() for one in stats if one.exists()]
        return sum(int(one[11]) + int(one[12]) for one in found)


@contextmanager
def product(url: str) -> Iterator[Served]:
    """The dashboard over a store, as `oversight serve` serves it."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "OVERSIGHT_DATABASE_URL": url,
            "OVERSIGHT_LOG_FILE": str(Path(folder) / "oversight.log"),
        }
        command = ["-c", "from dashboard.cli import main; main()", "serve", "--port", "{port}"]
        with _served(command, environment, health="/_stcore/health") as served:
            yield served


@contextmanager
def lean_streamlit(url: str) -> Iterator[Served]:
    """The lean Streamlit page of equal content over a store."""
    options = {
        "server.port": "{port}",
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "server.fileWatcherType": "none",
    }
    given = [word for name, value in options.items() for word in (f"--{name}", value)]
    command = ["-m", "streamlit", "run", str(_HERE / "lean_streamlit.py"), *given]
    with _served(command, {"BENCH_URL": url}, health="/_stcore/health") as served:
        yield served


@contextmanager
def lean_dash(url: str) -> Iterator[Served]:
    """The same as a Dash page."""
    command = ["-m", "tests.bench.lean_dash", "{port}"]
    with _served(command, {"BENCH_URL": url}, health="/_dash-layout") as served:
        yield served


@contextmanager
def _served(
    command: Sequence[str], environment: Mapping[str, str], *, health: str
) -> Iterator[Served]:
    port = _free_port()
    words = [sys.executable, *(word.replace("{port}", str(port)) for word in command)]
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    process = subprocess.Popen(
        words,
        env={**os.environ, **environment, "PYTHONPATH": paths},
        cwd=tempfile.gettempdir(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(process, f"http://127.0.0.1:{port}{health}")
        yield Served(port=port, group=process.pid)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    give_up = time.monotonic() + _START_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
