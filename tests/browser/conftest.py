"""The served product and a real Chromium; everything is started and stopped here."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from dashboard.store.engine import make_engine
from dashboard.store.state import upgrade
from tests import requirements
from tests.browser.visitor import Visitor
from tests.conftest import load_circular_alone, load_whole_demo

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
_SECONDS = 60


@pytest.fixture(scope="session")
def chromium() -> Iterator[BrowserContext]:
    """One profile for all windows, so that Streamlit's own bundle is fetched once."""
    path = requirements.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser.new_context()
        browser.close()


@pytest.fixture(scope="session")
def demo_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo, served."""
    with served(store(tmp_path_factory.mktemp("demo"), load_whole_demo)) as url:
        yield url


@pytest.fixture(scope="session")
def circular_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a store that holds the circular alone, served."""
    with served(store(tmp_path_factory.mktemp("circular"), load_circular_alone)) as url:
        yield url


@pytest.fixture
def visit(chromium: BrowserContext, demo_url: str) -> Iterator[Callable[..., Visitor]]:
    """Opens a page of the demo in a window of its own; at the end nothing may have gone wrong."""
    visitors: list[Visitor] = []

    def _visit(
        path: str = "", *, size: tuple[int, int] = (1440, 900), url: str = demo_url
    ) -> Visitor:
        page = chromium.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        visitors.append(Visitor(page, url))
        visitors[-1].go(path)
        return visitors[-1]

    yield _visit
    for visitor in visitors:
        visitor.leave()
        assert visitor.left_the_host == []
        assert visitor.complaints == []


def store(folder: Path, fill: Callable[..., None]) -> str:
    """The URL of a new SQLite store."""
    url = f"sqlite:///{folder / 'oversight.db'}"
    engine = make_engine(url)
    upgrade(engine)
    fill(engine)
    engine.dispose()
    return url


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


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the process answers at `url`, whatever its certificate."""
    give_up = time.monotonic() + _SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urlopen(url, timeout=2, context=ssl._create_unverified_context()):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server does not answer at {url}")
