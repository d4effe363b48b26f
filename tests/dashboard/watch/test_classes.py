from __future__ import annotations

from datetime import date

from dashboard.watch.months import serial
from tests.dashboard.watch.made import ledgers, taught

MARCH = serial(date(2024, 3, 1))
ENDED = {"ended": date(2024, 3, 20)}


def test_a_pair_of_numbers_counts_where_both_are_reported() -> None:
    held = ledgers(
        classes=[
            taught(date(2024, 3, 1), **ENDED, archive_required=14, archive_present=12),
            taught(date(2024, 3, 2), **ENDED, archive_required=14),
            taught(date(2024, 3, 3), **ENDED, sign_ins_actual=50, sign_ins_backfilled=0),
            taught(date(2024, 3, 4), **ENDED, sign_ins_backfilled=4),
        ]
    ).classes
    assert held.by_month("required", 1) == {MARCH: 14}
    assert held.by_month("missing", 1) == {MARCH: 2}
    assert held.by_month("signed", 1) == {MARCH: 50}
    assert held.by_month("backfilled", 1) == {}
    assert held.by_month("begun", 1) == {MARCH: 4}


def test_the_decision_in_force_on_the_first_day_of_class_counts() -> None:
    classes = [taught(date(2024, month, 5)) for month in (1, 2, 3, 4, 5)]
    decided = {1: ((date(2024, 2, 5), "eliminated"), (date(2024, 4, 5), "qualified"))}
    held = ledgers(classes=classes, decisions=decided).classes
    assert held.banned == {(1, MARCH): date(2024, 2, 5), (1, MARCH + 1): date(2024, 2, 5)}


def test_no_classes_are_no_institutions() -> None:
    held = ledgers().classes
    assert (held.institutions, held.demand, held.banned) == ((), {}, {})
    assert held.sums["begun"].shape == (0, 0)
