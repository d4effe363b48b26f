from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from dashboard.sections.answer import Answer, Block, Chart, Facts, Links, Notice, Row, Sentences
from dashboard.sections.form import Form
from dashboard.sections.view import View
from dashboard.sections.watch.evidence import EVIDENCE
from dashboard.watch.alert import Alert
from tests.dashboard.sections.watch.alerts import AFTER, FULL, GREY, PEERS, RISE, disposed, watch_of
from tests.views import view_on


@pytest.fixture
def view(circular_engine: Engine) -> View:
    return view_on(circular_engine)


def _answer(view: View, alert: Alert) -> Answer:
    return EVIDENCE.answer(
        replace(view, params={"alert": alert.key, "level": "橙"}), {"watch": watch_of(alert)}
    )


def _flat(blocks: tuple[Block, ...]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        found.append(block)
        if isinstance(block, Row):
            for _, inner in block.columns:
                found += _flat(inner)
    return found


def _facts(answer: Answer) -> dict[str, object]:
    (facts,) = (block for block in answer.blocks if isinstance(block, Facts))
    return dict(facts.items)


def test_one_alert_tells_numbers_baseline_and_test(view: View) -> None:
    answer = _answer(view, RISE)
    assert answer.title == "橙　示例一　低压电工作业　2024年7月理论合格率增高"
    told = _facts(answer)
    assert told["理论首考合格率"] == "97.0%"
    assert told["参照"] == "自身基线10个月79.0%（790/1,000）"
    assert told["基线月份"] == "2023年9月至2024年6月中的10个月"
    assert (told["单侧概率"], told["校正后q值"]) == ("0.0001", "0.0100")
    assert answer.metrics == ("theory_pass_rate",)


@pytest.mark.parametrize("alert", [RISE, PEERS, FULL, AFTER, GREY])
def test_every_kind_has_a_chart_words_and_a_form(view: View, alert: Alert) -> None:
    kinds = {type(block) for block in _flat(_answer(view, alert).blocks)}
    assert {Chart, Sentences, Form, Notice, Links} <= kinds


def test_the_plain_tests_stand_beside_for_who_wants_them(view: View) -> None:
    (words,) = (one for one in _flat(_answer(view, RISE).blocks) if isinstance(one, Sentences))
    assert "z=4.3" in words.items[-1]
    assert "费希尔精确检验小于0.0001" in words.items[-1]
    (rule,) = (one for one in _flat(_answer(view, FULL).blocks) if isinstance(one, Sentences))
    assert not any("另一种算法" in item for item in rule.items)


def test_the_way_back_keeps_the_list_and_rows_are_linked_for_institutions(view: View) -> None:
    (links,) = (one for one in _answer(view, RISE).blocks if isinstance(one, Links))
    assert [link.page for link in links.items] == ["watch", "institutions", "data"]
    assert links.items[0].params == {"period": "全部", "level": "橙"}
    assert links.items[2].params == {
        "period": "全部",
        "metric": "theory_pass_rate",
        "institution": "1",
        "from": "2024-07-01",
        "to": "2024-07-31",
    }
    (at_site,) = (one for one in _answer(view, FULL).blocks if isinstance(one, Links))
    assert [link.page for link in at_site.items] == ["watch"]


def test_data_that_changed_since_is_said_with_what_stood_there(view: View) -> None:
    notices = [
        one.text
        for one in _answer(view, disposed(RISE, evidence="other")).blocks
        if isinstance(one, Notice)
    ]
    assert any("处置后数据已变" in text and "当时的话" in text for text in notices)


def test_an_alert_that_is_no_more_is_said(view: View) -> None:
    answer = EVIDENCE.answer(replace(view, params={"alert": "<script>"}), {"watch": watch_of(RISE)})
    assert answer.title == "没有这条线索"
    assert "script" not in str(answer.blocks)
