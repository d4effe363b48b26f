"""Preparing what pages show of a new state of the store, so that no reader is the first to ask.

One thread of the server looks for a new state, answers what every page asks of it unfiltered while
readers are shown the state before, lets them see it, and then goes on to the page of each unit.
"""

from __future__ import annotations

import threading
import time
from importlib import import_module
from typing import Final

from dashboard.errors import StoreError
from dashboard.incidents import record
from dashboard.navigation import PAGES
from dashboard.sections.section import Section, SupersededError
from dashboard.settings import settings
from dashboard.surfaces.screen.page import prepare
from dashboard.surfaces.screen.resources import Store, open_store, shelf

_LOOK_SECONDS: Final = 1.0
"""How often it is looked for a new state."""


def begin() -> None:
    """Prepare every state of the store from now on, in a thread of its own."""
    shelf(settings().database_url).is_prepared = True
    threading.Thread(target=_go, name="preparing", daemon=True).start()


def prepare_newest() -> None:
    """Prepare the store's newest state, unless readers are shown it already.

    Raises:
        StoreError: the store does not answer.
    """
    store = open_store()
    kept = shelf(settings().database_url)
    if kept.is_shown(store.stand):
        return
    try:
        for sections in _pages():
            prepare(store, sections)
    finally:  # what could not be prepared is asked for by readers
        kept.show(store.stand)
    for unit in sorted(store.reference.held):
        _unhurried(store, store.reference.places.by_id(unit).code)


def _go() -> None:
    while True:
        try:
            prepare_newest()
        except (StoreError, SupersededError):
            pass  # the store is away, or has gone on: looked at again
        except Exception as error:
            record(error)
        time.sleep(_LOOK_SECONDS)


def _unhurried(store: Store, code: str) -> None:
    """Prepare the first page of a unit, and leave as much time again to readers."""
    began = time.monotonic()
    prepare(store, _sections(PAGES[0].file), district=code)
    time.sleep(time.monotonic() - began)


def _pages() -> list[tuple[Section, ...]]:
    return [_sections(page.file) for page in PAGES if page.lists_sections]


def _sections(file: str) -> tuple[Section, ...]:
    sections: tuple[Section, ...] = import_module(f"pages.{file.removesuffix('.py')}").SECTIONS
    return sections
