"""Stages and steps on any day, against the ledger walked through row by row in Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, Measured, measure
from dashboard.metrics.progress import STAGES
from dashboard.store.models.inspections import Finding, RectificationOrder
from tests.ledger import Ledger

DAYS = (date(2024, 12, 31), date(2024, 11, 20), date(2023, 3, 31))
OF_STAGE = {
    "found": "findings_unordered",
    "ordered": "findings_mending",
    "redone": "findings_redone",
    "completed": "findings_unverified",
    "verified": "findings_to_close",
    "closed": "findings_closed",
}
ORDER_OF_STAGE = {
    "unlisted": "orders_unlisted",
    "ordered": "orders_mending",
    "redone": "orders_redone",
    "completed": "orders_unverified",
    "verified": "orders_to_close",
    "closed": "orders_closed",
}
STEPS = {
    "findings_completed": "completed_on",
    "findings_verified": "verified_on",
    "findings_reopened": "reopened_on",
    "findings_closed": "closed_on",
}


def by(day: date | None, *, on: date) -> bool:
    return day is not None and day <= on


def stage_of(finding: Finding, order: RectificationOrder | None, *, on: date) -> str:
    failed = finding.verification == "failed" and by(finding.verified_on, on=on)
    for stage, there in (
        ("closed", by(finding.closed_on, on=on)),
        ("redone", failed or by(finding.reopened_on, on=on)),
        ("verified", by(finding.verified_on, on=on)),
        ("completed", by(finding.completed_on, on=on)),
        ("ordered", order is not None and order.issued_on <= on),
    ):
        if there:
            return stage
    return "found"


def order_stage_of(order: RectificationOrder, findings: Sequence[Finding], *, on: date) -> str:
    if by(order.closed_on, on=on):
        return "closed"
    if not findings:
        return "unlisted"
    ranks = {"found": 0, "ordered": 0, "redone": 1, "completed": 2, "verified": 3, "closed": 4}
    least = min(ranks[stage_of(one, order, on=on)] for one in findings)
    return ("ordered", "redone", "completed", "verified", "verified")[least]


def ask(engine: Engine, *metrics: str, on: date, filters: Filters | None = None) -> Measured:
    with Session(engine) as session:
        question = FigureQuery(metrics=metrics, as_of=on, filters=filters or Filters())
        return measure(session, [question])[0]


def ledger_of(engine: Engine) -> tuple[list[Finding], dict[int, RectificationOrder]]:
    with Session(engine, expire_on_commit=False) as session:
        findings = list(session.scalars(select(Finding)))
        orders = {one.id: one for one in session.scalars(select(RectificationOrder))}
    return findings, orders


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_finding_stands_at_one_stage(demo_engine: Engine, on: date) -> None:
    findings, orders = ledger_of(demo_engine)
    expected = Counter(
        stage_of(one, orders.get(one.order_id or 0), on=on)
        for one in findings
        if one.found_on <= on
    )
    shown = ask(demo_engine, *OF_STAGE.values(), "findings", "findings_open", on=on)
    assert {stage: shown.get(key).value for stage, key in OF_STAGE.items()} == {
        stage: expected[stage] for stage in STAGES
    }
    whole = shown.get("findings").value
    assert sum(shown.get(key).value or 0 for key in OF_STAGE.values()) == whole
    still = sum(shown.get(key).value or 0 for stage, key in OF_STAGE.items() if stage != "closed")
    assert still == shown.get("findings_open").value


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_order_stands_at_one_stage(demo_engine: Engine, on: date) -> None:
    findings, orders = ledger_of(demo_engine)
    expected = Counter(
        order_stage_of(
            order, [one for one in findings if one.order_id == key and one.found_on <= on], on=on
        )
        for key, order in orders.items()
        if order.issued_on <= on
    )
    counted = ("rectification_orders_issued", "orders_open")
    shown = ask(demo_engine, *ORDER_OF_STAGE.values(), *counted, on=on)
    assert {stage: shown.get(key).value for stage, key in ORDER_OF_STAGE.items()} == {
        stage: expected[stage] for stage in ORDER_OF_STAGE
    }
    issued, still = (shown.get(key).value for key in counted)
    assert sum(expected.values()) == issued
    assert sum(expected.values()) - expected["closed"] == still


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_a_step_counts_whoever_came_to_it(demo_engine: Engine, on: date) -> None:
    findings, orders = ledger_of(demo_engine)
    known = [one for one in findings if one.found_on <= on]
    shown = ask(demo_engine, *STEPS, "findings_ordered", "findings_closed_unverified", on=on)
    for key, column in STEPS.items():
        assert shown.get(key).value == sum(by(getattr(one, column), on=on) for one in known)
    assert shown.get("findings_ordered").value == sum(
        one.order_id is not None and orders[one.order_id].issued_on <= on for one in known
    )
    assert shown.get("findings_closed_unverified").value == sum(
        by(one.closed_on, on=on) and not by(one.verified_on, on=on) for one in known
    )


def test_stages_of_the_parts_are_those_of_the_whole(demo_engine: Engine) -> None:
    for chosen in ({"district": "500112"}, {"category": "培训档案"}, {"severity": "较大"}):
        shown = ask(
            demo_engine, *OF_STAGE.values(), "findings", on=DAYS[0], filters=Filters(**chosen)
        )
        parts = [shown.get(key).value or 0 for key in OF_STAGE.values()]
        assert sum(parts) == shown.get("findings").value > 0


def test_a_check_without_a_result_is_no_failed_one(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        Ledger(session).add(
            "finding", found_on=DAYS[2], verified_on=DAYS[2], verification=None, due_on=None
        )
        session.commit()
    shown = ask(empty_engine, *OF_STAGE.values(), on=DAYS[0])
    assert shown.get("findings_to_close").value == 1
    assert shown.get("findings_redone").rows == 0


def test_an_order_without_findings_has_a_stage_of_its_own(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        Ledger(session).add("rectification_order", issued_on=DAYS[2])
        session.commit()
    shown = ask(empty_engine, "orders_mending", "orders_unlisted", on=DAYS[0])
    assert shown.get("orders_unlisted").value == 1
    assert not shown.get("orders_mending").rows


def test_every_stage_has_rows_behind_it() -> None:
    assert {*OF_STAGE.values(), *ORDER_OF_STAGE.values()} <= set(METRICS)
    assert list(OF_STAGE) == list(STAGES)
