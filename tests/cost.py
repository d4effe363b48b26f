"""What a page costs the server: `python -m tests.cost` prints a table for the demo store.

`--write` puts it into `tests/bench/README.md`. Statements and bytes are exact and held by the
tests. Milliseconds are of this machine, over the socket of the product served in a process of its
own, one rerun right after the other, so that what the server does after a rerun counts, too.
"""

from __future__ import annotations

import logging
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.documents import write_block
from dashboard.navigation import PAGES, Page
from dashboard.store.engine import make_engine
from dashboard.store.state import upgrade
from tests.conftest import load_whole_demo
from tests.reader import Reader, reader_at
from tests.screen import Screen, screen_on
from tests.serving import served
from tests.views import counted

MOST_STATEMENTS = 8
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
    milliseconds: float = 0.0
    """Median of the time of a rerun; 0 where it was not taken."""


def cost_of(page: Page, screen: Screen) -> Cost:
    """Count what one page of the store `screen` looks at costs."""
    screen.open(page.path)
    screen.forget_answers()
    with counted(screen.engine) as first:
        screen.rerun()
    with counted(screen.engine) as again:
        screen.rerun()
    return Cost(
        page=page,
        first=len(first),
        again=len(again),
        sent=screen.bytes_sent,
    )


def milliseconds_of(page: Page, reader: Reader) -> float:
    """Median of the time that a served page takes to be drawn again."""
    times = []
    for _ in range(_RERUNS):
        begun = time.perf_counter()
        reader.draw(page.path)
        times.append(time.perf_counter() - begun)
    return 1000 * statistics.median(times)


def table(costs: list[Cost]) -> str:
    """The costs as a Markdown table."""
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
            costs = [cost_of(page, screen) for page in PAGES]
        with served(url) as address, reader_at(address) as reader:
            for page in PAGES:
                reader.draw(page.path)  # so that all answers are kept, as in a server long in use
            costs = [replace(one, milliseconds=milliseconds_of(one.page, reader)) for one in costs]
    sys.stdout.write(table(costs))
    if "--write" in sys.argv[1:]:
        write_block("cost", table(costs))


if __name__ == "__main__":
    main()
