"""A chart on the page goes to the clipboard or to a file as one signed picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COPIED = """async () => {
    const [item] = await navigator.clipboard.read();
    const buffer = await (await item.getType("image/png")).arrayBuffer();
    return [...new Uint8Array(buffer)];
}"""


def test_a_chart_is_copied_and_taken_away(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    visitor = visit("enforcement")
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    # What was drawn when the script ended is not all: a busy browser draws charts later.
    page.locator('[class*="st-key-chart-enforcement-chain"] svg.marks').wait_for()
    page.locator(".st-key-fold-enforcement-chain summary").click()
    # Only a window in front may write to the clipboard.
    page.bring_to_front()
    page.get_by_role("button", name="复制图片").first.click()
    page.get_by_text("已复制").first.wait_for()
    copied = Image.open(io.BytesIO(bytes(page.evaluate(COPIED))))
    assert copied.width > 1_000
    assert len(copied.convert("RGB").getcolors(1 << 24) or ()) > 20

    with page.expect_download() as taken:
        page.get_by_role("button", name="下载PNG").first.click()
    path = tmp_path / "chart.png"
    taken.value.save_as(path)
    assert taken.value.suggested_filename == "从线索到结案的件数与时滞_2024-12-31.png"
    assert Image.open(io.BytesIO(path.read_bytes())).width == 1920
