from __future__ import annotations

from datetime import date

from dashboard.access.cases import RECONFIRM_DAYS, confirm_by


def test_a_suspicion_never_confirmed_counts_from_its_document() -> None:
    assert RECONFIRM_DAYS == 90
    assert confirm_by(confirmed_on=None, stated_on=date(2024, 12, 31)) == date(2025, 3, 31)


def test_a_confirmation_starts_the_days_anew() -> None:
    due = confirm_by(confirmed_on=date(2025, 3, 1), stated_on=date(2024, 12, 31))
    assert due == date(2025, 5, 30)
