from __future__ import annotations

from datetime import date

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Chart, Table
from dashboard.sections.enforcement.penalties import PENALTIES
from dashboard.store.models.enforcement import Penalty
from tests.views import answer_of, view_on


def _answer(engine: Engine, *, filters: Filters | None = None) -> Answer:
    return answer_of(PENALTIES, view_on(engine, filters=filters), engine=engine)


def _number(cell: object) -> float:
    return float(str(cell)) if cell is not None else 0


def test_the_ledgers_sums_stand_below_the_rows(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        count, fined = session.execute(
            select(func.count(), func.sum(Penalty.amount_fen)).select_from(Penalty)
        ).one()
        paid = session.scalar(
            select(func.sum(Penalty.amount_fen)).where(Penalty.paid_on.is_not(None))
        )
    _, table = _answer(demo_engine).blocks
    assert isinstance(table, Table)
    assert table.rows[-1][2:] == [count, fined, paid, fined - (paid or 0)]
    for at in range(2, 6):
        assert sum(_number(row[at]) for row in table.rows[:-1]) == _number(table.rows[-1][at])


def test_months_add_up_to_the_same_sum(demo_engine: Engine) -> None:
    chart, table = _answer(demo_engine).blocks
    assert isinstance(chart, Chart)
    assert isinstance(table, Table)
    fined = _number(table.rows[-1][3])
    assert sum(_number(row[2]) for row in chart.table.rows) == fined
    marks = chart.spec["data"]["values"]
    assert round(sum(mark["value"] for mark in marks) * 1_000_000) == fined


def test_warnings_count_as_decisions_without_a_sum(demo_engine: Engine) -> None:
    answer = _answer(demo_engine)
    assert answer.title.startswith("处罚决定49件，罚款48.8万元，已缴")


def test_a_range_without_penalties_says_so(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, filters=Filters(district="500229"))
    (chart,) = answer.blocks
    assert isinstance(chart, Chart)
    assert chart.table.empty == "所选范围内台账没有处罚决定"


def test_without_a_ledger_the_gap_is_said(circular_engine: Engine) -> None:
    (chart,) = _answer(circular_engine).blocks
    assert isinstance(chart, Chart)
    assert "原文未说明" in chart.table.empty


def test_months_outside_the_period_have_no_row(demo_engine: Engine) -> None:
    year = Filters(first=date(2024, 1, 1), last=date(2024, 12, 31))
    chart = _answer(demo_engine, filters=year).blocks[0]
    assert isinstance(chart, Chart)
    assert {str(row[0])[:4] for row in chart.table.rows} == {"2024"}
