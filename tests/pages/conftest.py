"""Readers' sessions over the shared stores."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.screen import Screen, close_screens, screen_on, url_of
from tests.stores import Stores


@pytest.fixture(scope="session", autouse=True)
def _screens(stores: Stores) -> Iterator[None]:
    """Ends before the stores do, whose connections are kept open until then."""
    yield
    close_screens()


@pytest.fixture
def demo_screen(demo_engine: Engine) -> Iterator[Screen]:
    """A reader of the demo."""
    with screen_on(url_of(demo_engine), keep=True) as screen:
        yield screen


@pytest.fixture
def circular_screen(circular_engine: Engine) -> Iterator[Screen]:
    """A reader of a store that holds the circular alone."""
    with screen_on(url_of(circular_engine), keep=True) as screen:
        yield screen
