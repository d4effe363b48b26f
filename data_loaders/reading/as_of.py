"""The day that a sheet says it is of: 截至2024-12-31, 填报时间, 统计时间, or in its name."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Final

from data_loaders.reading.text import folded

_SAYS: Final = re.compile(
    r"(?:(?:名册|填报|填表|统计|报送|上报|制表)(?:日期|时间)|截至|截止)(?:日期|时间|到|于)?[:：]?"
)
_DAY: Final = re.compile(
    r"(20\d\d)(?:[-./年](\d{1,2})(?:[-./月](\d{1,2}))?|(\d\d)(\d\d)(?!\d)|(年底|年末))"
)
_IN_NAME: Final = re.compile(
    r"(?<!\d)20\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|年[底末]|-\d{1,2}-\d{1,2}|\d{4})(?!\d)"
)


def told_day(above: Sequence[Sequence[str]], *, sheet: str, file: str) -> date | None:
    """The day that the lines above a header say, else its sheet's name, else its file's.

    A month is its last day. Days that there are not say nothing.

    Args:
        above: Texts of the rows above the header.
        sheet: Name of the sheet.
        file: Name of the file.
    """
    texts = [
        f"{text}{after}"
        for row in above
        for text, after in zip(row, (*row[1:], ""), strict=True)
        if text
    ]
    texts += [sheet, file]
    said = (_said(folded(text[:200])) for text in texts)
    named = (_named(folded(text[:200])) for text in texts)
    return next(filter(None, (*said, *named)), None)


def _said(text: str) -> date | None:
    """The day behind a word that announces it."""
    for word in _SAYS.finditer(text):
        found = _DAY.match(text, word.end())
        if found is not None:
            return _day(found)
    return None


def _named(text: str) -> date | None:
    """The day or month that stands in a title or a name, without such a word."""
    name = _IN_NAME.search(text)
    found = name and _DAY.match(name[0])
    return _day(found) if found else None


def _day(found: re.Match[str]) -> date | None:
    year = int(found[1])
    if found[6]:
        return date(year, 12, 31)
    month, day = int(found[2] or found[4]), found[3] or found[5]
    try:
        return date(year, month, int(day) if day else monthrange(year, month)[1])
    except ValueError:
        return None
