"""Everything a section tells is listed once, with where it stands."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import Engine

from dashboard.briefings.figures import told, told_by
from dashboard.briefings.freeze import computed
from dashboard.briefings.templates import TEMPLATES, Template
from tests.briefings import snapshot_of


def test_every_kind_of_block_is_told() -> None:
    found = {(one.place, one.name): one.text for one in told(snapshot_of())}
    assert found["title", "标题"] == "复核合格率19.9%"
    assert found["figure", "复核 · 复核合格率"] == "19.9%"
    assert found["part", "复核 · 合格"] == "36家"
    assert [found["line", "复核"], found["line", "复核（2）"]] == ["一行", "去"]
    assert found["cell", "示例二 · 合格率"] == "—"
    assert found["cell", "=示例<b>机构</b> · 发现日期"] == "2024-12-31"
    assert found["cell", "=示例<b>机构</b> · 合格率"] == "50.0"
    assert found["unit", "涪陵区"] == "未检查"
    assert found["text", "文字"] == "第一句。"
    assert found["text", "注销"] == "—"
    assert "2024-12-31 检查 发现3项" in found.values()
    assert "提示" in found.values()


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.key)
def test_every_figure_has_a_place_of_its_own(demo: Engine, one: Template) -> None:
    snapshot = computed(demo, one.briefing())
    for section in snapshot.sections:
        found = told_by(section)
        counts = Counter((part.place, part.name) for part in found)
        assert set(counts.values()) == {1}
        assert len(found) > 1
        assert all(part.text for part in found if part.place in ("figure", "part", "title"))
