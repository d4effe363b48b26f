from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Date, Engine, bindparam, literal, null, select, type_coerce

from dashboard.store.dialects import days_between


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        (date(2024, 2, 28), date(2024, 3, 1), 2),  # a leap year
        (date(2024, 12, 31), date(2025, 1, 1), 1),
        (date(2024, 6, 1), date(2024, 6, 1), 0),
        (date(2024, 6, 2), date(2024, 6, 1), -1),
    ],
)
def test_days_between_two_days(empty_engine: Engine, earlier: date, later: date, days: int) -> None:
    asked = select(days_between(literal(earlier, Date), bindparam("later", type_=Date)))
    with empty_engine.connect() as connection:
        assert connection.execute(asked, {"later": later}).scalar_one() == days


def test_days_to_an_unknown_day_are_unknown(empty_engine: Engine) -> None:
    asked = select(days_between(literal(date(2024, 6, 1), Date), type_coerce(null(), Date)))
    with empty_engine.connect() as connection:
        assert connection.execute(asked).scalar_one() is None
