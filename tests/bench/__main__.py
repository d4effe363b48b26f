"""The benchmark.

`python -m tests.bench fill --size M --url …` fills a store of that size;
`python -m tests.bench run --store S=… --store M=…` measures filled stores and prints tables,
`--write` puts them into `README.md` beside this.
"""

from __future__ import annotations

import logging
import time
from typing import Annotated

import typer

from dashboard.documents import write_block
from dashboard.store.engine import make_engine
from tests.bench.comparing import FLOOR, compared
from tests.bench.filling import analyse, fill
from tests.bench.looking import browser_table, seen_of
from tests.bench.pages import costs_of
from tests.bench.report import crowds_table, pages_table
from tests.bench.sizes import SIZES
from tests.bench.work import A_UNIT, work_of
from tests.screen import LISTING, screen_on

app = typer.Typer(add_completion=False, help="The benchmark.")


@app.callback()
def bench() -> None:
    """The benchmark."""


@app.command("fill")
def fill_store(
    size: Annotated[str, typer.Option(help=f"One of {', '.join(SIZES)}.")],
    url: Annotated[str, typer.Option(help="Where: a database that holds nothing yet.")],
) -> None:
    """Fill a store, and say how long it took."""
    engine = make_engine(url, hurried=False)
    begun = time.perf_counter()
    fill(engine, SIZES[size])
    analyse(engine)
    engine.dispose()
    typer.echo(f"{size}: {time.perf_counter() - begun:.0f} s")


@app.command("work")
def work(
    url: Annotated[str, typer.Option(help="A filled store on PostgreSQL.")],
) -> None:
    """Print what each page makes the store do: statements, rows, answers, bytes."""
    logging.disable(logging.WARNING)
    with screen_on(url, OVERSIGHT_READ_SECONDS="3600") as screen:
        for page in LISTING:
            for query in ({}, A_UNIT):
                told = work_of(page, screen, **query)
                typer.echo(f"{page.path} {' '.join(query.values())} {told}")


@app.command("run")
def run(
    store: Annotated[
        list[str],
        typer.Option(help="SIZE=URL of a filled store, from the smallest to the largest."),
    ],
    pages: Annotated[bool, typer.Option(help="Whether to measure page by page.")] = True,
    crowds: Annotated[bool, typer.Option(help="Whether to measure crowds.")] = True,
    browser: Annotated[bool, typer.Option(help="Whether to open pages in Chromium too.")] = False,
    write: Annotated[bool, typer.Option(help="Whether to put the tables into README.")] = False,
) -> None:
    """Measure filled stores, which get new revisions by it, and print the tables."""
    stores = dict(one.split("=", 1) for one in store)
    largest = list(stores.values())[-1]
    tables: list[str] = []

    def tell(table: str) -> None:
        typer.echo(table)
        tables.append(table)

    if pages:
        tell(pages_table({size: costs_of(url) for size, url in stores.items()}))
    if crowds:
        tell(crowds_table(compared(largest), floor=FLOOR))
    if browser:
        tell(browser_table(seen_of(largest)))
    if write:
        write_block("bench", "\n".join(tables))


if __name__ == "__main__":
    app()
