"""What Streamlit would say in English, said in Chinese or not at all; whatever goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from dashboard.navigation import PAGES
from tests.browser.conftest import store
from tests.browser.reading import foreign
from tests.browser.visitor import Visitor
from tests.conftest import load_circular_alone
from tests.serving import free_port, served

BROKEN = """
import time
from dashboard.surfaces.screen import filter_bar, page, tables
heading = page.heading
def slow(title, *said):
    time.sleep(4 if title == "宣传成效" else 0)
    heading(title, *said)
page.heading = slow
def fail(*_, **__):
    raise ZeroDivisionError("secret detail")
filter_bar._clear = tables.csv_bytes = fail
"""


@pytest.fixture
def window(chromium: BrowserContext) -> Iterator[Page]:
    """A window whose console may complain: of what is broken on purpose."""
    page = chromium.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    yield page
    page.close()


@pytest.fixture(scope="module")
def broken_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose filters cannot be cleared, whose tables cannot be written, one page slow."""
    with served(store(tmp_path_factory.mktemp("broken"), load_circular_alone), first=BROKEN) as url:
        yield url


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_every_page_is_chinese(window: Page, demo_url: str, path: str) -> None:
    Visitor(window, demo_url).go(path)
    assert foreign(window) == []


def test_filters_are_chinese(window: Page, demo_url: str) -> None:
    Visitor(window, demo_url).go("overview")
    window.get_by_role("button", name="筛选与日期").click()
    body = window.get_by_test_id("stPopoverBody")
    expect(body).to_contain_text("年")
    assert foreign(window) == []
    box = body.get_by_role("combobox").first
    box.click()
    expect(window.get_by_role("option").first).to_be_visible()
    assert foreign(window) == []
    box.fill("无此区县")
    expect(window.get_by_text("没有相符的选项")).to_be_visible()
    assert foreign(window) == []
    box.press("Tab")
    body.get_by_test_id("stDateInputCalendarButton").first.click()
    expect(window.get_by_test_id("stDateInputCalendar")).to_contain_text("十二月")
    assert foreign(window) == []


def test_fields_and_charts_are_chinese_when_used(window: Page, demo_url: str) -> None:
    visitor = Visitor(window, demo_url)
    visitor.go("briefings")
    window.get_by_role("textbox").first.fill("处")
    expect(window.get_by_test_id("InputInstructions")).to_contain_text("按回车确认")
    assert foreign(window) == []
    visitor.go("institutions")
    chart = window.get_by_test_id("stVegaLiteChart").first
    chart.hover()
    window.get_by_role("button", name="全屏查看").first.hover()
    window.wait_for_timeout(700)
    assert foreign(window) == []
    window.get_by_role("button", name="全屏查看").first.click()
    expect(window.get_by_role("button", name="退出全屏").first).to_be_visible()
    assert foreign(window) == []


def test_a_file_that_is_not_taken_is_refused_in_chinese(window: Page, demo_url: str) -> None:
    Visitor(window, demo_url).go("data-import")
    expect(window.get_by_test_id("stFileUploaderDropzone")).to_contain_text("或拖到这里")

    def refuse(route: Route) -> None:
        route.fulfill(status=413, body="Payload Too Large")

    window.route("**/_stcore/upload_file/**", refuse)
    window.locator("input[type=file]").set_input_files(
        {"name": "台账.csv", "mimeType": "text/csv", "buffer": b"1"}
    )
    expect(window.get_by_test_id("stFileUploader")).to_contain_text("台账.csv")
    window.wait_for_timeout(1_500)
    assert foreign(window) == []


def test_an_address_that_leads_nowhere(window: Page, demo_url: str) -> None:
    window.goto(f"{demo_url}/nonsense")
    window.wait_for_timeout(3_000)
    assert foreign(window) == []


def test_a_callback_that_fails(window: Page, broken_url: str) -> None:
    Visitor(window, broken_url).go("overview")
    window.get_by_role("button", name="筛选与日期").click()
    window.get_by_role("button", name="清除全部筛选").click()
    face = window.locator(".failure")
    expect(face).to_contain_text("事件编号")
    assert foreign(window) == []
    assert "secret" not in window.content()
    assert window.get_by_test_id("stException").count() == 0
    assert window.locator("nav.menu a").count() == len(PAGES)
    window.get_by_role("button", name="返回本页").click()
    expect(window.locator("header.page")).to_contain_text("总览")
    expect(face).to_have_count(0)


def test_a_page_that_takes_long(window: Page, broken_url: str) -> None:
    window.goto(f"{broken_url}/publicity")
    working = window.locator('[data-testid=stApp][data-test-script-state="running"]')
    expect(working).to_be_visible()
    told = window.evaluate(
        "one => getComputedStyle(one, '::after').content", working.element_handle()
    )
    assert told == '"正在计算…"'
    window.wait_for_timeout(1_500)  # Streamlit's own word comes after half a second
    assert foreign(window) == []
    assert window.get_by_text("Stop", exact=True).count() == 0


def test_a_file_that_cannot_be_made(window: Page, broken_url: str) -> None:
    visitor = Visitor(window, broken_url)
    visitor.go("data")
    window.get_by_role("button", name="下载CSV").first.click()
    expect(window.get_by_test_id("stDownloadButtonError")).to_contain_text("事件编号")
    assert foreign(window) == []
    assert "secret" not in window.content()


def test_a_server_that_goes_away_and_comes_back(window: Page, tmp_path: Path) -> None:
    url, port = store(tmp_path, load_circular_alone), free_port()
    banner = window.locator("#connection")
    visitor = Visitor(window, f"http://127.0.0.1:{port}")
    with served(url, port=port):
        visitor.go("data")
        window.evaluate("window.isOld = true")
    expect(banner).to_contain_text("与服务器的连接中断，正在重新连接")
    window.wait_for_timeout(6_000)  # Streamlit's own box comes after its second try
    assert foreign(window) == []
    assert not window.get_by_test_id("stDialog").is_visible()
    with served(url, port=port):
        window.wait_for_function("!window.isOld")
        visitor.settle()
        visitor.heads("数据与口径")
        expect(banner).to_have_count(0)


def test_a_connection_that_breaks_and_is_restored_loses_nothing(
    window: Page, demo_url: str
) -> None:
    Visitor(window, demo_url).go("overview")
    window.evaluate("window.isOld = true")
    banner = window.locator("#connection")
    window.context.set_offline(True)
    # Being offline does not cut a connection that stands.
    window.evaluate(
        "document.querySelector('[data-testid=stApp]').dataset.testConnectionState = ''"
    )
    expect(banner).to_contain_text("连接中断")
    window.context.set_offline(False)
    window.evaluate(
        "document.querySelector('[data-testid=stApp]').dataset.testConnectionState = 'CONNECTED'"
    )
    expect(banner).to_contain_text("已恢复连接")
    expect(banner).to_be_hidden()
    assert window.evaluate("window.isOld")
