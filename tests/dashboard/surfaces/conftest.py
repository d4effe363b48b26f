"""A view to draw for: the demo as a page has it, on SQLite, since nothing here asks the store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.snapshot import Snapshot
from dashboard.briefings.templates import TEMPLATES
from dashboard.sections.view import View
from tests.conftest import load_whole_demo
from tests.exports import frozen
from tests.screen import close_screens
from tests.stores import Stores
from tests.views import view_on


@pytest.fixture(scope="session")
def view(stores: Stores) -> View:
    return view_on(stores.shared("sqlite", "circular and demo", fill=load_whole_demo))


@pytest.fixture(scope="session")
def leadership(stores: Stores) -> Snapshot:
    """The leaders' briefing of the demo, frozen; as in every test of exports, at a fixed moment."""
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    return frozen(engine, TEMPLATES[0].briefing())


@pytest.fixture(scope="session")
def varied(stores: Stores) -> Snapshot:
    """Sections with every kind of chart, long tables and a map of named classes."""
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    items = (
        Item.of("institutions/review-districts"),
        Item.of("institutions/register"),
        Item.of("findings-map/fairness", query="measure=次均问题"),
        Item.of("findings-map/where", query="measure=通报点名"),
        Item.of("findings-map/kinds"),
        Item.of("data/data-gaps"),
    )
    return frozen(engine, Briefing(title="各类板块", items=items))


@pytest.fixture(scope="session", autouse=True)
def _screens(stores: Stores) -> Iterator[None]:
    """Ends before the stores do, whose connections are kept open until then."""
    yield
    close_screens()
