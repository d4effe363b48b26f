from __future__ import annotations

from datetime import date, timedelta

import pytest

from dashboard.dates import Month, day_words, last_month_over, months_between, months_spanned


def test_days_and_months_are_written_for_sentence_and_axis() -> None:
    assert day_words(date(2024, 3, 5)) == "2024年3月5日"
    assert (Month(202403).label, Month(202403).words) == ("2024-03", "2024年3月")


def test_a_month_is_the_number_figures_are_grouped_by() -> None:
    assert Month.of(date(2024, 11, 30)) == 202411
    assert {Month(202411): "x"}[202411] == "x"


@pytest.mark.parametrize("serial", range(2023 * 12, 2026 * 12))
def test_a_running_number_leads_to_its_month_and_back(serial: int) -> None:
    month = Month.at(serial)
    assert month.serial == serial
    assert Month.of(month.first) == Month.of(month.last) == month
    assert month.last + timedelta(days=1) == month.shifted(1).first


def test_steps_cross_years() -> None:
    assert Month(202412).shifted(1) == 202501
    assert Month(202501).shifted(-13) == 202312
    assert months_between(Month(202411), Month(202502)) == (202411, 202412, 202501, 202502)
    assert months_between(Month(202502), Month(202411)) == ()


def test_months_without_figures_are_in_between() -> None:
    assert months_spanned([202502, 202411]) == (202411, 202412, 202501, 202502)
    assert months_spanned([]) == ()


@pytest.mark.parametrize(
    ("month", "last"),
    [(202402, date(2024, 2, 29)), (202502, date(2025, 2, 28)), (202412, date(2024, 12, 31))],
)
def test_a_month_ends_on_its_last_day(month: int, last: date) -> None:
    assert Month(month).last == last


@pytest.mark.parametrize(
    ("day", "unfinished", "newest"),
    [
        (date(2024, 2, 28), True, 202401),
        (date(2024, 2, 29), False, 202402),
        (date(2024, 3, 1), False, 202402),
    ],
)
def test_a_month_is_over_on_its_last_day(day: date, *, unfinished: bool, newest: int) -> None:
    assert Month(202402).is_unfinished(as_of=day) is unfinished
    assert Month(202402).is_over(as_of=day) is not unfinished
    assert last_month_over(day) == newest
