"""Named periods: the days an office means by them, on any day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.metrics.periods import ALL_TIME, DEFAULT, PERIODS, a_year_before

DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("year", date(2024, 1, 1), date(2024, 5, 31)),
        ("quarter", date(2024, 4, 1), date(2024, 5, 31)),
        ("month", date(2024, 5, 1), date(2024, 5, 31)),
        ("last_month", date(2024, 4, 1), date(2024, 4, 30)),
        ("twelve_months", date(2023, 6, 1), date(2024, 5, 31)),
        ("all", None, None),
    ],
)
def test_a_period_has_the_days_an_office_means(
    key: str, first: date | None, last: date | None
) -> None:
    assert PERIODS[key].days(date(2024, 5, 31)) == (first, last)


@given(DAYS)
def test_no_period_reaches_beyond_the_day(day: date) -> None:
    for key, period in PERIODS.items():
        first, last = period.days(day)
        if key == ALL_TIME:
            assert first is None
            assert last is None
        else:
            assert first is not None
            assert last is not None
            assert first <= last <= day


@given(DAYS)
def test_twelve_months_are_a_year(day: date) -> None:
    first, last = PERIODS["twelve_months"].days(day)
    assert first is not None
    assert last is not None
    assert 365 <= (last - first).days + 1 <= 367


def test_a_year_before_a_leap_day_is_the_last_of_february() -> None:
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert DEFAULT in PERIODS
