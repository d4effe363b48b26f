from __future__ import annotations

from dashboard.navigation import PAGES
from tests.conftest import load_whole_demo
from tests.screen import screen_on, target, url_of
from tests.stores import Stores


def test_help_is_drawn_with_its_tables_and_links(stores: Stores) -> None:
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    with screen_on(url_of(engine), keep=True) as screen:
        screen.open("help", district="500106")
        assert "各栏目回答什么" in screen.text
        assert "没有查不等于没有问题" in screen.text
        assert "演示数据" in screen.text
        assert {target(one)[0] for one in screen.links} == {page.path for page in PAGES}
