"""Months as early warning counts them: numbered in a row, finished or not, and their breaks."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard.dates import Month, last_month_over
from dashboard.metrics.definitions.exams import RULES_CHANGED_ON

NEW_RULES: Final = RULES_CHANGED_ON
"""First day of the new examination rules (应急管理部令第19号), across which nothing is compared."""

EPOCH: Final = date(1970, 1, 1)
"""The day from which numpy counts days."""

WINDOW: Final = 12
"""Months for which alerts are listed, and months of a baseline."""


def serial(day: date) -> int:
    """The month of `day` as a running number."""
    return Month.of(day).serial


def of_days(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The running numbers of the months of days counted from EPOCH."""
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    return months.astype(np.int64) + serial(EPOCH)


def days_of(months: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first days of running months, counted from EPOCH."""
    since = (months - serial(EPOCH)).astype("datetime64[M]")
    return since.astype("datetime64[D]").astype(np.int64)


def quarter_end(month: Any) -> Any:
    """The running number of the last month of a running month's quarter, one or many."""
    return month - month % 3 + 2


@lru_cache(maxsize=4096)
def first_day(month: int) -> date:
    """The first day of a month by its running number."""
    return Month.at(month).first


def last_day(month: int) -> date:
    """The last day of a month by its running number."""
    return Month.at(month).last


def finished(as_of: date) -> date:
    """The first day of the last month that has ended by the day, its last day included."""
    return last_month_over(as_of).first


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
