"""An address that leads nowhere says so and leads back; nothing in it becomes markup."""

from __future__ import annotations

import pytest

from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.freeze import freeze
from dashboard.briefings.keeping import create
from tests.dashboard.surfaces.screen.briefings import press, reader
from tests.stores import Stores

NOISE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"briefing": "999999"}, "没有编号为999999的简报"),
        ({"briefing": "1", "version": "999"}, "没有第999版"),
        ({"briefing": NOISE}, "不是编号"),
        ({"briefing": "1", "version": "-1"}, "version=-1 不是编号"),
    ],
)
def test_a_link_that_leads_nowhere_says_so(
    stores: Stores, query: dict[str, str], said: str
) -> None:
    with reader(stores) as screen:
        screen.open("briefings", **query)
        assert said in screen.text
        assert "<img" not in screen.html
        assert "演示数据" in screen.text
        press(screen, "返回简报列表")
        assert "从模板新建" in screen.text
        assert screen.query == {}


def test_no_title_becomes_markup_or_markdown(stores: Stores) -> None:
    """Neither in the list nor while it is edited nor frozen."""
    hostile = f"{NOISE}**粗**[点](http://a)"
    item = Item.of("overview/headline", title=hostile, notes=hostile)
    with reader(stores) as screen:
        key = create(screen.engine, Briefing(title=hostile, items=(item,)), by=hostile)
        freeze(screen.engine, key, by=hostile)
        for query in ({}, {"briefing": str(key)}, {"briefing": str(key), "version": "1"}):
            screen.open("briefings", **query)
            assert hostile in screen.text
            assert "<img" not in screen.html
            for one in screen.elements:
                if one.type not in ("html", "text_input", "text_area"):
                    for name in ("label", "help", "body"):
                        assert "**" not in str(getattr(one.proto, name, "")), one.type
