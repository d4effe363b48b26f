"""Every rule of the style sheet that addresses Streamlit's markup is seen in effect.

Those names may change with any version of Streamlit. Each rule is a case of its own, so that an
upgrade says what broke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import BrowserContext

from dashboard.demo.practice import PRACTICE
from dashboard.paths import ASSETS
from tests.browser.conftest import store
from tests.browser.visitor import Visitor
from tests.conftest import load_whole_demo
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SIZES: Final = ((1920, 1080), (1440, 900), (1000, 800), (390, 844))
VIEWS: Final = (
    "overview",
    "institutions",
    "findings-map",
    "rectification",
    "watch",
    "districts?district=500101",
    "publicity",
    "enforcement",
    *(f"data?view={part}" for part in ("通报核对", "指标口径", "原文未说明", "要求与经验")),
    *(f"data?view={part}" for part in ("标准条款", "台账与区划")),
    "data?metric=findings",
)
"""Pages and faces of them that only have to be opened."""
OF_STREAMLIT: Final = re.compile(r"data-testid|\.st[A-Z]|st-key-")
UNSEEN: Final = {
    '[data-testid="stFileUploader"]:has([data-testid="stFileChipIconError"])::after': (
        "tests/browser/test_uploads.py fills the server and reads it"
    ),
}
"""Rules of states that only another test brings about."""


def _rules() -> dict[int, str]:
    """The selectors of all rules by their place in the sheet, those inside conditions too."""
    text = (ASSETS / "css" / "screen.css").read_text(encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/|@(?:media|supports)[^{]*\{", "", text, flags=re.DOTALL)
    selectors = re.findall(r"([^{}]+)\{[^{}]*\}", bare)
    return {at: " ".join(one.split()) for at, one in enumerate(selectors)}


RULES: Final = {at: one for at, one in _rules().items() if OF_STREAMLIT.search(one)}
IN_EFFECT: Final = """() => {
  const leaves = function* (rules, live) {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) yield [rule, live];
      else if (rule.cssRules)
        yield* leaves(
          rule.cssRules, live && (!rule.media || matchMedia(rule.conditionText).matches));
    }
  };
  const works = (one, style, pseudo) => [...style].every(name => {
    const before = getComputedStyle(one, pseudo)[name];
    if (pseudo) return before !== '' && before !== 'none';
    const own = one.style.getPropertyValue(name), weight = one.style.getPropertyPriority(name);
    one.style.setProperty(name, style.getPropertyValue(name), 'important');
    const after = getComputedStyle(one)[name];
    one.style.setProperty(name, own, weight);
    return before === after;
  });
  const sheet = [...document.styleSheets].find(one => one.ownerNode.textContent.includes('--navy'));
  const found = [];
  let at = -1;
  for (const [rule, live] of leaves(sheet.cssRules, true)) {
    if (rule.selectorText === ':root') continue;
    at += 1;
    const [selector, pseudo] = rule.selectorText.split(/(::(?:before|after))$/);
    const addressed = live ? [...document.querySelectorAll(selector)] : [];
    if (addressed.some(one => works(one, rule.style, pseudo))) found.push(at);
  }
  return found;
}"""
"""Places of the rules that act: an element they address looks as they say in every respect."""


@pytest.fixture(scope="module")
def in_effect(
    chromium: BrowserContext, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[set[int]]:
    """What was in effect anywhere on a walk over all pages."""
    with served(store(tmp_path_factory.mktemp("style"), load_whole_demo)) as url:
        visitor = Visitor(chromium.new_page(), url)
        yield {at for _ in _walk(visitor) for at in _seen(visitor)}
        visitor.leave()


def _seen(visitor: Visitor) -> Iterator[int]:
    for width, height in SIZES:
        visitor.page.set_viewport_size({"width": width, "height": height})
        yield from visitor.page.evaluate(IN_EFFECT)


def _walk(visitor: Visitor) -> Iterator[None]:
    """Open every face of the product; each is looked at before the next."""
    page = visitor.page
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    for view in VIEWS:
        visitor.go(view)
        yield
    visitor.go("institutions?institution=1")
    page.locator(".st-key-section-dossier [data-testid=stExpander] summary").first.click()
    page.locator(".st-key-section-dossier table.sheet").first.wait_for()
    visitor.settle()
    yield
    visitor.go("watch")
    page.locator(".st-key-section-watch-list table.sheet a").first.click()
    page.locator(".st-key-section-watch-alert").wait_for()
    visitor.settle()
    yield
    yield from _importing(visitor)
    yield from _briefing(visitor)


def _importing(visitor: Visitor) -> Iterator[None]:
    for practice in PRACTICE:
        visitor.go("data-import")
        file = {"name": practice.file_name, "mimeType": "", "buffer": practice.make()}
        visitor.page.locator("input[type=file]").set_input_files([file])
        visitor.sees("二、核对预览")
        visitor.settle()
        yield


def _briefing(visitor: Visitor) -> Iterator[None]:
    page = visitor.page
    visitor.go("briefings")
    yield
    page.get_by_label("署名").fill("安全培训处")
    page.keyboard.press("Enter")
    page.locator(".st-key-new-leadership button").click()
    visitor.sees("板块4个，显示4个")
    page.locator(".st-key-item-0").get_by_role("button", name="编辑").click()
    page.get_by_label("讲稿").first.wait_for()
    visitor.settle()
    yield


@pytest.mark.parametrize("at", [pytest.param(at, id=one) for at, one in RULES.items()])
def test_a_rule_is_in_effect_somewhere(in_effect: set[int], at: int) -> None:
    assert (at in in_effect) != (RULES[at] in UNSEEN)


def test_rules_that_another_test_sees_are_still_there() -> None:
    assert set(UNSEEN) <= set(RULES.values())
