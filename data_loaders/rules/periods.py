"""A period in words as its first and last day: 2024年, 2025年上半年, 2024年11月, 2025年1—6月."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from typing import Final

_WRITTEN: Final = re.compile(
    r"(?P<year>20\d\d)年(?:度|"
    r"(?P<half>[上下])半年|"
    r"(?:第?(?P<quarter>[一二三四1234])季度)|"
    r"(?P<first>1[0-2]|[1-9])(?:月?(?:[-—–~至到]{1,2})(?P<last>1[0-2]|[1-9]))?月(?:份)?"
    r"(?P<open>起|以来)?)?"
)
_QUARTERS: Final = {name: at % 4 for at, name in enumerate("一二三四1234")}


def period(text: str) -> tuple[date, date | None] | None:
    """The first and the last day that words tell; None where they tell none.

    A period that only begins (2024年11月起) has no last day.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        return None
    first, last = _months(found)
    year = int(found["year"])
    if last < first:
        return None
    begins = date(year, first, 1)
    if found["open"]:
        return begins, None
    return begins, date(year, last, monthrange(year, last)[1])


def _months(found: re.Match[str]) -> tuple[int, int]:
    if found["half"]:
        return (1, 6) if found["half"] == "上" else (7, 12)
    if found["quarter"]:
        first = 3 * _QUARTERS[found["quarter"]] + 1
        return first, first + 2
    if found["first"]:
        return int(found["first"]), int(found["last"] or found["first"])
    return 1, 12
