"""`python -m tests.bench fill --size M --url …` fills a store of that size."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from dashboard.store.engine import make_engine
from tests.bench.filling import analyse, fill
from tests.bench.sizes import SIZES

app = typer.Typer(add_completion=False, help=__doc__)


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


if __name__ == "__main__":
    app()
