"""Options that several commands have, and the store they open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy import Engine

Url = Annotated[
    str,
    typer.Option(
        "--database-url",
        help="SQLAlchemy URL of the store [default: OVERSIGHT_DATABASE_URL, "
        "else SQLite in data/oversight.db].",
        show_default=False,
    ),
]


class OutputFormat(StrEnum):
    """How a listing is written."""

    table = "table"
    json = "json"


AsFormat = Annotated[
    OutputFormat, typer.Option("--format", help="Text for people or JSON for programs.")
]
By = Annotated[
    str,
    typer.Option(help="Account recorded as the one who did it [default: who runs the command]."),
]


def use_store(url: str) -> str:
    """The store's URL; one that is given also becomes that of this process's settings."""
    if url:
        os.environ["OVERSIGHT_DATABASE_URL"] = url
        return url
    from dashboard.settings import settings

    return settings().database_url


@contextmanager
def open_store(url: str) -> Iterator[Engine]:
    """The engine of the store at `url`, or of the settings', closed at the end."""
    from dashboard.store.engine import make_engine

    engine = make_engine(use_store(url), hurried=False)
    try:
        yield engine
    finally:
        engine.dispose()


def account(by: str) -> str:
    """Who acts: as given, else who the system says runs the command."""
    if by.strip():
        return by.strip()
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):
        return "oversight"
