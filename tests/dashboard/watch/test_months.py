from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from dashboard.watch.months import (
    EPOCH,
    break_of,
    days_of,
    finished,
    first_day,
    last_day,
    of_days,
    quarter_end,
    serial,
)


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


def test_a_change_cuts_through_its_month_unless_it_is_the_first() -> None:
    june = serial(date(2026, 6, 1))
    assert break_of(date(2026, 6, 1)) == (june, None)
    assert break_of(date(2026, 6, 2)) == (june + 1, june)


def test_days_of_numpy_have_their_months_and_months_their_days() -> None:
    days = [date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29), date(2024, 3, 1)]
    counted = np.array([(day - EPOCH).days for day in days])
    assert of_days(counted).tolist() == [serial(day) for day in days]
    firsts = [(day.replace(day=1) - EPOCH).days for day in days]
    assert days_of(of_days(counted)).tolist() == firsts


def test_a_quarter_is_known_by_its_last_month() -> None:
    march = serial(date(2024, 3, 1))
    assert quarter_end(march - 2) == quarter_end(march) == march
    assert quarter_end(np.array([march, march + 1])).tolist() == [march, march + 3]
