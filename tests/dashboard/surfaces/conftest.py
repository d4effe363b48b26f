"""A view to draw for: the demo as a page has it, on SQLite, since nothing here asks the store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.sections.view import View
from tests.conftest import load_whole_demo
from tests.screen import close_screens
from tests.stores import Stores
from tests.views import view_on


@pytest.fixture(scope="session")
def view(stores: Stores) -> View:
    return view_on(stores.shared("sqlite", "circular and demo", fill=load_whole_demo))


@pytest.fixture(scope="session", autouse=True)
def _screens(stores: Stores) -> Iterator[None]:
    """Ends before the stores do, whose connections are kept open until then."""
    yield
    close_screens()
