from __future__ import annotations

from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Notice, Table
from dashboard.sections.publicity.districts import DISTRICTS
from tests.views import answer_of, view_on


def _answer(engine: Engine, *, filters: Filters | None = None) -> tuple[Answer, Notice, Table]:
    answer = answer_of(DISTRICTS, view_on(engine, filters=filters), engine=engine)
    notice, table = answer.blocks
    assert isinstance(notice, Notice)
    assert isinstance(table, Table)
    return answer, notice, table


def test_units_stand_in_customary_order_without_a_rank(demo_engine: Engine) -> None:
    _, notice, table = _answer(demo_engine)
    units = [place.name for place in view_on(demo_engine).units()]
    assert [row[0] for row in table.rows] == units
    assert "自报口径不一，不作排名" in notice.text
    assert not any(column.label[-1] == "名" for column in table.columns)


def test_a_district_that_reported_nothing_is_missing_not_zero(demo_engine: Engine) -> None:
    answer, _, table = _answer(demo_engine)
    rows = {row[0]: row for row in table.rows}
    assert rows["城口县"][1:6] == ["未填报"] * 5
    assert "2个没有记录" in answer.title


def test_not_inspected_is_no_zero(demo_engine: Engine) -> None:
    _, _, table = _answer(demo_engine)
    rows = {row[0]: row for row in table.rows}
    assert rows["城口县"][6:9] == ["未检查"] * 3


def test_who_was_inspected_is_never_said_not_to_be(demo_engine: Engine) -> None:
    _, _, table = _answer(demo_engine)
    rows = {row[0]: row for row in table.rows}
    assert rows["武隆区"][8] == "未发现问题"
    for row in rows.values():
        assert row[9] != "未检查"
        assert ("未检查" in row) == (row[6] == "未检查")


def test_shapingba_is_beside_its_outcomes(demo_engine: Engine) -> None:
    _, _, table = _answer(demo_engine)
    row = next(row for row in table.rows if row[0] == "沙坪坝区")
    assert row[3] == "1,018,000余"
    assert row[6] == 9
    assert row[8] == 1


def test_a_chosen_district_keeps_the_others_beside_it(demo_engine: Engine) -> None:
    _, _, table = _answer(demo_engine, filters=Filters(district="500101"))
    assert len(table.rows) == len(view_on(demo_engine).units())


def test_nothing_is_counted_per_head(demo_engine: Engine) -> None:
    _, _, table = _answer(demo_engine)
    assert "per_10000" not in {column.unit for column in table.columns}


def test_without_ledgers_the_gap_is_said(circular_engine: Engine) -> None:
    _, _, table = _answer(circular_engine)
    assert table.rows == []
    assert "原文未说明" in table.empty
