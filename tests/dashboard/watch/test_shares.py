from __future__ import annotations

from datetime import date

from dashboard.watch.months import serial
from dashboard.watch.shares import judge_month, share_series
from tests.dashboard.watch.made import ledgers, taught

MARCH = serial(date(2024, 3, 1))


def test_one_institution_among_thirty_stands_out() -> None:
    classes = [
        taught(
            date(2024, month, 4),
            ended=date(2024, month, 20),
            institution_id=number,
            sign_ins_actual=1000,
            sign_ins_backfilled=350 if (number, month) == (1, 3) else 10 + number,
        )
        for number in range(1, 31)
        for month in (1, 2, 3)
    ]
    series = share_series(ledgers(classes=classes), indicator="backfill", until=MARCH)
    judged = judge_month(series, indicator="backfill", month=MARCH)
    assert judged is not None
    assert judged.orange.tolist() == [True] + [False] * 29
    assert judged.units == 60


def test_without_a_year_before_nothing_is_said() -> None:
    classes = [taught(date(2024, 3, 4), ended=date(2024, 3, 20), sign_ins_actual=1000,
                      sign_ins_backfilled=900)]  # fmt: skip
    series = share_series(ledgers(classes=classes), indicator="backfill", until=MARCH)
    assert judge_month(series, indicator="backfill", month=MARCH) is None
    assert judge_month(series, indicator="backfill", month=MARCH + 5) is None


def test_other_institutions_are_not_looked_up_across_the_new_rules() -> None:
    classes = [
        taught(
            date(2026, month, 4),
            ended=date(2026, month, 20),
            institution_id=number,
            sign_ins_actual=1000,
            sign_ins_backfilled=10 + number,
        )
        for number in range(1, 31)
        for month in (4, 5, 6, 7)
    ]
    june, july = serial(date(2026, 6, 1)), serial(date(2026, 7, 1))
    known = ledgers(classes=classes, as_of=date(2026, 7, 31))
    series = share_series(known, indicator="backfill", until=july)
    assert judge_month(series, indicator="backfill", month=june) is None
    judged = judge_month(series, indicator="backfill", month=july)
    assert judged is not None
    assert judged.units == 30, "June alone"
