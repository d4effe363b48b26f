"""From the front page to a frozen four-slide briefing and its file, as a person does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from tests.browser.reading import foreign
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_briefing_is_made_frozen_sent_on_and_taken_away(
    visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit("overview")
    page = visitor.page
    page.get_by_role("link", name="简报").first.click()
    visitor.sees("从模板新建")
    page.get_by_label("署名").fill("安全培训处")
    page.keyboard.press("Enter")
    visitor.sees("选一个模板")
    page.locator(".st-key-new-leadership button").click()
    visitor.sees("板块4个，显示4个")
    page.locator(".st-key-item-1").get_by_role("button", name="上移").click()
    visitor.sees("有未保存的修改")
    page.get_by_role("button", name="冻结成版本").click()
    visitor.sees("已冻结为 JB-20241231-")
    visitor.has_in_url("version", "1")
    sent = page.url.removeprefix(visitor.url + "/")

    other = visit(sent)
    other.sees("冻结以来数据库没有变化")
    assert foreign(other.page) == []
    first = other.page.locator("[class*='st-key-section-'] h2").nth(2).inner_text()
    assert first.startswith("较2024年12月1日")

    page.get_by_role("button", name="幻灯片").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载幻灯片").click()
    path = tmp_path / "briefing.pptx"
    taken.value.save_as(path)
    assert len(Presentation(str(path)).slides) >= 5


def test_editing_is_whole_on_a_phone(visit: Callable[..., Visitor]) -> None:
    visitor = visit("briefings", size=(390, 844))
    visitor.page.get_by_label("署名").fill("安全培训处")
    visitor.page.keyboard.press("Enter")
    visitor.page.locator(".st-key-new-districts button").click()
    visitor.sees("板块5个，显示5个")
    wide = visitor.page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 1
    visitor.page.locator(".st-key-item-0").get_by_role("button", name="编辑").click()
    visitor.page.get_by_label("讲稿").first.wait_for()
