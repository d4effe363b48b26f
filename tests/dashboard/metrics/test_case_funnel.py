from __future__ import annotations

from datetime import date
from statistics import median

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.case_funnel import LAG_FROM, CaseFunnel, course, lag_of
from dashboard.metrics.enforcement import FATES, STEPS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from tests.dashboard.metrics.test_enforcement import DAY, ledger
from tests.views import counted


def _course(engine: Engine, *, filters: Filters | None = None, as_of: date = DAY) -> CaseFunnel:
    with Session(engine) as session:
        return course(session, filters=filters or Filters(), as_of=as_of)


def test_every_lead_stands_somewhere_and_once(demo_engine: Engine) -> None:
    cohort = _course(demo_engine)
    assert cohort.total == len(ledger(demo_engine))
    assert sum(cohort.at(fate=fate) for fate in FATES) == cohort.total
    assert sum(cohort.at(step=step) for step in STEPS) == cohort.total


@pytest.mark.parametrize("day", [DAY, date(2024, 6, 30), date(2023, 1, 1)])
def test_ends_agree_with_the_metrics(demo_engine: Engine, day: date) -> None:
    filters = Filters()
    keys = {"closed": "cases_closed", "withdrawn": "cases_withdrawn", "open": "cases_open"}
    with Session(demo_engine) as session:
        question = FigureQuery(metrics=("cases_leads", *keys.values()), as_of=day, filters=filters)
        (measured,) = measure(session, [question])
    cohort = _course(demo_engine, filters=filters, as_of=day)
    assert cohort.total == measured.get("cases_leads").value
    for fate, key in keys.items():
        assert cohort.at(fate=fate) == measured.get(key).value


@pytest.mark.parametrize("step", LAG_FROM)
def test_lags_are_those_of_cases_that_reached_both_steps(demo_engine: Engine, step: str) -> None:
    since = LAG_FROM[step]
    days = [
        (getattr(one, f"{step}_on") - getattr(one, f"{since}_on")).days
        for one in ledger(demo_engine)
        if getattr(one, f"{step}_on") and getattr(one, f"{since}_on")
    ]
    lag = _course(demo_engine).lags[step]
    assert (lag.cases, lag.median, lag.least, lag.most) == (
        len(days),
        median(days),
        min(days),
        max(days),
    )


def test_a_step_after_the_day_has_no_part_in_a_lag(demo_engine: Engine) -> None:
    assert "filed" not in _course(demo_engine, as_of=date(2024, 11, 17)).lags


def test_the_course_is_one_statement(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        _course(demo_engine)
    assert len(statements) == 1


def test_a_store_without_cases_has_no_course(circular_engine: Engine) -> None:
    assert _course(circular_engine) == CaseFunnel(standing={}, lags={})


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([(3, 1)], 3.0), ([(9, 1), (2, 1)], 5.5), ([(1, 3), (50, 2)], 1.0), ([(4, 2), (8, 2)], 6.0)],
)
def test_the_median_of_counted_days(counts: list[tuple[int, int]], expected: float) -> None:
    assert lag_of(counts).median == expected
