from __future__ import annotations

from datetime import date

import pytest

from dashboard.watch.months import break_of, finished, first_day, from_yyyymm, last_day, serial


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2024, 12, 31), date(2024, 12, 1)),
        (date(2024, 12, 30), date(2024, 11, 1)),
        (date(2024, 1, 5), date(2023, 12, 1)),
        (date(2024, 2, 29), date(2024, 2, 1)),
    ],
)
def test_an_unfinished_month_is_not_judged(as_of: date, expected: date) -> None:
    assert finished(as_of) == expected


def test_months_run_over_the_turn_of_the_year() -> None:
    december = serial(date(2023, 12, 17))
    assert first_day(december + 1) == date(2024, 1, 1)
    assert last_day(december) == date(2023, 12, 31)
    assert from_yyyymm(202312) == december


def test_a_change_cuts_through_its_month_unless_it_is_the_first() -> None:
    june = serial(date(2026, 6, 1))
    assert break_of(date(2026, 6, 1)) == (june, None)
    assert break_of(date(2026, 6, 2)) == (june + 1, june)
