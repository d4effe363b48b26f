"""Pages in Chromium: until the heading stands, and until everything is drawn."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser, sync_playwright

from dashboard.navigation import PAGES, Page
from tests import requirements
from tests.bench.served import product
from tests.browser.conftest import FLAGS

_AGAIN: Final = 3
_MILLISECONDS: Final = 600_000
_HEADING: Final = ".stMainBlockContainer h1, .failure"
_STILL: Final = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One page; medians of seconds since its address was typed into a window of its own."""

    page: Page
    heading: float
    whole: float


def seen_of(url: str, pages: Sequence[Page] = PAGES) -> list[Seen]:
    """Every page as it is seen by a reader who has been there before."""
    with product(url) as served, sync_playwright() as driver:
        path = requirements.chromium()
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        found = [_seen(browser, f"http://127.0.0.1:{served.port}", page) for page in pages]
        browser.close()
        return found


def _seen(browser: Browser, address: str, page: Page) -> Seen:
    context = browser.new_context()
    times = []
    for _ in range(_AGAIN + 1):  # the first fills the cache of files
        window = context.new_page()
        window.set_default_timeout(_MILLISECONDS)
        begun = time.perf_counter()
        window.goto(f"{address}/{page.path}")
        window.wait_for_selector(_HEADING)
        heading = time.perf_counter() - begun
        window.wait_for_selector(_STILL)
        times.append((heading, time.perf_counter() - begun))
        window.close()
    context.close()
    headings, wholes = zip(*times[1:], strict=True)
    return Seen(page=page, heading=statistics.median(headings), whole=statistics.median(wholes))


def browser_table(found: Sequence[Seen]) -> str:
    """The pages as a Markdown table."""
    head = "| page in Chromium, warm | heading ms | whole ms |\n|---|---:|---:|\n"
    return head + "".join(
        f"| {one.page.title} | {one.heading * 1000:,.0f} | {one.whole * 1000:,.0f} |\n"
        for one in found
    )
