"""What a page costs the server: `python -m tests.cost` prints README's table for the demo store.

`--write` puts it into README. Statements and bytes are exact and held by the tests; milliseconds
are of this machine.
"""

from __future__ import annotations

import logging
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from dashboard.handbook import with_block
from dashboard.navigation import PAGES, Page
from dashboard.paths import README
from dashboard.store.engine import make_engine
from dashboard.store.state import upgrade
from tests.conftest import load_whole_demo
from tests.screen import Screen, screen_on
from tests.views import counted

MOST_STATEMENTS = 6
"""Of any page, when nothing that it asks was asked before since the last load."""

MOST_BYTES = 250_000
"""That any page sends for its first drawing, charts and maps included."""

_RERUNS = 25


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Of one page: its first drawing after a load by another page's reader, and a rerun."""

    page: Page
    first: int
    """Statements of the first drawing."""
    again: int
    """Statements of a rerun."""
    sent: int
    """Bytes sent for a drawing, before compression."""
    milliseconds: float
    """Median of the server's time for a rerun."""


def cost_of(page: Page, screen: Screen, *, reruns: int = 1) -> Cost:
    """Measure one page of the store `screen` looks at."""
    screen.open(page.path)
    screen.forget_answers()
    with counted(screen.engine) as first:
        screen.rerun()
    times = []
    with counted(screen.engine) as again:
        for _ in range(reruns):
            begun = time.perf_counter()
            screen.rerun()
            times.append(time.perf_counter() - begun)
    return Cost(
        page=page,
        first=len(first),
        again=len(again) // reruns,
        sent=screen.bytes_sent,
        milliseconds=1000 * statistics.median(times),
    )


def table(costs: list[Cost]) -> str:
    """The costs as README's Markdown table."""
    head = (
        "| page | statements, first | statements, rerun | kB sent | ms a rerun |\n"
        "|---|---:|---:|---:|---:|\n"
    )
    return head + "".join(
        f"| {cost.page.title} | {cost.first} | {cost.again} | {cost.sent / 1000:.0f} "
        f"| {cost.milliseconds:.0f} |\n"
        for cost in costs
    )


def main() -> None:
    """Print the table for a demo store made for it."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        engine = make_engine(url)
        upgrade(engine)
        load_whole_demo(engine)
        engine.dispose()
        with screen_on(url) as screen:
            costs = [cost_of(page, screen, reruns=_RERUNS) for page in PAGES]
    sys.stdout.write(table(costs))
    if "--write" in sys.argv[1:]:
        text = with_block(README.read_text(encoding="utf-8"), "cost", table(costs))
        README.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
