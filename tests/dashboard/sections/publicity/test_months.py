from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard.sections.answer import Chart
from dashboard.sections.publicity.months import MONTHS, is_unfinished, label, said_month, span
from dashboard.store.models.publicity import PublicityActivity
from tests.views import answer_of, view_on


def _chart(engine: Engine, *, as_of: date | None = None) -> Chart:
    (chart,) = answer_of(MONTHS, view_on(engine, as_of=as_of), engine=engine).blocks
    assert isinstance(chart, Chart)
    return chart


def test_months_without_activities_are_in_between() -> None:
    assert span([202411, 202502]) == [202411, 202412, 202501, 202502]
    assert span([]) == []


def test_months_are_written_for_axis_and_sentence() -> None:
    assert (label(202403), said_month(202403)) == ("2024-03", "2024年3月")


@pytest.mark.parametrize(
    ("day", "unfinished"),
    [(date(2024, 2, 28), True), (date(2024, 2, 29), False), (date(2024, 3, 1), False)],
)
def test_a_month_is_finished_on_its_last_day(day: date, unfinished: bool) -> None:
    assert is_unfinished(202402, as_of=day) is unfinished


def test_parts_and_months_add_up_to_all_activities(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        total = session.scalar(select(func.count()).select_from(PublicityActivity))
    chart = _chart(demo_engine)
    marks = chart.spec["data"]["values"]
    assert sum(mark["value"] for mark in marks) == total
    assert sum(row[-1] or 0 for row in chart.table.rows) == total  # type: ignore[misc]


def test_an_unfinished_month_is_said(demo_engine: Engine) -> None:
    chart = _chart(demo_engine, as_of=date(2024, 11, 28))
    assert chart.table.rows[-1][0] == "2024-11（未满）"
    assert any(mark["faded"] for mark in chart.spec["data"]["values"])


def test_without_a_ledger_the_time_is_not_stated(circular_engine: Engine) -> None:
    chart = _chart(circular_engine)
    assert chart.table.rows == []
    assert "原文未说明" in chart.table.empty
