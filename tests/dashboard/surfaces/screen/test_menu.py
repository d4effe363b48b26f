"""The menu: every page once, and the bare address leads on to the front page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.navigation import PAGES, Page
from dashboard.paths import APP
from tests.conftest import load_whole_demo
from tests.screen import Screen, parsed, screen_on, target, url_of
from tests.stores import Stores


@pytest.fixture
def screen(stores: Stores) -> Iterator[Screen]:
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    with screen_on(url_of(engine), keep=True) as screen:
        yield screen


def test_every_page_stands_in_the_menu_once(screen: Screen) -> None:
    screen.open("data", district="沙坪坝区", measure="x")
    kept = {"district": "500106"}
    assert [target(one) for one in screen.menu] == [(page.path, kept) for page in PAGES]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_the_page_one_is_on_is_marked(screen: Screen, page: Page) -> None:
    marked = [
        target(dict(attributes)["href"] or "")[0]
        for _, attributes in parsed(screen.open(page.path).menu_html).tags
        if dict(attributes).get("aria-current") == "page"
    ]
    assert marked == [page.path]


def test_the_bare_address_leads_to_the_front_page(screen: Screen) -> None:
    screen.app = AppTest.from_file(APP, default_timeout=60)
    screen.app.query_params["district"] = "沙坪坝区"
    screen.rerun()
    assert "<h1>总览</h1>" in screen.html
    assert "沙坪坝区" in screen.text
