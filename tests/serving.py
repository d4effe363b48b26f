"""The product served as `oversight serve` serves it, in a process of its own."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

_SECONDS = 60


@contextmanager
def served(
    database_url: str, *, port: int | None = None, first: str = "", **settings: str
) -> Iterator[str]:
    """The product as `oversight serve` serves it, on a free port of this machine.

    Args:
        database_url: The store.
        port: Another port than a free one.
        first: Done by the server before it starts, as to break something in it.
        settings: More settings by name, as `base_path`.
    """
    port = port or free_port()
    code = f"{first}\nfrom dashboard.cli import main; main()"
    command = [sys.executable, "-c", code, "serve"]
    chosen = {f"OVERSIGHT_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, **chosen, "OVERSIGHT_DATABASE_URL": database_url}
    folder = Path(database_url.removeprefix("sqlite:///")).parent
    if database_url.startswith("sqlite"):
        environment["OVERSIGHT_LOG_FILE"] = str(folder / "oversight.log")
    with subprocess.Popen(
        [*command, "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}{settings.get('base_path', '')}"
            wait_for(f"{url}/_stcore/health", process)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str, process: subprocess.Popen[bytes] | None) -> None:
    """Wait until the process answers at `url`, whatever its certificate."""
    give_up = time.monotonic() + _SECONDS
    while time.monotonic() < give_up and (process is None or process.poll() is None):
        try:
            with urlopen(url, timeout=2, context=ssl._create_unverified_context()):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server does not answer at {url}")
