"""Numbers typed by a person are the section's, or said not to be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.freeze import computed
from dashboard.briefings.snapshot import FrozenSection
from dashboard.briefings.typed_figures import (
    caption,
    has_typed_figures,
    typed_figures,
    typed_title,
)
from tests.briefings import snapshot_of

(SECTION,) = snapshot_of().sections


def _titled(title: str, *, notes: str = "") -> FrozenSection:
    return replace(SECTION, title=title, notes=notes)


@pytest.mark.parametrize(
    "title",
    [
        "复核合格率19.9%",
        "合格率约20%",
        "合格36家，另有3项问题",
        "2024年12月31日的情况",
        "依据AQ 8011-2023",
        "没有数字的标题",
        "合格率50%的一家",
    ],
)
def test_a_title_of_the_sections_own_numbers_passes(title: str) -> None:
    assert typed_title(_titled(title)) == ()
    assert caption(_titled(title)) == "万州区"


def test_a_number_of_elsewhere_is_told_apart() -> None:
    section = _titled("全市复核83家合格，合格率19.9%，83家都已公布")
    assert typed_title(section) == ("83家",)
    assert caption(section) == "万州区　·　标题中的“83家”为手工填写，不是快照的数字"


def test_a_lower_bound_is_not_an_exact_number() -> None:
    assert typed_title(_titled("合格36余家")) == ("36余家",)


def test_numbers_of_the_script_are_looked_at_as_well() -> None:
    snapshot = replace(snapshot_of(), sections=(_titled("标题", notes="这里有83家，合格率19.9%"),))
    (found,) = typed_figures(snapshot)
    assert (found.place, found.text) == ("讲稿", "83家")
    assert found.sentence() == "“复核合格率19.9%”的讲稿中手工填写的“83家”不是该板块的数字"


def test_the_whole_citys_number_over_one_districts_section_is_found(demo: Engine) -> None:
    def typed(query: str) -> list[str]:
        item = Item.of("institutions/review-stages", query=query, title="全市复核83家合格")
        snapshot = computed(demo, Briefing(title="简报", items=(item,)))
        return [one.text for one in typed_figures(snapshot)]

    assert typed("district=500102") == ["83家"]
    assert typed("") == []


@pytest.mark.parametrize(
    ("title", "notes", "hidden", "asked"),
    [
        ("", "", False, False),
        ("十一月的情况", "请讲慢一点", False, False),
        ("2024年11月", "", False, False),
        ("合格83家", "", False, True),
        ("", "这里有83家", False, True),
        ("合格83家", "", True, False),
    ],
)
def test_only_what_was_typed_and_is_shown_must_be_looked_up(
    title: str, notes: str, *, hidden: bool, asked: bool
) -> None:
    item = Item(section="overview/headline", title=title, notes=notes, hidden=hidden)
    assert has_typed_figures(Briefing(title="简报", items=(item,))) is asked
