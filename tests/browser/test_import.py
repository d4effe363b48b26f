"""数据导入 in real Chromium: a good, a bad and a hostile file, from choosing to undoing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from dashboard.demo.practice import PRACTICE
from data_loaders.export.book import DEMO
from tests.browser.conftest import store
from tests.browser.reading import foreign
from tests.browser.visitor import Visitor
from tests.conftest import load_circular_alone, load_whole_demo
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

GOOD, BAD = PRACTICE


@pytest.fixture
def clerk(visit: Callable[..., Visitor], tmp_path: Path) -> Iterator[Visitor]:
    """At the import page of a demo that nobody else uses."""
    with served(store(tmp_path, load_whole_demo)) as url:
        visitor = visit("data-import", url=url)
        yield visitor
        visitor.leave()


def test_a_clerk_mends_loads_and_undoes(clerk: Visitor, tmp_path: Path) -> None:
    _choose(clerk, BAD.file_name, BAD.make())
    clerk.sees("4行须先改正或确认")
    with clerk.page.expect_download() as taken:
        clerk.page.get_by_role("button", name="标注副本").click()
    marked = tmp_path / "marked.xlsx"
    taken.value.save_as(marked)
    assert "问题清单" in load_workbook(marked).sheetnames
    _begin_anew(clerk)

    _choose(clerk, GOOD.file_name, GOOD.make())
    clerk.sees("可以导入")
    clerk.page.get_by_label("署名").fill("安全培训处")
    clerk.page.get_by_label("署名").press("Enter")
    clerk.page.get_by_role("button", name="导入全部4行变化").click()
    clerk.sees("已导入：批次")
    # One unit's early rows move no day of the city's.
    clerk.heads("数据截至 2024-12-31")
    clerk.settle()  # a list that is open while the page is drawn again closes
    box = clerk.page.get_by_role("combobox", name="查看或撤销一批")
    box.click()
    box.fill("练习")
    clerk.page.get_by_role("option", name=re.compile(r"问题台账\s+练习台账")).first.click()
    clerk.settle()
    clerk.page.get_by_role("button", name="撤销这一批").click()
    clerk.page.get_by_role("button", name="确认撤销").click()
    clerk.sees("已撤销批次")
    clerk.heads("数据截至 2024-12-31")


def test_a_sheet_mapped_by_hand_needs_no_answer_next_time(
    visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    with served(store(tmp_path, load_circular_alone)) as url:
        visitor = visit("data-import", url=url)
        page = visitor.page
        _choose(visitor, "十月.xlsx", _homemade("示范甲校", 120))
        visitor.sees("还没有可以导入的行")
        _answer(visitor, "是哪种台账", "机构台账")
        for heading, column in (("校名", "机构名称"), ("坐得下", "理论座位数")):
            _pick(visitor, f"列名“{heading}”", column)
        _answer(visitor, "列名“挂牌”", "不导入这一列")
        visitor.sees("新增1行、更新0行、不变0行，可以导入")
        visitor.sees("120个")
        visitor.sees("（标题：巫溪县）")
        page.get_by_label("署名").fill("安全培训处")
        page.get_by_label("署名").press("Enter")
        page.get_by_role("button", name="导入全部1行变化").click()
        visitor.sees("已导入：批次")
        visitor.settle()
        _choose(visitor, "十一月.xlsx", _homemade("新来乙校", 80))
        visitor.sees("新增1行、更新0行、不变0行，可以导入")
        assert page.get_by_text("请确认").count() == 0
        page.set_viewport_size({"width": 390, "height": 800})
        visitor.settle()
        width = page.evaluate("document.querySelector('table.stored').scrollWidth")
        assert width <= 390
        visitor.leave()


def test_hostile_files_are_refused_and_stay_text(clerk: Visitor) -> None:
    _choose(clerk, "台账.xlsx", _bomb())
    clerk.sees("拒绝1处")
    clerk.sees("没有读到可以导入的台账")
    _begin_anew(clerk)
    _choose(clerk, "机构.xlsx", _scripted())
    clerk.sees("<img src=x onerror=alert(1)>")
    assert clerk.page.locator(".stMainBlockContainer img").count() == 0
    assert clerk.page.locator(".failure, [data-testid=stException]").count() == 0


def test_the_upload_field_speaks_chinese(clerk: Visitor) -> None:
    assert foreign(clerk.page) == []
    said = clerk.page.get_by_test_id("stFileUploaderDropzone").inner_text()
    assert ("选择文件" in said, "或拖到这里" in said) == (True, True)


def _begin_anew(clerk: Visitor) -> None:
    clerk.page.get_by_role("button", name="放弃，重新选文件").click()
    expect(clerk.page.get_by_text("核对预览")).to_have_count(0)
    # Until the run has ended, the field just answered stands beside the new one.
    clerk.settle()


def _choose(clerk: Visitor, name: str, content: bytes) -> None:
    field = clerk.page.locator("input[type=file]")
    field.set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": content}]
    )
    clerk.sees("二、核对预览")


def _answer(visitor: Visitor, question: str, answer: str) -> None:
    _pick(visitor, question, answer)
    visitor.page.get_by_role("button", name="按以上回答重新预览").click()
    visitor.settle()


def _pick(visitor: Visitor, question: str, answer: str) -> None:
    """Choose an answer with the keyboard alone."""
    box = visitor.page.get_by_role("combobox", name=re.compile(question))
    box.focus()
    box.press("ArrowDown")
    box.fill(answer)
    box.press("Enter")
    expect(box).to_have_value(answer)
    visitor.settle()


def _homemade(school: str, seats: int) -> bytes:
    """A list of institutions under headings of a district's own."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["巫溪县摸底", None, None, None])
    sheet.append(["序号", "校名", "坐得下", "挂牌"])
    sheet.append([1, school, seats, "有"])
    sheet.merge_cells("A1:D1")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _bomb() -> bytes:
    """A workbook whose one sheet unpacks to 400 MB of the same letter."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(400):
                sheet.write(b"A" * 1_000_000)
    return buffer.getvalue()


def _scripted() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "机构台账"
    sheet.append([f"{DEMO}机构台账"])
    sheet.append(["机构名称", "区县"])
    sheet.append(["示例培训学校", "<img src=x onerror=alert(1)>"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
