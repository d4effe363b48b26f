from __future__ import annotations

from datetime import date

from dashboard.watch.months import serial
from dashboard.watch.taught import (
    after_elimination,
    demand_quarters,
    hours_months,
    quarter_end,
    timed_classes,
    usual_shortfall,
)
from tests.dashboard.watch.made import ledgers, taught

MARCH = serial(date(2024, 3, 1))


def test_hours_count_when_both_are_reported_and_the_class_is_over() -> None:
    held = ledgers(
        classes=[
            taught(date(2024, 3, 4), ended=date(2024, 3, 20), hours_required=88,
                   hours_delivered=60),
            taught(date(2024, 3, 5), ended=date(2024, 3, 20), hours_required=88),
            taught(date(2024, 3, 6), ended=date(2025, 3, 20), hours_required=88,
                   hours_delivered=60),
        ]
    )  # fmt: skip
    (one,) = hours_months(timed_classes(held), since=MARCH)
    assert (one.now.counted, one.now.short, one.deep) == (1, 1, ("班0304",))


def test_a_few_hours_are_short_but_not_deep_and_long_days_are_dense() -> None:
    held = ledgers(
        classes=[
            taught(date(2024, 3, 4), ended=date(2024, 3, 20), hours_required=88,
                   hours_delivered=86),
            taught(date(2024, 3, 5), ended=date(2024, 3, 14), hours_required=80,
                   hours_delivered=81),
        ]
    )  # fmt: skip
    (one,) = hours_months(timed_classes(held), since=MARCH)
    assert (one.short, one.deep, one.dense) == (("班0304",), (), ("班0305",))


def test_the_usual_is_of_the_year_before() -> None:
    held = ledgers(
        classes=[
            taught(date(2023, 2, 1), ended=date(2023, 2, 20), hours_required=8, hours_delivered=1),
            taught(date(2023, 3, 1), ended=date(2023, 3, 20), hours_required=8, hours_delivered=9),
            taught(date(2024, 2, 1), ended=date(2024, 2, 20), hours_required=8, hours_delivered=7),
            taught(date(2024, 3, 1), ended=date(2024, 3, 20), hours_required=8, hours_delivered=7),
        ]
    )
    usual = usual_shortfall(timed_classes(held), month=MARCH)
    assert (usual.counted, usual.short) == (2, 1)


def test_a_class_asks_hours_of_the_quarters_it_meets_in() -> None:
    held = ledgers(
        classes=[taught(date(2024, 3, 22), ended=date(2024, 4, 10), enrolled=10,
                        hours_required=20)]
    )  # fmt: skip
    assert demand_quarters(held) == {(1, MARCH): 100.0, (1, MARCH + 3): 100.0}
    assert quarter_end(MARCH - 2) == quarter_end(MARCH) == MARCH


def test_what_it_stood_as_on_the_day_of_the_class_counts() -> None:
    held = ledgers(
        decisions={1: ((date(2024, 2, 1), "eliminated"), (date(2024, 4, 5), "qualified"))},
        classes=[taught(date(2024, 1, 10)), taught(date(2024, 3, 4)), taught(date(2024, 5, 6))],
    )
    (one,) = after_elimination(held)
    assert (one.eliminated_on, one.classes) == (date(2024, 2, 1), ("班0304",))
    assert [count for _, count in one.taught] == [1, 1]


def test_a_reinstated_institution_may_teach() -> None:
    held = ledgers(
        decisions={1: ((date(2024, 2, 1), "eliminated"), (date(2024, 2, 5), "qualified"))},
        classes=[taught(date(2024, 3, 4))],
    )
    assert not list(after_elimination(held))
