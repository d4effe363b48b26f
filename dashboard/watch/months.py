"""Months as early warning counts them: numbered in a row, finished or not, and their breaks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dashboard.metrics.definitions.exams import RULES_CHANGED_ON

NEW_RULES: Final = RULES_CHANGED_ON
"""First day of the new examination rules (应急管理部令第19号), across which nothing is compared."""

WINDOW: Final = 12
"""Months for which alerts are listed, and months of a baseline."""


def serial(day: date) -> int:
    """The month of `day` as a running number."""
    return day.year * 12 + day.month - 1


def from_yyyymm(month: int) -> int:
    """The running number of a month written YYYYMM."""
    return month // 100 * 12 + month % 100 - 1


def first_day(month: int) -> date:
    """The first day of a month by its running number."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month by its running number."""
    return first_day(month + 1) - timedelta(days=1)


def finished(as_of: date) -> date:
    """The first day of the last month that has ended by the day, its last day included."""
    month = serial(as_of)
    return first_day(month if last_day(month) == as_of else month - 1)


def window_start(month: int) -> int:
    """First month of what a running month is held against: WINDOW before, not across NEW_RULES."""
    first, rules = month - WINDOW, serial(NEW_RULES)
    return rules if first < rules <= month else first


def break_of(day: date) -> tuple[int, int | None]:
    """Where a change on `day` cuts: the first month after it, and the month it cuts through.

    A change on the first of a month cuts through none.
    """
    if day.day == 1:
        return serial(day), None
    return serial(day) + 1, serial(day)
