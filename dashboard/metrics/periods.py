"""Named periods: the days a flow is counted over, as an office says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, TypeAlias

Days: TypeAlias = tuple[date | None, date | None]
"""First and last day, both inclusive; None is without end."""


@dataclass(frozen=True, kw_only=True)
class Period:
    """A period that moves with the day looked at."""

    key: str
    label: str
    days: Callable[[date], Days]


def _year(on: date) -> Days:
    return on.replace(month=1, day=1), on


def _quarter(on: date) -> Days:
    return on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1), on


def _month(on: date) -> Days:
    return on.replace(day=1), on


def _last_month(on: date) -> Days:
    last = on.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def _twelve_months(on: date) -> Days:
    return a_year_before(on) + timedelta(days=1), on


def _all(on: date) -> Days:
    return None, None


DEFAULT: Final = "year"
"""What flows are counted over where a reader chooses nothing."""
ALL_TIME: Final = "all"

PERIODS: Final[Mapping[str, Period]] = MappingProxyType(
    {
        key: Period(key=key, label=label, days=days)
        for key, label, days in (
            ("year", "本年", _year),
            ("quarter", "本季", _quarter),
            ("month", "本月", _month),
            ("last_month", "上月", _last_month),
            ("twelve_months", "近12个月", _twelve_months),
            (ALL_TIME, "全部", _all),
        )
    }
)


def a_year_before(day: date) -> date:
    """The same day of the year before; of a 29 February the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
