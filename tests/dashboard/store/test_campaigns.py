from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, literal, select
from sqlalchemy.orm import Session

from dashboard.store.campaigns import LOOKBACK, newest, newest_lookback, read_actions
from tests.ledger import Ledger


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 11, 3), None),
        (date(2024, 11, 4), "先"),
        (date(2025, 6, 1), "先"),
        (date(2025, 11, 4), "后"),
        (date(2026, 12, 31), "后"),
    ],
)
def test_the_newest_is_the_same_in_sql_and_in_words(
    empty_engine: Engine, day: date, name: str | None
) -> None:
    """One without a first day of its own began with its first inspection."""
    with Session(empty_engine) as session:
        _campaigns(Ledger(session))
        actions = read_actions(session)
        key = session.scalar(select(newest_lookback(literal(day))))
    found = newest([one for one in actions if one.kind == LOOKBACK], by=day)
    assert (found.name if found else None) == name
    assert (found.id if found else None) == key


def test_a_look_back_is_said_by_its_month_another_action_by_its_name(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        _campaigns(Ledger(session))
        titles = [one.title for one in read_actions(session)]
    assert titles == ["未开始", "2024年11月“回头看”", "专项", "2025年11月“回头看”"]


def _campaigns(ledger: Ledger) -> None:
    later = ledger.add("campaign", name="后", kind="lookback")
    for day in (date(2025, 11, 20), date(2025, 11, 4)):
        ledger.add("inspection", campaign_id=later, inspected_on=day)
    ledger.add("campaign", name="先", kind="lookback", started_on=date(2024, 11, 4))
    ledger.add("campaign", name="专项", kind="special", started_on=date(2025, 3, 1))
    ledger.add("campaign", name="未开始", kind="lookback")
