"""Every page in real Chromium at three widths: nothing leaves, nothing breaks, nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dashboard.navigation import PAGES, Page
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DESK, WALL, PHONE = (1440, 900), (1920, 1080), (390, 844)
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)

TRACE = re.compile(r"Traceback|Error\b|undefined|\bNaN\b|\bNone\b")
WIDER = """() => {
  const wide = [document.documentElement, document.body,
                ...document.querySelectorAll('[data-testid="stMain"], .stMainBlockContainer')];
  return wide.filter(one => one.scrollWidth > one.clientWidth + 1)
             .map(one => `${one.tagName}.${one.className} ${one.scrollWidth}>${one.clientWidth}`);
}"""
DRAWN = """family => {
  const paint = text => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 48;
    const context = canvas.getContext('2d');
    context.font = `32px ${family}`;
    context.fillText(text, 4, 38);
    return canvas.toDataURL();
  };
  return ['重', '庆', '\\u{10FFFD}', '\\u{10FFFC}', ' '].map(paint);
}"""


@every_page
def test_a_page_is_whole_on_a_desk_and_on_a_wall(visit: Callable[..., Visitor], page: Page) -> None:
    visitor = visit(page.path, size=DESK)
    _whole(visitor, page)
    visitor.page.set_viewport_size({"width": WALL[0], "height": WALL[1]})
    visitor.page.wait_for_timeout(500)
    _whole(visitor, page)


@every_page
def test_a_page_is_whole_on_a_phone(visit: Callable[..., Visitor], page: Page) -> None:
    _whole(visit(page.path, size=PHONE), page)


@every_page
def test_a_page_of_the_circular_alone_is_whole(
    visit: Callable[..., Visitor], circular_url: str, page: Page
) -> None:
    visitor = visit(page.path, url=circular_url)
    visitor.heads("尚无台账")
    assert visitor.page.evaluate(WIDER) == []
    assert visitor.page.get_by_text("演示数据").count() == 0
    assert visitor.page.locator(".failure, [data-testid=stException]").count() == 0


def test_chinese_glyphs_are_really_drawn(visit: Callable[..., Visitor]) -> None:
    """Two characters differ from each other, from an unknown one's box, and from nothing."""
    visitor = visit("overview")
    for selector in ("header.page h1", ".card p", "body"):
        family = visitor.page.locator(selector).first.evaluate(
            "one => getComputedStyle(one).fontFamily"
        )
        chong, qing, unknown, also_unknown, nothing = visitor.page.evaluate(DRAWN, family)
        assert unknown == also_unknown
        assert len({chong, qing, unknown, nothing}) >= 3
        assert chong not in (qing, unknown, nothing)
        assert qing not in (unknown, nothing)


def test_charts_are_drawn(visit: Callable[..., Visitor]) -> None:
    visitor = visit("institutions")
    chart = visitor.page.locator('[data-testid="stVegaLiteChart"]').first
    chart.scroll_into_view_if_needed()
    chart.locator("canvas, svg").first.wait_for()
    assert chart.bounding_box()["height"] > 60


def test_the_tab_says_what_it_is(visit: Callable[..., Visitor]) -> None:
    visitor = visit("overview")
    assert re.search("总览|安全生产培训", visitor.page.title())
    assert visitor.page.locator("html").get_attribute("lang") == "zh-CN"


def _whole(visitor: Visitor, page: Page) -> None:
    visitor.heads(page.title)
    visitor.sees("演示数据")
    assert visitor.page.evaluate(WIDER) == []
    assert TRACE.search(visitor.page.locator("body").inner_text()) is None
    assert visitor.page.locator(".failure, [data-testid=stException]").count() == 0
