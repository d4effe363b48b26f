"""The menu: every page once, and the bare address leads on to the front page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.navigation import PAGES
from dashboard.paths import APP
from tests.conftest import load_whole_demo
from tests.screen import Screen, screen_on, url_of
from tests.stores import Stores


@pytest.fixture
def screen(stores: Stores) -> Iterator[Screen]:
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    with screen_on(url_of(engine), keep=True) as screen:
        yield screen


def test_every_page_stands_in_the_menu_once(screen: Screen) -> None:
    labels = [one.label for one in screen.open("data").of("page_link")]
    assert labels == [page.title for page in PAGES]


def test_the_bare_address_leads_to_the_front_page(screen: Screen) -> None:
    screen.app = AppTest.from_file(APP, default_timeout=60)
    screen.app.query_params["district"] = "沙坪坝区"
    screen.rerun()
    assert "<h1>总览</h1>" in screen.html
    assert "沙坪坝区" in screen.text
