"""Which texts show a whole day, or its month."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data_loaders.files.day_words import shows_day, shows_month

DAY = date(2024, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024-11-03",
            "2024/11/3 12:30",
            "03/11/24",
            "11/3/24",
            "2024年11月3日 星期日",
            "20241103",
        ),
        *("3-Nov-24", "Sunday, November 3, 2024", "截至2024.11.3", "24年11月3日"),
    ],
)
def test_a_whole_day_is_seen_in_any_order(text: str) -> None:
    assert shows_day(text, DAY)
    assert shows_month(text, datetime.combine(DAY, datetime.min.time()))


@pytest.mark.parametrize(
    "text", ["2024年11月", "11月3日", "Nov-24", "3-Nov", "2024", "星期日", "12:00", "", "202411"]
)
def test_a_part_of_a_day_is_none(text: str) -> None:
    assert not shows_day(text, DAY)


@pytest.mark.parametrize("text", ["2024年11月", "Nov-24", "202411", "24-11", "2024.11"])
def test_a_month_needs_its_year(text: str) -> None:
    assert shows_month(text, DAY)


@pytest.mark.parametrize("text", ["11月", "11月3日", "11-3", "2024", "2024年10月", "Oct-24"])
def test_a_month_without_its_year_is_none(text: str) -> None:
    assert not shows_month(text, DAY)


def test_one_number_does_not_stand_for_two_parts() -> None:
    assert not shows_day("11-11", date(2011, 11, 11))
    assert not shows_day("2024年11月 10:24", date(2024, 11, 10))
    assert shows_day("11-11-11", date(2011, 11, 11))
