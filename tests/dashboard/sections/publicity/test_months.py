from __future__ import annotations

from datetime import date

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Chart
from dashboard.sections.publicity.months import MONTHS
from dashboard.store.models.publicity import PublicityActivity
from tests.views import answer_of, view_on


def _chart(engine: Engine, *, as_of: date | None = None) -> Chart:
    (chart,) = answer_of(MONTHS, view_on(engine, as_of=as_of), engine=engine).blocks
    assert isinstance(chart, Chart)
    return chart


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


def test_a_period_is_said_of_its_own_months(demo_engine: Engine) -> None:
    """A ledger that ever reported has figures of all its months: zeros outside the period."""
    year = Filters(first=date(2024, 1, 1), last=date(2024, 12, 31))
    answer = answer_of(MONTHS, view_on(demo_engine, filters=year), engine=demo_engine)
    assert answer.title.startswith("2024年1月至2024年12月共")
    assert "最近" not in answer.title
