"""A briefing is computed section by section, each under its own filters, all as of one day."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.catalogue import CATALOGUE
from dashboard.briefings.compute import SharedAnswers, compute, day_of, entry_label, facts_of
from dashboard.briefings.frozen import encode
from dashboard.briefings.snapshot import FrozenSection
from dashboard.errors import BriefingError
from dashboard.sections.answer import Table
from dashboard.store.state import read_state
from tests.views import counted


def sections(
    engine: Engine, *items: Item, as_of: date | None = None, earlier: date | None = None
) -> tuple[FrozenSection, ...]:
    briefing = Briefing(title="月报", items=items, as_of=as_of, compared_with=earlier)
    with Session(engine) as session:
        facts = facts_of(session, read_state(engine))
        return compute(
            session, briefing, facts, as_of=day_of(briefing, facts), memory=SharedAnswers()
        )


def test_a_section_says_its_page_scope_days_and_definitions(demo: Engine) -> None:
    (one,) = sections(
        demo,
        Item.of("overview/headline", query="district=万州区", notes="讲稿"),
        as_of=date(2024, 11, 30),
        earlier=date(2024, 10, 31),
    )
    assert (one.key, one.page, one.scope, one.notes) == (
        *("s1", "overview"),
        "万州区 · 本年（2024年1月1日至2024年11月30日）",
        "讲稿",
    )
    assert (one.as_of, one.earlier) == (date(2024, 11, 30), date(2024, 10, 31))
    assert one.title == one.answer.title
    told = {definition.metric: definition for definition in one.definitions}
    assert told["findings_overdue"].text
    assert told["findings_overdue"].formula
    assert told["findings_overdue"].scope == "万州区"


def test_a_title_of_its_own_stands_above_the_finding(demo: Engine) -> None:
    (one,) = sections(demo, Item.of("overview/headline", title="全市情况"))
    assert one.title == "全市情况"
    assert one.answer.title != "全市情况"


def test_metrics_of_charts_are_defined_once(demo: Engine) -> None:
    (one,) = sections(demo, Item.of("enforcement/enforcement-chain"))
    metrics = [definition.metric for definition in one.definitions]
    assert len(metrics) == len(set(metrics)) > 5


def test_a_list_is_kept_whole_and_says_which_rows_it_holds(demo: Engine) -> None:
    (one,) = sections(demo, Item.of("findings-map/unclosed"))
    (table,) = (block for block in one.answer.blocks if isinstance(block, Table))
    assert len(table.rows) > 12
    assert "下载" not in table.note


def test_a_hidden_section_is_not_computed(demo: Engine) -> None:
    assert sections(demo, Item.of("overview/where", hidden=True)) == ()


def test_sections_that_ask_the_same_ask_once(demo: Engine) -> None:
    with counted(demo) as once:
        sections(demo, Item.of("overview/headline"))
    with counted(demo) as twice:
        sections(demo, Item.of("overview/headline"), Item.of("overview/headline"))
    assert len(twice) == len(once)


def test_a_day_without_data_is_refused(demo: Engine) -> None:
    with pytest.raises(BriefingError, match="数据只到2024-12-31，不能按2025-01-01编制"):
        sections(demo, Item.of("overview/headline"), as_of=date(2025, 1, 1))


def test_a_section_of_another_program_is_named() -> None:
    assert entry_label(Item.of("overview/headline")) == "总览：全市现在是什么情况？"
    with pytest.raises(BriefingError, match="other/thing"):
        entry_label(Item.of("other/thing"))


@pytest.mark.parametrize("query", ["", "district=500102"])
def test_nothing_frozen_talks_of_a_screen(demo: Engine, query: str) -> None:
    """What can be clicked, or stands beside, is no word for a slide or a circular."""
    talk = re.compile("点击|点按|左侧|右侧|以下为全市|可信吗|本页|筛选全页|展开")
    for section in sections(demo, *(Item.of(key, query=query) for key in CATALOGUE)):
        told = json.dumps(encode(section.answer), ensure_ascii=False)
        assert talk.findall(told) == [], section.section
