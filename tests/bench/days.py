"""Ten years of days as numbers, which are drawn by the hundred thousand, and as dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int32]
"""Days since FIRST; NEVER for none."""

FIRST: Final = date(2015, 1, 1)
LAST: Final = date(2024, 12, 31)
"""The day the store looks back from, as the demo does; only terms may lie later."""
NEVER: Final = -1

MONTHS: Final = tuple(date(year, month, 1) for year in range(2015, 2025) for month in range(1, 13))

_LONGEST: Final = 3000
"""More days than anything drawn lies after LAST."""


def number(day: date) -> int:
    """How many days after FIRST; negative for earlier ones."""
    return (day - FIRST).days


TODAY: Final = number(LAST)

_DATES: Final = np.array(
    [*(FIRST + timedelta(days=at) for at in range(TODAY + _LONGEST)), None], dtype=object
)
"""The dates, and None at the end, where NEVER finds it."""

WORKDAYS: Final[Days] = np.array(
    [at for at in range(TODAY + 1) if (FIRST + timedelta(days=at)).weekday() < 5], dtype=np.int32
)


def dates(days: NDArray[Any]) -> list[date | None]:
    """The dates of days."""
    found: list[date | None] = _DATES[days].tolist()
    return found


def known(days: NDArray[Any]) -> NDArray[Any]:
    """The days, but NEVER for those that have not come by LAST."""
    return np.where(days <= TODAY, days, NEVER)


def spread(first: int, count: int, *, of: int) -> Days:
    """The workdays of events number `first` and the `count - 1` after it, of `of` in all."""
    return WORKDAYS[np.arange(first, first + count, dtype=np.int64) * len(WORKDAYS) // of]
