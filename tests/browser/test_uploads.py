"""Uploads that are too much or not asked for, in real Chromium: refused, said, given back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Response, expect

from dashboard.demo.practice import PRACTICE
from tests.browser.conftest import store
from tests.browser.visitor import Visitor
from tests.conftest import load_whole_demo
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

GOOD, _ = PRACTICE
FIELD = '[data-testid="stFileUploader"]'
AGAIN = """async address => {
    const body = new FormData();
    body.append('file', new Blob(['x'.repeat(100000)]), 'a.csv');
    const cookie = document.cookie.split('; ').find(one => one.startsWith('_streamlit_xsrf='));
    const headers = {'X-Xsrftoken': (cookie || '=').split('=').slice(1).join('=')};
    const answer = await fetch(address, {method: 'PUT', body, headers});
    return [answer.status, await answer.text()];
}"""


@pytest.fixture
def clerk(
    visit: Callable[..., Visitor], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Visitor]:
    """At the import page of a server that takes one megabyte of each reader."""
    monkeypatch.setenv("OVERSIGHT_UPLOAD_SESSION_LIMIT_MB", "1")
    with served(store(tmp_path, load_whole_demo)) as url:
        visitor = visit("data-import", url=url)
        yield visitor
        visitor.leave()


def test_too_much_is_refused_in_chinese_and_what_fits_is_taken_after_it(clerk: Visitor) -> None:
    refused = _choose(clerk, "大.csv", "区县,渠道\n".encode() * 200_000)
    assert refused.status == 413
    _says_of_refused(clerk, '"标红的文件没有接收')
    assert [one for one in clerk.complaints if "413" not in one] == []
    clerk.complaints.clear()
    clerk.page.get_by_test_id("stFileChipDeleteBtn").get_by_role("button").click()
    expect(clerk.page.get_by_test_id("stFileChip")).to_have_count(0)
    assert _choose(clerk, GOOD.file_name, GOOD.make()).status == 204
    clerk.sees("二、核对预览")
    _says_of_refused(clerk, "none")


def test_a_page_without_a_field_takes_nothing_and_has_given_back(clerk: Visitor) -> None:
    taken = _choose(clerk, GOOD.file_name, GOOD.make())
    assert clerk.page.evaluate(AGAIN, taken.url)[0] == 204
    clerk.page.locator('a[href*="publicity"]').first.click()
    clerk.heads("宣传")
    clerk.settle()
    status, said = clerk.page.evaluate(AGAIN, taken.url)
    assert status == 403
    assert "数据导入" in said
    clerk.complaints.clear()


def _says_of_refused(clerk: Visitor, words: str) -> None:
    """Wait until the field's own style says it: the page draws only after the answer is there."""
    clerk.page.wait_for_function(
        "([field, words]) => getComputedStyle(document.querySelector(field), '::after')"
        ".content.startsWith(words)",
        arg=[FIELD, words],
    )


def _choose(clerk: Visitor, name: str, content: bytes) -> Response:
    field = clerk.page.locator("input[type=file]")
    with clerk.page.expect_response(lambda one: one.request.method == "PUT") as answer:
        field.set_input_files(
            [{"name": name, "mimeType": "application/octet-stream", "buffer": content}]
        )
    return answer.value
