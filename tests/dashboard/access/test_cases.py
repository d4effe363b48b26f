from __future__ import annotations

from datetime import date

import pytest

from dashboard.access.cases import RECONFIRM_DAYS, SUPPRESSED, confirm_by, persons_told


@pytest.mark.parametrize("persons", [None, 0, 1, 4])
def test_few_persons_of_a_part_of_the_city_are_not_told(persons: int | None) -> None:
    assert persons_told(persons, whole_city=False) == SUPPRESSED == "<5 不分列"


def test_five_persons_of_a_part_of_the_city_are_told() -> None:
    assert persons_told(5, whole_city=False) == "5人"


def test_persons_of_the_whole_city_are_told() -> None:
    assert persons_told(3, whole_city=True) == "3人"


def test_persons_nobody_reported_in_the_whole_city_are_missing() -> None:
    assert persons_told(None, whole_city=True) == "—"


def test_a_suspicion_never_confirmed_counts_from_its_document() -> None:
    assert RECONFIRM_DAYS == 90
    assert confirm_by(confirmed_on=None, stated_on=date(2024, 12, 31)) == date(2025, 3, 31)


def test_a_confirmation_starts_the_days_anew() -> None:
    due = confirm_by(confirmed_on=date(2025, 3, 1), stated_on=date(2024, 12, 31))
    assert due == date(2025, 5, 30)
