from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from dashboard.metrics.checks.dates import DATE_RULES
from dashboard.metrics.checks.outcome import CheckOutcome
from dashboard.store.models.enforcement import CasePersonCount
from dashboard.store.models.inspections import Campaign, RectificationOrder
from dashboard.store.models.institutions import ReviewDecision
from dashboard.store.models.training import ExamMonth, TrainingClass


def _outcome(session: Session, key: str) -> CheckOutcome:
    return next(rule for rule in DATE_RULES if rule.key == key).outcome(session)


def test_each_rule_has_its_own_key() -> None:
    assert len({rule.key for rule in DATE_RULES}) == len(DATE_RULES)


@pytest.mark.parametrize(
    ("key", "model", "values"),
    [
        ("persons-after-lead", CasePersonCount, {"counted_on": date(2000, 1, 1)}),
        ("visited-in-campaign", Campaign, {"ended_on": None, "started_on": date(2999, 1, 1)}),
        ("taught-while-registered", TrainingClass, {"started_on": date(1990, 1, 1)}),
        ("month-is-first-day", ExamMonth, {"month": date(2024, 1, 2)}),
        ("order-closed-last", RectificationOrder, {"due_on": None, "closed_on": "issued_on"}),
    ],
)
def test_a_date_out_of_order_is_found(
    demo_engine: Engine, key: str, model: type, values: dict[str, object]
) -> None:
    table = model.__table__  # type: ignore[attr-defined]
    given = {
        name: table.c[value] if isinstance(value, str) else value for name, value in values.items()
    }
    with Session(demo_engine) as session:
        before = _outcome(session, key)
        chosen = session.scalars(select(table.c.id).order_by(table.c.id).limit(1)).all()
        session.execute(update(table).where(table.c.id.in_(chosen)).values(given))
        after = _outcome(session, key)
        session.rollback()
    assert before.passed
    assert not after.passed


def test_a_later_stage_before_an_earlier_one_is_found(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        last = session.scalars(
            select(ReviewDecision).where(ReviewDecision.stage == "municipal").limit(1)
        ).one()
        last.decided_on = last.decided_on - timedelta(days=3650)
        last.deadline = None
        session.flush()
        outcome = _outcome(session, "stages-in-order")
        session.rollback()
    assert outcome.failures == 2
