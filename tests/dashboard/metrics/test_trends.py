from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.analysis.trend import TrendResult
from dashboard.metrics.filters import Filters
from dashboard.metrics.trends import MONTHLY, MONTHS, RIPENS, Trends, courses
from tests.ledger import Ledger
from tests.views import counted

NOVEMBER = (date(2024, 11, 1), date(2024, 11, 30))


def read(engine: Engine, *, district: str = "", as_of: date = date(2024, 12, 31)) -> Trends:
    with Session(engine) as session:
        return courses(session, filters=Filters(district=district), as_of=as_of, between=NOVEMBER)


def test_the_city_of_the_demo_is_steady(demo_engine: Engine) -> None:
    found = read(demo_engine)
    assert {one.course for one in found.trends.values()} == {TrendResult.STEADY}
    assert (len(found.months), found.months[-1]) == (MONTHS, 202412)
    assert set(found.shifts) == set(MONTHLY) - set(RIPENS)


def test_before_and_after_leave_out_the_months_between(demo_engine: Engine) -> None:
    found = read(demo_engine)
    assert (found.before[0], found.before[-1], found.after) == (202211, 202410, (202412,))


def test_an_unfinished_month_does_not_count(demo_engine: Engine) -> None:
    assert read(demo_engine, as_of=date(2024, 12, 30)).months[-1] == 202411


def test_a_scope_costs_one_statement(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        read(demo_engine, district="500114")
    assert len(statements) == 1


def test_a_rise_of_ones_own_series_is_said(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        for month in range(1, 13):
            ledger.add(
                "exam_month",
                institution_id=ledger.add("institution"),
                month=date(2024, month, 1),
                theory_candidates=200,
                theory_passes=100 + 6 * month,
            )
        found = courses(session, filters=Filters(), as_of=date(2024, 12, 31))
    rise = found.trends["theory_pass_rate"]
    assert (rise.course, rise.months) == (TrendResult.RISING, 12)
    assert found.trends["practical_pass_rate"].course is TrendResult.UNKNOWN
    assert found.shifts["theory_pass_rate"].course is TrendResult.UNKNOWN
    assert found.series["theory_pass_rate"][-1] == (172, 200)


@pytest.mark.parametrize(("as_of", "months"), [(date(2026, 5, 31), 12), (date(2026, 10, 31), 5)])
def test_a_course_of_examinations_begins_with_the_rules(
    empty_engine: Engine, as_of: date, months: int
) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        for at in range(17):
            year, month = divmod(2025 * 12 + 5 + at, 12)
            ledger.add(
                "exam_month",
                institution_id=ledger.add("institution"),
                month=date(year, month + 1, 1),
                theory_candidates=100,
                theory_passes=80,
            )
        found = courses(session, filters=Filters(), as_of=as_of)
    assert found.trends["theory_pass_rate"].months == months
