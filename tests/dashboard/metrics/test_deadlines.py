"""Bands of days past and left: their edges, and that together they are everything open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.deadlines import DUE_BANDS, OVERDUE_BANDS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, Measured, measure
from dashboard.store.models.inspections import Finding, RectificationOrder
from tests.ledger import Ledger

DAY = date(2024, 6, 15)
DAYS = (date(2024, 12, 31), date(2024, 12, 1), date(2023, 3, 31))
PAST = tuple(OVERDUE_BANDS)


def ask(engine: Engine, *metrics: str, on: date = DAY) -> Measured:
    with Session(engine) as session:
        return measure(session, [FigureQuery(metrics=metrics, as_of=on, filters=Filters())])[0]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-121, {"overdue_over_90"}),
        (-91, {"overdue_over_90"}),
        (-90, {"overdue_31_90"}),
        (-31, {"overdue_31_90"}),
        (-30, {"overdue_8_30"}),
        (-8, {"overdue_8_30"}),
        (-7, {"overdue_1_7"}),
        (-1, {"overdue_1_7"}),
        (0, {"due_7", "due_30"}),
        (7, {"due_7", "due_30"}),
        (8, {"due_30"}),
        (30, {"due_30"}),
        (31, {"due_later"}),
        (None, set()),
    ],
)
def test_a_term_falls_into_its_band(
    empty_engine: Engine, days: int | None, expected: set[str]
) -> None:
    due = None if days is None else DAY + timedelta(days=days)
    found = date(2024, 1, 1)
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        ledger.add("finding", found_on=found, due_on=due)
        ledger.add("finding", found_on=found, due_on=due, closed_on=DAY)
        ledger.add("rectification_order", issued_on=found, due_on=due)
        ledger.add("rectification_order", issued_on=found, due_on=due, closed_on=DAY)
        session.commit()
    names = (*OVERDUE_BANDS, *DUE_BANDS)
    of_findings = {key: key if key in DUE_BANDS else f"findings_{key}" for key in names}
    shown = ask(
        empty_engine,
        *of_findings.values(),
        *(f"orders_{key}" for key in names),
        *("findings_without_deadline", "orders_without_deadline"),
    )
    assert {key for key in names if shown.get(of_findings[key]).rows} == expected
    assert {key for key in names if shown.get(f"orders_{key}").rows} == expected
    for key in ("findings_without_deadline", "orders_without_deadline"):
        assert shown.get(key).rows == (due is None)


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_bands_are_everything_open_once(demo_engine: Engine, on: date) -> None:
    for whole, past, ahead, unset, overdue in (
        *(("findings_open", "findings_", "", "findings_without_deadline", "findings_overdue"),),
        *(("orders_open", "orders_", "orders_", "orders_without_deadline", "orders_overdue"),),
    ):
        late = [f"{past}{key}" for key in PAST]
        rest = [f"{ahead}due_30", f"{ahead}due_later", unset]
        shown = ask(demo_engine, whole, overdue, *late, *rest, on=on)
        late_sum = sum(shown.get(key).value or 0 for key in late)
        assert late_sum == shown.get(overdue).value
        assert late_sum + sum(shown.get(key).value or 0 for key in rest) == shown.get(whole).value


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize(
    ("model", "began", "past", "ahead"),
    [
        (Finding, "found_on", "findings_", ""),
        (RectificationOrder, "issued_on", "orders_", "orders_"),
    ],
)
def test_a_band_is_what_counting_days_by_hand_gives(
    demo_engine: Engine,
    on: date,
    model: type[Finding] | type[RectificationOrder],
    began: str,
    past: str,
    ahead: str,
) -> None:
    with Session(demo_engine) as session:
        left = [
            (one.due_on - on).days
            for one in session.scalars(select(model))
            if getattr(one, began) <= on
            and (one.closed_on is None or one.closed_on > on)
            and one.due_on is not None
        ]
    expected = {
        f"{past}overdue_1_7": sum(-7 <= days <= -1 for days in left),
        f"{past}overdue_8_30": sum(-30 <= days <= -8 for days in left),
        f"{past}overdue_31_90": sum(-90 <= days <= -31 for days in left),
        f"{past}overdue_over_90": sum(days < -90 for days in left),
        f"{ahead}due_7": sum(0 <= days <= 7 for days in left),
        f"{ahead}due_30": sum(0 <= days <= 30 for days in left),
        f"{ahead}due_later": sum(days > 30 for days in left),
    }
    shown = ask(demo_engine, *expected, on=on)
    assert {key: shown.get(key).value for key in expected} == expected
