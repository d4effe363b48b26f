"""The served product and a real Chromium; everything is started and stopped here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, sync_playwright

from dashboard.store.engine import make_engine
from dashboard.store.state import upgrade
from tests import requirements
from tests.browser.visitor import Visitor
from tests.conftest import load_circular_alone, load_whole_demo
from tests.serving import served

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
