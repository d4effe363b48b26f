from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Chart, Notice
from dashboard.sections.enforcement.chain import CHAIN
from tests.views import answer_of, view_on

LABELS = ["线索", "查实", "行政处罚", "移送公安", "刑事立案", "结案", "撤案"]


def _answer(
    engine: Engine, *, filters: Filters | None = None, params: Mapping[str, str] | None = None
) -> Answer:
    return answer_of(CHAIN, view_on(engine, filters=filters, params=params), engine=engine)


def _chart(answer: Answer) -> Chart:
    (chart,) = [block for block in answer.blocks if isinstance(block, Chart)]
    return chart


def test_steps_stand_in_the_order_of_the_chain(demo_engine: Engine) -> None:
    assert [row[0] for row in _chart(_answer(demo_engine)).table.rows] == LABELS


def test_parts_of_a_step_add_up_to_those_who_came_to_it(demo_engine: Engine) -> None:
    for row in _chart(_answer(demo_engine)).table.rows:
        parts = [part for part in row[2:6] if isinstance(part, int | float)]
        assert sum(parts) == row[1], row[0]


def test_waiting_closed_and_withdrawn_add_up_to_the_leads(demo_engine: Engine) -> None:
    answer = _answer(demo_engine)
    steps = _chart(answer).table.rows[:5]
    ends = sum(part for row in steps for part in row[3:6] if isinstance(part, int | float))
    assert ends == steps[0][1]
    (notice,) = [block for block in answer.blocks if isinstance(block, Notice)]
    assert notice.text.startswith(f"线索{ends:.0f}件＝办理中")
    assert "不在中位数之内" in notice.text


def test_shuangqiao_is_as_the_circular_tells(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, filters=Filters(district="CQ-SQ"))
    assert answer.title == (
        "有记录以来登记线索4件，查实1件，行政处罚1件，移送公安0件，仍在办理1件；有记录以来决定罚款1万元"
    )


def test_the_title_and_what_stands_below_it_are_of_the_same_leads(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, filters=Filters(period="year"))
    (notice,) = [block for block in answer.blocks if isinstance(block, Notice)]
    still = notice.text.partition("办理中")[2].partition("件")[0]
    assert f"仍在办理{still}件" in answer.title


def test_each_step_has_its_lag_below_once(demo_engine: Engine) -> None:
    marks = _chart(_answer(demo_engine)).spec["data"]["values"]
    notes = [mark["note"] for mark in marks if mark["note"]]
    assert len(notes) == len(LABELS)
    assert all("中位" in note and "n=" in note for note in notes[1:])


def test_a_step_nobody_came_to_says_so(demo_engine: Engine) -> None:
    chart = _chart(_answer(demo_engine, filters=Filters(district="CQ-SQ")))
    notes = [mark["note"] for mark in chart.spec["data"]["values"] if mark["note"]]
    assert "移送公安→刑事立案：尚无案件走到" in notes


def test_a_chosen_step_fades_the_others(demo_engine: Engine) -> None:
    marks = _chart(_answer(demo_engine, params={"step": "查实"})).spec["data"]["values"]
    assert {mark["pick"] for mark in marks if not mark["faded"]} == {"查实"}


def test_without_a_ledger_the_gap_is_said(circular_engine: Engine) -> None:
    answer = _answer(circular_engine)
    assert answer.title == "从线索到结案：台账无记录"
    assert _chart(answer).table.rows == []
    assert "原文未说明" in _chart(answer).table.empty
