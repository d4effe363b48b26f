from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.watch.class_alerts import hours_alerts, share_alerts
from dashboard.watch.months import serial
from tests.dashboard.watch.made import ledgers, taught

YEAR = serial(date(2024, 1, 1))


def _class(number: int, month: int, *, delivered: float, **values: Any) -> Any:
    return taught(
        date(2024, month, 4),
        ended=date(2024, month, 20),
        institution_id=number,
        number=f"班{number}-{month}",
        hours_required=88,
        hours_delivered=delivered,
        **values,
    )


def test_seven_tenths_of_the_hours_are_red_and_name_the_class() -> None:
    (alert,) = hours_alerts(ledgers(classes=[_class(1, 3, delivered=61.5)]), since=YEAR)
    assert (alert.level, alert.reasons) == ("red", ("deep_shortfall",))
    assert alert.detail == ("班1-3实授61.5/应授88.0学时",)
    assert [point.role for point in alert.history] == ["flagged"]


def test_a_class_without_a_number_is_called_so_and_no_other_with_it() -> None:
    classes = [taught(date(2024, 3, day), ended=date(2024, 3, 30), number=None,
                      hours_required=88, hours_delivered=hours)
               for day, hours in ((4, 88), (5, 60))]  # fmt: skip
    (alert,) = hours_alerts(ledgers(classes=classes), since=YEAR)
    assert alert.detail == ("未编号班次实授60.0/应授88.0学时",)


def test_earlier_months_against_the_rules_are_told_too() -> None:
    classes = [_class(1, month, delivered=hours) for month, hours in ((1, 88), (2, 60), (5, 60))]
    alerts = list(hours_alerts(ledgers(classes=classes), since=YEAR))
    assert [(one.period.month, one.since.month) for one in alerts] == [(2, 2), (5, 2)]
    assert [point.role for point in alerts[1].history] == ["plain", "flagged", "flagged"]


def test_one_slightly_short_class_is_nothing() -> None:
    classes = [_class(number, 2, delivered=88) for number in range(1, 30)]
    classes.append(_class(1, 3, delivered=86))
    assert list(hours_alerts(ledgers(classes=classes), since=YEAR)) == []


def test_a_year_of_slightly_short_classes_is_orange() -> None:
    classes = [
        _class(number, month, delivered=86 if number == 2 and month < 11 else 88)
        for number in range(2, 30)
        for month in range(1, 12)
    ] + [_class(1, month, delivered=86) for month in range(1, 12)]
    found = [
        alert
        for alert in hours_alerts(ledgers(classes=classes), since=YEAR)
        if alert.period == date(2024, 11, 1)
    ]
    assert [(alert.entity.body, alert.level) for alert in found] == [(1, "orange")]
    assert found[0].p is not None
    assert found[0].q is not None


def test_months_without_classes_do_not_break_a_row_of_raised_ones() -> None:
    usual = [
        taught(
            date(2024, month, 4),
            ended=date(2024, month, 20),
            institution_id=number,
            archive_required=28,
            archive_present=27,
        )
        for number in range(2, 32)
        for month in range(1, 7)
    ]
    bad = [
        taught(date(2024, month, 4), ended=date(2024, month, 20), archive_required=28,
               archive_present=14)
        for month in (3, 6)
    ]  # fmt: skip
    found = list(share_alerts(ledgers(classes=usual + bad), indicator="archive", since=YEAR))
    assert [(one.period.month, one.level, one.since.month) for one in found] == [
        (3, "orange", 3),
        (6, "orange", 3),
    ]
    assert [point.role for point in found[1].history] == ["flagged", "flagged"]
