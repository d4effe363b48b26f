"""A page of the product beside lean pages of its content, made with Streamlit and with Dash."""

from __future__ import annotations

import asyncio
from importlib.util import find_spec
from typing import Final

from dashboard.store.engine import make_engine
from tests.bench.content import districts
from tests.bench.crowd import (
    READERS,
    VIEWERS,
    Crowd,
    Outcome,
    act,
    ask_all,
    callers,
    readers,
    viewers,
)
from tests.bench.served import Served, lean_dash, lean_streamlit, product

PAGE: Final = "findings-map"
"""The page of the product whose content the lean pages have."""
FLOOR: Final = "lean Streamlit"

ALONE: Final = Crowd(people=1, pause=1.0, changes=12)
"""One viewer, whom nobody disturbs."""


_CROWDS: Final = {"one, ": ALONE, "": VIEWERS}


def compared(url: str) -> dict[str, Outcome]:
    """What becomes of one viewer, of twenty, and of two hundred readers of a store."""
    return _lean(url) | _dash(url) | _product(url)


def _product(url: str) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for new, word in ((True, "new filters"), (False, "filters asked before")):
        with product(url) as served:
            served.rest()
            if not new:
                asyncio.run(ask_all(served.port, page=PAGE))
            for name, crowd in _CROWDS.items():
                people = viewers(served.port, page=PAGE, crowd=crowd, new=new)
                found[f"{name}{word}"] = _told(served, asyncio.run(act(people, crowd)))
    with product(url) as served:
        served.rest()
        outcome = asyncio.run(act(readers(served.port), READERS))
        found["200 readers"] = _told(served, outcome)
    return found


def _lean(url: str) -> dict[str, Outcome]:
    with lean_streamlit(url) as served:
        return {
            f"{name}{FLOOR}": _told(
                served, asyncio.run(act(viewers(served.port, page="", crowd=crowd), crowd))
            )
            for name, crowd in _CROWDS.items()
        }


def _dash(url: str) -> dict[str, Outcome]:
    if not find_spec("dash"):
        return {}
    engine = make_engine(url)
    units = list(districts(engine))
    engine.dispose()
    with lean_dash(url) as served:
        return {
            f"{name}Dash": _told(
                served, asyncio.run(act(callers(served.port, units, crowd), crowd))
            )
            for name, crowd in _CROWDS.items()
        }


def _told(served: Served, outcome: Outcome) -> Outcome:
    outcome.megabytes = served.megabytes()
    return outcome
