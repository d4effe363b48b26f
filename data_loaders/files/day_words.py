"""Whether the text of a cell shows its day: 2024年11月 shows no day of 2024-11-01."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Final

_CLOCK: Final = re.compile(
    r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[AP]M)?|\d{1,2}[时点](?:\d{1,2}分)?(?:\d{1,2}秒)?",
    re.IGNORECASE,
)
_GROUP: Final = re.compile(r"(\d+|[A-Za-z]{3,9})\s*([年月日号]?)")
_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_MOST_LETTERS: Final = 60


def shows_day(text: str, day: date) -> bool:
    """Whether a text shows year, month and day of a day, in any order."""
    return _shows(text, date(day.year, day.month, day.day), _WHOLE)


def shows_month(text: str, day: date) -> bool:
    """Whether a text shows year and month of a day."""
    return _shows(text, date(day.year, day.month, day.day), _MONTH)


@lru_cache(maxsize=4096)
def _shows(text: str, day: date, parts: tuple[str, ...]) -> bool:
    """Whether each part stands in a number of its own."""
    groups = _groups(text)
    places = [
        [
            at
            for at, (said, unit) in enumerate(groups)
            if unit in ("", part) and _IS[part](said, day)
        ]
        for part in parts
    ]
    return any(len(set(chosen)) == len(parts) for chosen in product(*places))


def _groups(text: str) -> list[tuple[str, str]]:
    """The numbers and names of a text, each with the unit that stands behind it."""
    found: list[tuple[str, str]] = []
    for said, unit in _GROUP.findall(_CLOCK.sub(" ", text[:_MOST_LETTERS])):
        if said.isdigit() and len(said) in (6, 8) and not unit:
            pieces = (said[:4], said[4:6], said[6:])
            found += [(piece, "") for piece in pieces if piece]
        else:
            found.append((said, unit.replace("号", "日")))
    return found[:8]


def _is_year(said: str, day: date) -> bool:
    return said == str(day.year) or said == f"{day.year % 100:02d}"


def _is_month(said: str, day: date) -> bool:
    if said.isdigit():
        return int(said) == day.month and len(said) < 3
    return said[:3].lower() == _MONTHS[day.month - 1]


def _is_day(said: str, day: date) -> bool:
    return said.isdigit() and len(said) < 3 and int(said) == day.day


_IS: Final[dict[str, Callable[[str, date], bool]]] = {
    "年": _is_year,
    "月": _is_month,
    "日": _is_day,
}
_WHOLE: Final = ("年", "月", "日")
_MONTH: Final = ("年", "月")
