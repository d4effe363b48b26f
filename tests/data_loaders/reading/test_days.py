"""Days and months as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_loaders.reading.days import NotADayError, day, month

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))


@given(DAYS)
def test_every_form_of_a_day_gives_that_day(told: date) -> None:
    year, number, place = told.year, told.month, told.day
    serial = (told - date(1899, 12, 30)).days
    forms = (
        *(f"{year}.{number}.{place}", f"{year}/{number:02}/{place:02}", told.isoformat()),
        *(
            f"{year}年{number}月{place}日",
            f"{year}{number:02}{place:02}",
            f" {year} . {number}.{place}",
        ),
        *(
            f"{told.isoformat()} 08:30:00",
            int(f"{year}{number:02}{place:02}"),
            serial,
            serial + 0.5,
        ),
        *(told, str(serial)),
    )
    assert {day(form) for form in forms} == {told}


@given(DAYS)
def test_every_form_of_a_month_gives_its_first_day(told: date) -> None:
    year, number = told.year, told.month
    forms = (
        *(
            f"{year}年{number}月",
            f"{year}年{number}月份",
            f"{year}-{number:02}",
            f"{year}{number:02}",
        ),
        *(f"{year}.{number:02}", told, told.isoformat(), (told - date(1899, 12, 30)).days),
    )
    assert {month(form) for form in forms} == {told.replace(day=1)}


@pytest.mark.parametrize("cell", [2024.1, "2024.1"])
def test_a_month_that_may_have_lost_its_zero_is_not_decided(cell: object) -> None:
    with pytest.raises(NotADayError, match="10月"):
        month(cell)


def test_a_month_typed_as_a_number() -> None:
    assert month(2024.11) == date(2024, 11, 1)
    assert month(2024.01) == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        *(("2024年11月", "缺“日”"), ("202411", "缺“日”"), (2024.11, "缺“日”")),
        *(("24.11.3", "四位"), ("'24-11-3", "四位"), ("11.3", "四位"), ("11月3日", "四位")),
        *(("2024-02-30", "没有这一天"), ("2023年2月29日", "没有这一天")),
        *(("2024.11.3-11.5", "不是一个日期"), ("明天", "不是一个日期"), (3, "不是一个日期")),
        *(
            (12345, "不是一个日期"),
            (True, "应为日期"),
            (float("inf"), "应为日期"),
            (float("nan"), "应为日期"),
            ("2" * 500, "不是一个日期"),
        ),
    ],
)
def test_what_is_no_day_says_what_is_missing(cell: object, word: str) -> None:
    with pytest.raises(NotADayError, match=word):
        day(cell)


@pytest.mark.parametrize("cell", ["11月", "24年11月", "2024-13", "去年", True, 13])
def test_what_is_no_month(cell: object) -> None:
    with pytest.raises(NotADayError):
        month(cell)
