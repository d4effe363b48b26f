"""What a reader does: filters, opens a figure, follows a link, sends a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import text

from dashboard.store.engine import make_engine
from tests.browser.conftest import store
from tests.browser.visitor import Visitor, choose_district
from tests.conftest import load_circular_alone
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Visit = Callable[..., Visitor]


def test_a_chosen_filter_stands_in_the_url_and_comes_back(visit: Visit) -> None:
    visitor = visit("overview")
    choose_district(visitor, "沙坪坝区", code="500106")
    sent = visitor.page.url
    other = visit(sent.removeprefix(visitor.url + "/"))
    other.heads("沙坪坝区")
    assert other.heading == visitor.heading


def test_the_menu_keeps_the_filters(visit: Visit) -> None:
    visitor = visit("overview?asof=2024-09-30")
    choose_district(visitor, "沙坪坝区", code="500106")
    visitor.page.get_by_role("link", name="宣传成效").first.click()
    visitor.page.wait_for_url("**/publicity?**")
    visitor.settle()
    visitor.heads("沙坪坝区")
    visitor.heads("数据截至 2024-09-30")


def test_a_figure_opens_how_it_came_about(visit: Visit) -> None:
    visitor = visit("overview")
    fold = visitor.page.locator("details.how").first
    expect(fold.locator("dl").first).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("dl").first).to_be_visible()
    expect(fold).to_contain_text("口径")
    expect(fold).to_contain_text("来源")


def test_a_figure_leads_to_its_very_rows(visit: Visit) -> None:
    visitor = visit("overview")
    fold = visitor.page.locator("details.how").first
    fold.locator("summary").click()
    fold.locator("p.rows a").first.click()
    visitor.page.wait_for_url("**/data?**")
    visitor.settle()
    visitor.heads("数据与口径")
    assert visitor.query["metric"] == "review_institutions_total"
    visitor.sees("98")


def test_a_table_can_be_taken_away(visit: Visit, tmp_path: Path) -> None:
    visitor = visit("institutions")
    button = visitor.page.get_by_role("button", name="下载CSV").first
    if not button.is_visible():
        visitor.page.get_by_text("数据表与下载").first.click()
    with visitor.page.expect_download() as downloading:
        visitor.page.locator("button:visible", has_text="下载CSV").first.click()
    path = tmp_path / "taken.csv"
    downloading.value.save_as(path)
    taken = path.read_text(encoding="utf-8-sig")
    assert "演示数据，非真实情况" in taken
    assert downloading.value.suggested_filename.endswith("2024-12-31.csv")


def test_a_district_takes_its_list_to_press_for_away(visit: Visit, tmp_path: Path) -> None:
    visitor = visit("rectification?district=渝北区")
    visitor.page.get_by_role("radio", name="全部未销号").click()
    visitor.has_in_url("term", "全部未销号")
    visitor.sees("督办清单：未销号的问题")
    with visitor.page.expect_download() as downloading:
        visitor.page.get_by_role("button", name="下载督办工作簿").click()
    path = tmp_path / "taken.xlsx"
    downloading.value.save_as(path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["汇总", "渝北区"]
    assert "演示数据" in str(book["渝北区"]["A2"].value)
    assert book["渝北区"].max_row > 4


def test_a_step_of_the_loop_filters_the_list(visit: Visit) -> None:
    visitor = visit("rectification")
    chart = visitor.page.locator('[data-testid="stVegaLiteChart"]').last
    chart.scroll_into_view_if_needed()
    # The bar of the third of six steps, right of its label.
    chart.click(position={"x": 300, "y": 135})
    visitor.has_in_url("stage", "待复查")
    visitor.sees("停在“待复查”的超期的问题")


def test_a_bad_link_is_named_and_harmless(visit: Visit) -> None:
    visitor = visit("overview?district=![x](http://elsewhere.example/x.png)&asof=yesterday")
    visitor.sees("已忽略")
    visitor.heads("全市")


def test_the_bare_address_leads_to_the_front_page(visit: Visit) -> None:
    visitor = visit("?district=沙坪坝区")
    visitor.page.wait_for_url("**/overview**")
    visitor.heads("沙坪坝区")


@pytest.fixture
def lost(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A served store and its URL, for a test that takes it away."""
    url = store(tmp_path, load_circular_alone)
    with served(url) as address:
        yield address, url


def test_a_store_that_goes_away_and_comes_back(
    chromium: BrowserContext, lost: tuple[str, str]
) -> None:
    address, url = lost
    page = chromium.new_page()
    visitor = Visitor(page, address)
    visitor.go("overview")
    visitor.heads("总览")
    _statement(url, "ALTER TABLE store_state RENAME TO away")
    page.reload()
    visitor.settle()
    visitor.sees("数据库暂时不可用")
    visitor.sees("oversight restore")
    assert "Traceback" not in page.locator("body").inner_text()
    _statement(url, "ALTER TABLE away RENAME TO store_state")
    # Nobody touches the page: it asks again by itself.
    expect(page.locator("header.page")).to_contain_text("总览", timeout=15_000)
    assert page.locator(".failure").count() == 0
    page.close()
    assert visitor.left_the_host == []


def _statement(url: str, statement: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
