from __future__ import annotations

from datetime import date

from dashboard.watch.months import serial
from dashboard.watch.rule_alerts import banned, exam_capacity, origin_unknown, training_capacity
from tests.dashboard.watch.made import exam, ledgers, taught

YEAR = serial(date(2024, 1, 1))


def test_more_candidates_than_capacity_are_red_however_few() -> None:
    rows = [
        exam(202401, theory_candidates=20, capacity=20),
        exam(202402, theory_candidates=21, capacity=20),
        exam(202403, theory_candidates=25, capacity=20),
    ]
    found = exam_capacity(ledgers(exams=rows), since=YEAR).alerts
    assert [(one.period.month, one.level, one.since.month) for one in found] == [
        (2, "red", 2),
        (3, "red", 2),
    ]


def test_above_eight_tenths_is_yellow_where_there_are_enough() -> None:
    rows = [exam(202401, theory_candidates=33, capacity=40),
            exam(202402, theory_candidates=9, capacity=10),
            exam(202403, theory_candidates=32, capacity=40)]  # fmt: skip
    found = exam_capacity(ledgers(exams=rows), since=YEAR).alerts
    assert [(one.period.month, one.level) for one in found] == [(1, "yellow")]


def test_an_unreported_capacity_is_unknown_and_no_alert() -> None:
    found = exam_capacity(ledgers(exams=[exam(202412, theory_candidates=900)]), since=YEAR)
    assert found.alerts == ()
    assert found.unknown == 1


def test_person_hours_of_a_quarter_against_seats_and_stations() -> None:
    """50 places × 8 hours × 66 days give 26,400 person-hours."""
    classes = [taught(date(2024, 4, 8), ended=date(2024, 4, 30), enrolled=enrolled,
                      hours_required=88) for enrolled in (200, 101)]  # fmt: skip
    held = ledgers(classes=classes, as_of=date(2024, 6, 30))
    (alert,) = training_capacity(held, since=YEAR).alerts
    assert (alert.level, alert.period, alert.hits, alert.trials) == (
        "red",
        date(2024, 6, 1),
        26_488,
        26_400,
    )
    assert training_capacity(ledgers(classes=classes[:1]), since=YEAR).alerts == ()


def test_seats_not_reported_leave_the_use_unknown() -> None:
    classes = [taught(date(2024, 11, 8), ended=date(2024, 11, 30), enrolled=900,
                      hours_required=88)]  # fmt: skip
    found = training_capacity(ledgers(classes=classes, seats=None), since=YEAR)
    assert (found.alerts, found.unknown) == ((), 1)


def test_mostly_unknown_origins_are_red() -> None:
    rows = [exam(202401, theory_candidates=40, origin_unknown=8),
            exam(202402, theory_candidates=40, origin_unknown=9),
            exam(202403, theory_candidates=20, origin_unknown=20)]  # fmt: skip
    found = origin_unknown(ledgers(exams=rows), since=YEAR).alerts
    assert [(one.period.month, one.level) for one in found] == [(2, "red")]


def test_teaching_and_examining_after_elimination() -> None:
    held = ledgers(
        decisions={1: ((date(2024, 7, 19), "eliminated"),)},
        classes=[taught(date(2024, 7, 19)), taught(date(2024, 7, 20)), taught(date(2024, 9, 2))],
        exams=[
            exam(202407, theory_candidates=30),
            exam(202409, theory_candidates=30),
            exam(202410, theory_candidates=0),
        ],
    )
    july, september = banned(held, since=YEAR).alerts
    assert (july.hits, july.detail, july.period) == (1, ("班0720",), date(2024, 7, 1))
    assert september.detail == ("班0902", "低压电工作业")
    assert september.since == date(2024, 7, 1)
    assert {july.level, september.level} == {"red"}


def test_nobody_eliminated_raises_nothing() -> None:
    held = ledgers(classes=[taught(date(2024, 7, 19))])
    assert banned(held, since=YEAR).alerts == ()
