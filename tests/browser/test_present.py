"""Present mode in a real browser: every slide whole at three sizes, driven by keys, offline."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from dashboard.briefings.freeze import freeze
from dashboard.briefings.keeping import create
from dashboard.briefings.templates import TEMPLATES
from dashboard.store.engine import make_engine
from tests.browser.conftest import store
from tests.conftest import load_whole_demo
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIZES = ((1280, 720), (1920, 1080), (3840, 1080))
SMALLEST = 24
"""Pixels of text; names on the map alone are smaller, as 38 districts leave no room."""

CUT = """() => {
  const slide = document.querySelector('.slide.now'), body = slide.querySelector('.body');
  const floor = body.getBoundingClientRect().bottom + 2, cut = [];
  for (const one of slide.querySelectorAll('*')) {
    if (one.closest('aside') || one.closest('svg')) continue;
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const beyond = box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < -1;
    const low = body.contains(one) && box.bottom > floor;
    const hides = getComputedStyle(one).overflow !== 'visible' && one.tagName !== 'SPAN'
      && (one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2);
    if (beyond || low || hides) cut.push(one.tagName + '.' + one.className);
  }
  if (document.documentElement.scrollHeight > innerHeight) cut.push('page scrolls');
  return cut;
}"""
COVERED = """() => {
  const plan = document.querySelector('.slide.now figure.plan');
  const inset = plan.querySelector('svg.inset'), box = inset.getBoundingClientRect();
  const enlarged = new Set(
    [...inset.querySelectorAll('path')].map(one => one.dataset.said.split('：')[0]));
  return [...plan.querySelectorAll('svg.city path, svg.city text')].filter(one => {
    const name = (one.dataset.said || one.textContent).split('：')[0];
    const at = one.getBoundingClientRect();
    return !enlarged.has(name) && at.left < box.right && at.top < box.bottom;
  }).map(one => one.dataset.said || one.textContent);
}"""
SMALL = """smallest => [...document.querySelectorAll('.slide.now *')].filter(one =>
  !one.closest('aside') && !one.closest('.plans')
  && [...one.childNodes].some(part => part.nodeType === 3 && part.textContent.trim())
  && parseFloat(getComputedStyle(one).fontSize) < smallest - 0.1
).map(one => one.tagName + ' ' + one.textContent.slice(0, 20))"""


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """The addresses of all templates, frozen over the demo and served."""
    url = store(tmp_path_factory.mktemp("present"), load_whole_demo)
    engine = make_engine(url)
    keys = [create(engine, one.briefing(), by="测试") for one in TEMPLATES]
    for key in keys:
        freeze(engine, key, by="测试")
    engine.dispose()
    with served(url) as address:
        yield [f"{address}/present/{key}/1" for key in keys]


@pytest.fixture
def browser(chromium: BrowserContext) -> Browser:
    """The browser of all tests: windows of contexts of their own can each lose their connection."""
    assert chromium.browser is not None
    return chromium.browser


class Hall:
    """One window that shows a deck, and what went wrong in it."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type == "error" else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_function("() => document.querySelector('.slide.now')")

    @property
    def place(self) -> int:
        """The slide shown, from 1."""
        told = self.page.locator(".slide.now").get_attribute("id")
        return int(str(told).removeprefix("slide-"))

    def press(self, *keys: str) -> int:
        """Press keys; gives the slide then shown."""
        for key in keys:
            self.page.keyboard.press(key)
        return self.place

    def to(self, found: str) -> None:
        """Go to the first slide that holds `found`."""
        self.press("Home")
        wanted = self.page.evaluate(
            "found => [...document.querySelectorAll('.slide')]"
            ".findIndex(one => one.querySelector(found))",
            found,
        )
        assert wanted >= 0, found
        for _ in range(wanted):
            self.press("ArrowRight")
        self.page.locator(f".slide.now {found}").first.wait_for()

    def close(self, address: str) -> None:
        """Nothing was asked of anybody but the page itself, and nothing complained."""
        assert [url for url in self.asked if not url.startswith((address, "data:"))] == []
        assert self.complaints == []
        self.context.close()


