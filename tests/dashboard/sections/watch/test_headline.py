from __future__ import annotations

import pytest
from sqlalchemy import Engine

from dashboard.sections.answer import Cards, Notice
from dashboard.sections.figure_cell import Link
from dashboard.sections.view import View
from dashboard.sections.watch.headline import HEADLINE, title
from tests.dashboard.sections.watch.alerts import AFTER, FULL, GREY, RISE, disposed, watch_of
from tests.views import view_on


@pytest.fixture
def view(circular_engine: Engine) -> View:
    return view_on(circular_engine)


def test_the_title_is_how_many_wait_since_when() -> None:
    watch = watch_of(FULL, AFTER, disposed(RISE), GREY)
    assert title(watch.alerts, watch) == "2024年1月至2024年12月：红2条、橙1条，待核查2条"
    assert title((GREY,), watch) == "2024年1月至2024年12月没有红色或橙色线索"


def test_cards_count_levels_verdicts_and_indicators(view: View) -> None:
    watch = watch_of(FULL, AFTER, disposed(RISE, evidence="other"), GREY)
    answer = HEADLINE.answer(view, {"watch": watch})
    (cards,) = (block for block in answer.blocks if isinstance(block, Cards))
    levels, verdicts, indicators = cards.cards
    assert [(part.label, part.value) for part in levels.bar] == [
        ("红", 2),
        ("橙", 1),
        ("黄", 0),
        ("灰", 1),
    ]
    told = [line.label for line in verdicts.lines if isinstance(line, Link)]
    assert told == [
        "待核查 2条",
        "核实属实 0条",
        "解释合理 1条",
        "数据错误 0条",
        "处置后数据已变 1条",
    ]
    assert [line.label for line in indicators.lines if isinstance(line, Link)] == [
        "理论合格率增高 1条",
        "考试容量不匹配 1条",
        "淘汰后仍有培训考试 1条",
    ]


def test_a_hint_is_no_verdict(view: View) -> None:
    answer = HEADLINE.answer(view, {"watch": watch_of(RISE)})
    assert any(isinstance(one, Notice) and "不是结论" in one.text for one in answer.blocks)


def test_without_ledgers_there_is_nothing_to_judge(view: View) -> None:
    answer = HEADLINE.answer(view, {"watch": watch_of(has_data=False)})
    assert answer.title == "监测预警：还没有可判断的数据"
    assert len(answer.blocks) == 1
