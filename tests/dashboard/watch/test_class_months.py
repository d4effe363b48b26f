from __future__ import annotations

from datetime import date

from dashboard.watch.class_months import (
    after_elimination,
    hours_months,
    usual_shortfall,
)
from dashboard.watch.months import serial
from tests.dashboard.watch.made import exam, ledgers, taught

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
    (one,) = hours_months(held, since=MARCH)
    assert (one.now.counted, one.now.short, one.deep) == (1, 1, True)
    assert [row.number for row in one.rows] == ["班0304"]


def test_a_few_hours_are_short_but_not_deep_and_long_days_are_dense() -> None:
    held = ledgers(
        classes=[
            taught(date(2024, 3, 4), ended=date(2024, 3, 20), hours_required=88,
                   hours_delivered=86),
            taught(date(2024, 3, 5), ended=date(2024, 3, 14), hours_required=80,
                   hours_delivered=81),
        ]
    )  # fmt: skip
    (one,) = hours_months(held, since=MARCH)
    assert (one.now.short, one.deep, one.dense) == (1, False, True)
    assert [row.number for row in one.rows] == ["班0304", "班0305"]


def test_the_usual_is_of_the_year_before() -> None:
    held = ledgers(
        classes=[
            taught(date(2023, 2, 1), ended=date(2023, 2, 20), hours_required=8, hours_delivered=1),
            taught(date(2023, 3, 1), ended=date(2023, 3, 20), hours_required=8, hours_delivered=9),
            taught(date(2024, 2, 1), ended=date(2024, 2, 20), hours_required=8, hours_delivered=7),
            taught(date(2024, 3, 1), ended=date(2024, 3, 20), hours_required=8, hours_delivered=7),
        ]
    )
    usual = usual_shortfall(held.classes, month=MARCH)
    assert (usual.counted, usual.short) == (2, 1)


def test_a_class_asks_hours_of_the_quarters_it_meets_in() -> None:
    held = ledgers(
        classes=[taught(date(2024, 3, 22), ended=date(2024, 4, 10), enrolled=10,
                        hours_required=20)]
    )  # fmt: skip
    assert held.classes.demand == {(1, MARCH): 100.0, (1, MARCH + 3): 100.0}


def test_what_it_stood_as_on_the_day_of_the_class_counts() -> None:
    held = ledgers(
        decisions={1: ((date(2024, 2, 1), "eliminated"), (date(2024, 4, 5), "qualified"))},
        classes=[taught(date(2024, 1, 10)), taught(date(2024, 3, 4)), taught(date(2024, 5, 6))],
    )
    (one,) = after_elimination(held, since=MARCH - 2)
    assert (one.eliminated_on, one.classes) == (date(2024, 2, 1), ("班0304",))
    assert [count for _, count in one.taught] == [1, 1]


def test_a_reinstated_institution_may_teach() -> None:
    held = ledgers(
        decisions={1: ((date(2024, 2, 1), "eliminated"), (date(2024, 2, 5), "qualified"))},
        classes=[taught(date(2024, 3, 4))],
    )
    assert not list(after_elimination(held, since=MARCH - 2))


def test_what_was_done_long_ago_says_since_when() -> None:
    held = ledgers(
        decisions={1: ((date(2022, 2, 1), "eliminated"),)},
        exams=[exam(202207, theory_candidates=9), exam(202401, theory_candidates=9, trade="乙"),
               exam(202401, theory_candidates=9, trade="丙")],
        classes=[taught(date(2022, 3, 4)), taught(date(2024, 1, 5), number=None)],
    )  # fmt: skip
    (one,) = after_elimination(held, since=MARCH - 2)
    assert (one.month, one.first) == (MARCH - 2, MARCH - 24)
    assert one.classes == ("未编号班次",)
    assert one.exams == ("丙", "乙"), "in one order, however the rows come"
