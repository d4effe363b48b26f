"""The day in Chongqing, or the one of the settings; and how a day stands to the data."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.clock import dated, today
from dashboard.settings import settings
from tests.isolation import TODAY


def test_today_is_the_day_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert today() == TODAY
    monkeypatch.setenv("OVERSIGHT_TODAY", "2025-03-01")
    settings.cache_clear()
    try:
        assert today() == date(2025, 3, 1)
    finally:
        settings.cache_clear()


@pytest.mark.parametrize(
    ("as_of", "until", "said"),
    [
        (date(2024, 12, 31), date(2024, 12, 31), "数据截至 2024-12-31"),
        (date(2024, 6, 30), date(2024, 12, 31), "数据截至 2024-06-30"),
        (date(2025, 3, 1), date(2024, 12, 31), "截至 2025-03-01（数据截至 2024-12-31）"),
        (date(2024, 12, 31), None, "数据截至 2024-12-31"),
    ],
)
def test_a_day_after_the_data_says_how_far_they_go(
    as_of: date, until: date | None, said: str
) -> None:
    assert dated(as_of, until=until) == said


@pytest.mark.parametrize(
    ("as_of", "on", "said"),
    [
        (date(2024, 12, 31), date(2025, 1, 31), "数据截至 2024-12-31，距今31天"),
        (date(2024, 12, 31), date(2024, 12, 31), "数据截至 2024-12-31"),
        (date(2024, 6, 30), date(2025, 1, 31), "数据截至 2024-06-30"),
        (date(2025, 1, 31), date(2025, 1, 31), "截至 2025-01-31（数据截至 2024-12-31，距今31天）"),
    ],
)
def test_how_old_the_data_are_is_said_on_a_day(as_of: date, on: date, said: str) -> None:
    assert dated(as_of, until=date(2024, 12, 31), on=on) == said
