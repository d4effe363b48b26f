from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.sections.answer import Answer, Pages, Table
from dashboard.sections.figure_cell import Link
from dashboard.sections.view import View
from dashboard.sections.watch.worklist import SIZE, WORKLIST, chosen
from dashboard.watch.alert import Alert
from tests.dashboard.sections.watch.alerts import AFTER, FULL, GREY, RISE, disposed, watch_of
from tests.views import view_on


@pytest.fixture
def view(circular_engine: Engine) -> View:
    return view_on(circular_engine)


def table_of(answer: Answer) -> Table:
    return next(block for block in answer.blocks if isinstance(block, Table))


EXPLAINED, CHANGED = disposed(RISE), disposed(FULL, evidence="other")
ALL = (FULL, AFTER, RISE, GREY, EXPLAINED, CHANGED)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, (FULL, AFTER, RISE)),
        ({"level": "红"}, (FULL, AFTER)),
        ({"level": "灰"}, (GREY,)),
        ({"level": "全部"}, (FULL, AFTER, RISE, GREY)),
        ({"disposal": "解释合理"}, (EXPLAINED, CHANGED)),
        ({"disposal": "处置后数据已变"}, (CHANGED,)),
        ({"disposal": "全部", "indicator": "理论合格率增高"}, (RISE, EXPLAINED)),
        ({"level": "紫", "indicator": "乱", "page": "x"}, (FULL, AFTER, RISE)),
    ],
)
def test_the_list_is_narrowed_by_level_indicator_and_disposal(
    view: View, params: Mapping[str, str], expected: tuple[Alert, ...]
) -> None:
    assert chosen(replace(view, params=params), watch_of(*ALL)) == expected


def test_a_line_says_what_how_much_and_against_what(view: View) -> None:
    answer = WORKLIST.answer(view, {"watch": watch_of(RISE)})
    (row,) = table_of(answer).rows
    assert row[0] == "橙"
    assert row[1] == "2024年7月"
    assert isinstance(row[2], Link)
    assert row[2].params["alert"] == RISE.key
    assert row[4] == "理论合格率增高"
    assert row[5] == (
        "理论首考合格率97.0%（合格人次97，理论首考人次100），自身基线10个月79.0%（790/1,000），"
        "+18.0个百分点。超出99.8%控制限；累积和越过界限。"
    )
    assert row[6:] == ["共1个月", "2024年7月", "待核查"]


def test_a_disposed_alert_is_out_of_the_list_of_those_that_wait(view: View) -> None:
    answer = WORKLIST.answer(view, {"watch": watch_of(EXPLAINED)})
    assert answer.title == "线索清单：红和橙、待核查共0条"
    assert table_of(answer).empty.startswith("没有符合条件的线索")


def test_pages_hold_twenty_and_the_file_all(view: View) -> None:
    many = tuple(
        replace(RISE, entity=replace(RISE.entity, identity=str(number))) for number in range(45)
    )
    answer = WORKLIST.answer(replace(view, params={"page": "99"}), {"watch": watch_of(*many)})
    table = table_of(answer)
    (pager,) = (block for block in answer.blocks if isinstance(block, Pages))
    assert pager == Pages(name="page", total=45, size=SIZE, current=3)
    assert len(table.rows) == 5
    assert table.note.startswith("本页第41—45项，共45项")
    unused: Any = None
    assert table.whole is not None
    assert len(table.whole(unused)) == 45
    assert table.scope == "全市、红和橙、待核查"


def test_one_body_and_indicator_is_one_line_with_its_months(view: View) -> None:
    earlier = replace(RISE, period=date(2024, 6, 1), since=date(2024, 6, 1))
    welding = replace(earlier, entity=replace(RISE.entity, trade="焊接与热切割作业"))
    answer = WORKLIST.answer(view, {"watch": watch_of(RISE, earlier, welding, FULL)})
    assert answer.title == "线索清单：红和橙、待核查共4条，归为2项"
    full, rise = table_of(answer).rows
    assert (full[0], full[8]) == ("红", "待核查")
    assert rise[1] == "2024年7月"
    assert isinstance(rise[2], Link)
    assert rise[2].label == "示例一　低压电工作业等2个工种"
    assert rise[2].params["alert"] == RISE.key
    assert rise[6:] == ["共2个月", "2024年6月", "待核查"]
    mixed = WORKLIST.answer(
        replace(view, params={"disposal": "全部"}),
        {"watch": watch_of(RISE, disposed(earlier), disposed(welding))},
    )
    assert table_of(mixed).rows[0][8] == "待核查1条、解释合理2条"


def test_without_ledgers_there_is_no_list(view: View) -> None:
    answer = WORKLIST.answer(view, {"watch": watch_of(has_data=False)})
    assert (answer.title, answer.blocks) == ("线索清单：尚无可列", ())
