from __future__ import annotations

import re
from html import unescape

from dashboard.briefings.snapshot import Snapshot
from dashboard.surfaces.presenter.present_page import present_bytes
from tests.briefings import snapshot_of
from tests.exports import hostile

_OUTSIDE = re.compile(r"""(?:src|href|url\()\s*=?\s*["'(]?\s*https?:""")


def test_a_deck_is_one_page_that_asks_nobody(leadership: Snapshot) -> None:
    page = present_bytes(leadership).decode()
    own = page[: page.index('<script type="module">')]
    assert _OUTSIDE.search(own) is None
    assert "default-src 'none'" in unescape(page[:2000])
    assert page.count("</script>") == 2


def test_every_slide_carries_the_demo_mark_and_the_snapshot(leadership: Snapshot) -> None:
    page = present_bytes(leadership).decode()
    many = page.count('<article class="slide"')
    assert many > 5
    assert page.count("演示数据，非真实情况</b>") == many
    assert page.count(f"<span>快照 {leadership.number}</span>") == many


def test_text_of_a_snapshot_is_text() -> None:
    page = present_bytes(hostile()).decode()
    assert "<b>&amp;amp;" not in page.split("<main")[0]
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in page


def test_progress_is_told() -> None:
    told: list[int] = []
    present_bytes(snapshot_of(), progress=lambda done, of, what: told.append(done))
    assert told == list(range(len(told)))
