"""Preparing what pages show of a new state of the store, so that no reader is the first to ask.

One thread of the server looks for a new state, answers what every page asks of it unfiltered while
readers are shown the state before, lets them see it, and then goes on to each unit: its first page,
and those that take long in a large store.
"""

from __future__ import annotations

import threading
import time
from importlib import import_module
from typing import Final

from dashboard.errors import StoreError
from dashboard.incidents import record
from dashboard.navigation import Page
from dashboard.sections.section import SupersededError
from dashboard.sections.section_page import listing_pages, read_page
from dashboard.settings import settings
from dashboard.surfaces.screen.page import prepare
from dashboard.surfaces.screen.resources import Store, open_store, revision_cache

_LOOK_SECONDS: Final = 1.0
"""How often it is looked for a new state."""
_DRAWN_WITH: Final = ("pandas", "dashboard.surfaces.screen.importing.page")
"""What drawing a page for the first time loads beside its sections."""
_LONG: Final = 0.3
"""Seconds that a page may take before it is worth preparing for every unit."""


def load() -> None:
    """Load what drawing pages needs, before anybody draws one.

    Who draws a chart while another thread is half-way through loading pandas meets a part of it:
    altair looks whether it is loaded at all, and takes it for whole.
    """
    for name in _DRAWN_WITH:
        import_module(name)
    for page in listing_pages():
        read_page(page)


def begin() -> None:
    """Prepare every state of the store from now on, in a thread of its own."""
    revision_cache(settings().database_url).is_prepared = True
    threading.Thread(target=_go, name="preparing", daemon=True).start()


def prepare_newest() -> None:
    """Prepare the store's newest state, unless readers are shown it already.

    Raises:
        StoreError: the store does not answer.
        SupersededError: it has a newer state by now.
    """
    store = open_store()
    kept = revision_cache(settings().database_url)
    if kept.is_shown(store.stand):
        return
    seconds: dict[Page, float] = {}
    try:
        for page in listing_pages():
            seconds[page] = _prepared(store, page)
    finally:  # what could not be prepared is asked for by readers
        kept.show(store.stand)
    first = listing_pages()[0]
    for page in (first, *(one for one in seconds if one != first and seconds[one] > _LONG)):
        for unit in sorted(store.reference.held):
            # As much time again is left to readers.
            time.sleep(_prepared(store, page, district=store.reference.places.by_id(unit).code))


def _go() -> None:
    while True:
        try:
            prepare_newest()
        except (StoreError, SupersededError):
            pass  # the store is away, or has gone on: looked at again
        except Exception as error:
            record(error)
        time.sleep(_LOOK_SECONDS)


def _prepared(store: Store, page: Page, *, district: str = "") -> float:
    """Prepare a page, of a unit or of all; returns the seconds it took."""
    began = time.monotonic()
    prepare(store, read_page(page).sections, district=district)
    return time.monotonic() - began
