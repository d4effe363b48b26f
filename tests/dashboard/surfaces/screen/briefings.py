"""A reader at the page 简报, over a demo store that tests of briefings share and add to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dashboard.briefings.keeping import create
from dashboard.briefings.templates import TEMPLATES
from dashboard.surfaces.screen.signing import FIELD
from tests.conftest import load_whole_demo
from tests.screen import Screen, screen_on, url_of
from tests.stores import Stores

SIGNED = "安全培训处"


@contextmanager
def reader(stores: Stores) -> Iterator[Screen]:
    """A reader's session; what it does stays in the store, so no test counts what others did."""
    engine = stores.shared("sqlite", "briefing screens", fill=load_whole_demo)
    with screen_on(url_of(engine)) as screen:
        yield screen


def new_briefing(screen: Screen, *, template: int = 0) -> int:
    """A briefing made from a template without the screen."""
    return create(screen.engine, TEMPLATES[template].briefing(), by="别的处")


def button(screen: Screen, label: str, *, at: int = 0) -> Any:
    """The button with this label, the first or the one at a place."""
    found = [one for one in screen.app.button if one.label == label]
    return found[at]


def press(screen: Screen, label: str, *, at: int = 0) -> Screen:
    """Press a button and see what follows."""
    button(screen, label, at=at).click()
    return screen.rerun()


def sign(screen: Screen) -> Screen:
    """Fill in the name."""
    screen.app.text_input(key=FIELD).set_value(SIGNED)
    return screen.rerun()
