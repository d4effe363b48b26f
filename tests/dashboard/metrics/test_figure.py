"""A figure's state: decided once, from what was counted, and a word for every kind of empty."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.figure import Figure, withheld
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.metrics.states import FigureState
from tests.ledger import Ledger

DAY = date(2024, 6, 15)
EARLIER = date(2023, 3, 1)


def of(engine: Engine, metric: str, *, rows: Any, **filters: Any) -> Figure:
    """The metric's figure over rows written by hand: pairs of a table and its values."""
    with Session(engine) as session:
        ledger = Ledger(session)
        for table, values in rows:
            of = {"institution_id": ledger.add("institution")} if table == "exam_month" else {}
            ledger.add(table, **of, **values)
        question = FigureQuery(metrics=(metric,), as_of=DAY, filters=Filters(**filters))
        (answer,) = measure(session, [question])
    return answer.get(metric)


VISIT = ("inspection", {"inspected_on": DAY})
YEAR = {"first": date(2024, 1, 1)}


@pytest.mark.parametrize(
    ("metric", "rows", "state"),
    [
        ("findings", [], FigureState.NO_LEDGER),
        (
            "findings",
            [("inspection", {"inspected_on": date(2025, 1, 1)})],
            FigureState.NOT_INSPECTED,
        ),
        ("findings", [VISIT], FigureState.ZERO),
        ("findings", [VISIT, ("finding", {"found_on": DAY})], FigureState.VALUE),
        ("findings", [("finding", {"found_on": DAY})] * 2, FigureState.VALUE),
        ("findings_per_inspection", [("finding", {"found_on": DAY})], FigureState.NO_LEDGER),
        ("rectification_completion_rate", [VISIT], FigureState.NOTHING_FOUND),
        (
            "on_time_share",
            [VISIT, ("finding", {"found_on": DAY, "due_on": date(2024, 7, 1)})],
            FigureState.NONE_DUE,
        ),
        ("days_to_close", [VISIT], FigureState.NOTHING_FOUND),
        ("days_to_close", [VISIT, ("finding", {"found_on": DAY})], FigureState.THIN),
        ("exam_sites_count", [], FigureState.NO_LEDGER),
        (
            "theory_pass_rate",
            [("exam_month", {"month": date(2024, 6, 1), "theory_candidates": 40})],
            FigureState.NO_MONTHLY,
        ),
        (
            "theory_pass_rate",
            [("exam_month", {"month": EARLIER, "theory_candidates": 40, "theory_passes": None})],
            FigureState.NOT_REPORTED,
        ),
        (
            "theory_pass_rate",
            [("exam_month", {"month": EARLIER, "theory_candidates": 0, "theory_passes": 0})],
            FigureState.NO_CANDIDATE,
        ),
    ],
)
def test_every_kind_of_empty_is_told_apart(
    empty_engine: Engine, metric: str, rows: Any, state: FigureState
) -> None:
    assert of(empty_engine, metric, rows=rows).state is state


def test_who_reports_has_none_in_a_period_without_any(empty_engine: Engine) -> None:
    earlier = [("enforcement_case", {"lead_on": EARLIER})]
    assert of(empty_engine, "cases_leads", rows=earlier, **YEAR).state is FigureState.ZERO


def test_nobody_inspected_in_a_period_is_not_none_found(empty_engine: Engine) -> None:
    earlier = [("inspection", {"inspected_on": EARLIER})]
    found = of(empty_engine, "findings", rows=earlier, **YEAR)
    assert (found.value, found.state) == (None, FigureState.NOT_INSPECTED)


def test_a_stock_does_not_hear_of_a_period(empty_engine: Engine) -> None:
    rows = [("inspection", {"inspected_on": EARLIER}), ("finding", {"found_on": EARLIER})]
    assert of(empty_engine, "findings_open", rows=rows, **YEAR).value == 1


def test_who_has_paid_nothing_has_paid_nought(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        case = Ledger(session).add("enforcement_case", lead_on=EARLIER)
        session.commit()
    unpaid = [("penalty", {"case_id": case, "amount_fen": 500, "decided_on": DAY})]
    assert of(empty_engine, "penalty_paid_fen", rows=unpaid).state is FigureState.ZERO


def test_what_is_withheld_tells_nothing() -> None:
    hidden = withheld("lookback_persons_detained")
    assert (hidden.value, hidden.rows, hidden.population) == (None, 0, 0)
    assert hidden.withheld