def hall(browser: Browser, address: str, *, size: tuple[int, int] = SIZES[0]) -> Hall:
    width, height = size
    # Fading is left out, so that what is measured is what stays.
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    return Hall(context, address)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_slide_of_any_template_scrolls_is_cut_or_has_small_text(
    decks: list[str], browser: Browser, size: tuple[int, int]
) -> None:
    for address in decks:
        shown = hall(browser, address, size=size)
        count = shown.page.locator(".slide").count()
        assert count > 4
        for place in range(1, count + 1):
            assert shown.place == place
            if shown.page.locator(".slide.now figure.chart").count():
                shown.page.locator(".slide.now figure.chart svg").first.wait_for()
            assert shown.page.evaluate(CUT) == [], (address, place)
            assert shown.page.evaluate(SMALL, SMALLEST) == [], (address, place)
            shown.press("ArrowRight")
        assert shown.place == count, "the last slide stays"
        shown.close(address)


def test_keys_drive_the_deck_even_after_the_connection_is_lost(
    decks: list[str], browser: Browser
) -> None:
    shown = hall(browser, decks[0])
    shown.context.set_offline(True)
    count = shown.page.locator(".slide").count()
    assert shown.press("ArrowRight") == 2
    assert shown.press(" ") == 3
    assert shown.press("ArrowLeft") == 2
    assert shown.press("End") == count
    assert shown.press("Home") == 1
    body = shown.page.locator("body")
    shown.press("n")
    assert shown.page.locator(".slide.now .notes").is_visible()
    shown.press("Escape")
    assert not shown.page.locator(".slide.now .notes").is_visible()
    was = body.evaluate("one => getComputedStyle(one).backgroundColor")
    shown.press("d")
    assert body.evaluate("one => getComputedStyle(one).backgroundColor") != was
    shown.press("?")
    assert shown.page.locator("#help").is_visible()
    shown.press("Escape", "f")
    shown.page.wait_for_function("() => document.fullscreenElement")
    shown.press("f")
    shown.page.wait_for_function("() => !document.fullscreenElement")
    shown.close(decks[0])


def test_an_unattended_wall_goes_round_by_itself(decks: list[str], browser: Browser) -> None:
    context = browser.new_context()
    context.new_page().clock.install()
    shown = Hall(context, decks[0])
    shown.page.clock.install()
    shown.page.reload()
    shown.press("End", "a")
    assert "每10秒一页" in shown.page.locator("#said").inner_text()
    shown.page.clock.run_for(10_100)
    assert shown.place == 1, "after the last slide comes the first"
    shown.page.clock.run_for(10_100)
    assert shown.place == 2
    shown.press("a", "a", "a", "a")
    shown.page.clock.run_for(120_000)
    assert shown.place == 2, "it stops when told to"
    shown.close(decks[0])


def test_the_inset_covers_no_district_and_no_name(decks: list[str], browser: Browser) -> None:
    shown = hall(browser, decks[1])
    for width, height in ((1280, 720), (1920, 1080)):
        shown.page.set_viewport_size({"width": width, "height": height})
        shown.to("figure.plan")
        # A busy machine takes its time to lay the slide out anew.
        shown.page.wait_for_function(f"() => ({COVERED})().length === 0")
    shown.close(decks[1])


def test_charts_and_map_answer_to_the_pointer_without_a_connection(
    decks: list[str], browser: Browser
) -> None:
    shown = hall(browser, decks[1])
    shown.context.set_offline(True)
    shown.to("figure.chart")
    mark = shown.page.locator(".slide.now figure.chart .mark-symbol.role-mark path").last
    mark.hover(force=True)
    tip = shown.page.locator("#vg-tooltip-element.visible")
    tip.wait_for()
    assert tip.inner_text().strip()
    shown.to("figure.plan")
    district = shown.page.locator(".slide.now svg.city path[data-said^='万州区']").first
    district.click()
    said = shown.page.locator(".slide.now .pointed").inner_text()
    assert said == district.get_attribute("data-said")
    shown.close(decks[1])
