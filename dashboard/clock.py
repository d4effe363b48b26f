"""What day it is in Chongqing, and how the day that is looked at stands to the data."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Final

from dashboard.settings import settings

BEIJING: Final = timezone(timedelta(hours=8))
"""北京时间; China keeps one time and no summer time."""


def today() -> date:
    """The day in Chongqing, wherever the machine thinks it stands, or the one of the settings."""
    return settings().today or datetime.now(BEIJING).date()


def dated(as_of: date, *, until: date | None, on: date | None = None) -> str:
    """The day figures stand for: 数据截至 it, or the day itself and how far the data go.

    Args:
        as_of: The day looked at.
        until: The day through which the data are complete; None where there are none.
        on: The day on which it is said; with it, how old the data are is said too, unless an
            earlier day than theirs is looked at.
    """
    if until is None or as_of < until:
        return f"数据截至 {as_of.isoformat()}"
    old = f"，距今{(on - until).days}天" if on is not None and on > until else ""
    told = f"数据截至 {until.isoformat()}{old}"
    return told if as_of == until else f"截至 {as_of.isoformat()}（{told}）"
