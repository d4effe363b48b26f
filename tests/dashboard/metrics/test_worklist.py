"""The list to press for: order, terms and stages, sources, and what is never selected."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.metrics.paging import Paged
from dashboard.metrics.progress import STAGES
from dashboard.metrics.worklist import TERMS, open_findings, open_orders
from tests.ledger import Ledger
from tests.views import counted

DAY = date(2024, 12, 31)
EARLIER = date(2024, 11, 20)
COUNTED = {
    "overdue": ("findings_overdue", "orders_overdue"),
    "due_7": ("due_7", "orders_due_7"),
    "due_30": ("due_30", "orders_due_30"),
    "unset": ("findings_without_deadline", "orders_without_deadline"),
    "": ("findings_open", "orders_open"),
}


def read(engine: Engine, what: str = "findings", **asked: object) -> Paged:
    listing = {"findings": open_findings, "orders": open_orders}[what]
    given = {"filters": Filters(), "as_of": DAY, "size": 10_000, **asked}
    with Session(engine) as session:
        return listing(session, **given)  # type: ignore[operator]


@pytest.mark.parametrize("on", [DAY, EARLIER], ids=str)
def test_a_list_is_as_long_as_its_metric_says(demo_engine: Engine, on: date) -> None:
    metrics = [key for pair in COUNTED.values() for key in pair]
    with Session(demo_engine) as session:
        (shown,) = measure(session, [FigureQuery(metrics=tuple(metrics), as_of=on)])
    assert set(COUNTED) == set(TERMS.values())
    for term, keys in COUNTED.items():
        for what, key in zip(("findings", "orders"), keys, strict=True):
            found = read(demo_engine, what, as_of=on, term=term)
            assert found.total == len(found.rows) == shown.get(key).rows, (what, term)


def test_stages_of_the_list_are_all_of_it_once(demo_engine: Engine) -> None:
    for what in ("findings", "orders"):
        whole = read(demo_engine, what)
        parts = {stage: read(demo_engine, what, stage=stage) for stage in STAGES}
        assert sum(part.total for part in parts.values()) == whole.total > 0
        assert parts["closed"].total == 0
        assert all({row.stage for row in part.rows} <= {stage} for stage, part in parts.items())


def test_the_longest_overdue_come_first_and_those_without_a_term_last(demo_engine: Engine) -> None:
    for what in ("findings", "orders"):
        days = [row.overdue for row in read(demo_engine, what).rows]
        known = [day for day in days if day is not None]
        assert known == sorted(known, reverse=True)
        assert days[: len(known)] == known


def test_days_are_counted_from_the_term_and_from_the_stage(demo_engine: Engine) -> None:
    for row in read(demo_engine).rows:
        assert row.overdue == (None if row.due_on is None else (DAY - row.due_on).days)
        assert 0 <= row.waited <= (DAY - row.found_on).days


def test_every_line_names_its_place_in_a_ledger(demo_engine: Engine) -> None:
    for what in ("findings", "orders"):
        for row in read(demo_engine, what).rows:
            assert row.batch_id is not None
            assert row.source_sheet == "问题台账"
            assert row.source_row > 0


def test_pages_hold_every_row_once_in_one_statement(demo_engine: Engine) -> None:
    whole = [row.id for row in read(demo_engine).rows]
    pages: list[int] = []
    for page in range(1, -(-len(whole) // 20) + 1):
        with counted(demo_engine) as statements:
            pages += [row.id for row in read(demo_engine, page=page, size=20).rows]
        assert len(statements) == 1
    assert pages == whole


def test_what_a_violation_says_is_for_the_case_role(demo_engine: Engine) -> None:
    hidden = read(demo_engine, filters=Filters(category="违法违规"))
    told = read(demo_engine, filters=Filters(category="违法违规"), case_role=True)
    assert hidden.total == told.total > 0
    assert {row.description for row in hidden.rows} == {None}
    assert None not in {row.description for row in told.rows}
    others = read(demo_engine, filters=Filters(category="培训档案"))
    assert None not in {row.description for row in others.rows}


def test_an_order_knows_what_is_left_of_it(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        order = ledger.add("rectification_order", issued_on=EARLIER, due_on=DAY)
        for closed in (None, EARLIER, date(2025, 1, 2)):
            ledger.add("finding", order_id=order, found_on=EARLIER, closed_on=closed)
        ledger.add("finding", order_id=order, found_on=date(2025, 1, 1))
        session.commit()
    (row,) = read(empty_engine, "orders").rows
    assert (row.findings, row.still_open, row.overdue) == (3, 2, 0)


def test_an_order_of_a_later_day_is_not_named_yet(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        order = ledger.add("rectification_order", number="令", issued_on=DAY)
        ledger.add("finding", order_id=order, found_on=date(2024, 6, 1))
        session.commit()
    (before,) = read(empty_engine, as_of=EARLIER).rows
    assert (before.order_number, before.stage) == (None, "found")
    assert before.waited == (EARLIER - date(2024, 6, 1)).days
    (after,) = read(empty_engine).rows
    assert (after.order_number, after.stage, after.waited) == ("令", "ordered", 0)
