"""A day or hour as a section of its format writes it: 2024年11月, 11月3日, Nov-24."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final

from data_loaders.files.format_code import CALENDAR, FormatMark, FormatSection

_WEEKDAYS: Final = "一二三四五六日"
_ENGLISH_DAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_ENGLISH_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_SECONDS: Final = {"h": 3600, "m": 60, "s": 1}
_USUAL: Final = frozenset("年月日号时分秒点 -/.,，、:：T星期周")
"""What stands between the parts of a day without saying more."""


def is_whole_day(section: FormatSection) -> bool:
    """Whether a section shows year, month and day, and nothing beside them and the hour."""
    marks = section.marks
    words = {
        letter for one in section.pieces for letter in one.text if one.mark is FormatMark.WORDS
    }
    return marks >= CALENDAR and FormatMark.UNKNOWN not in marks and words <= _USUAL


def is_hour(section: FormatSection) -> bool:
    """Whether a section shows hours, minutes or seconds alone."""
    return not section.marks & (CALENDAR | {FormatMark.WEEKDAY})


def day_text(section: FormatSection, moment: date | time) -> str | None:
    """What a section shows of a day, None if we do not know."""
    if not isinstance(moment, date):
        shown = datetime.combine(date(1900, 1, 1), moment)
    elif isinstance(moment, datetime):
        shown = moment
    else:
        shown = datetime.combine(moment, time())
    halved = FormatMark.HALF in section.marks
    parts = []
    for piece in section.pieces:
        if piece.mark in (FormatMark.WORDS, FormatMark.POINT, FormatMark.COMMA):
            parts.append(piece.text)
        elif piece.mark in _WRITTEN:
            parts.append(_WRITTEN[piece.mark](shown, piece.text, halved))
        else:
            return None
    return "".join(parts)


def span_text(section: FormatSection, span: timedelta) -> str | None:
    """What a section shows of a span of time, None if we do not know: 36:00 under [h]:mm."""
    seconds = round(span.total_seconds())
    parts = []
    for piece in section.pieces:
        if piece.mark is FormatMark.WORDS:
            parts.append(piece.text)
        elif piece.mark is FormatMark.SPAN:
            parts.append(str(seconds // _SECONDS[piece.text[0]]).zfill(len(piece.text)))
        elif piece.mark in (FormatMark.MINUTE, FormatMark.SECOND):
            parts.append(_digits(seconds // _SECONDS[piece.text[0]] % 60, piece.text))
        else:
            return None
    return "".join(parts)


def _year(moment: datetime, written: str, _halved: bool) -> str:
    short = written in ("y", "yy")
    return f"{moment.year % 100:02d}" if short else f"{moment.year:04d}"


def _month(moment: datetime, written: str, _halved: bool) -> str:
    name = _ENGLISH_MONTHS[moment.month - 1]
    named = {3: name[:3], 4: name, 5: name[0]}
    return named.get(len(written)) or _digits(moment.month, written)


def _weekday(moment: datetime, written: str, _halved: bool) -> str:
    if written.startswith("a"):
        return ("星期" if len(written) > 3 else "") + _WEEKDAYS[moment.weekday()]
    name = _ENGLISH_DAYS[moment.weekday()]
    return name if len(written) > 3 else name[:3]


def _hour(moment: datetime, written: str, halved: bool) -> str:
    return _digits((moment.hour % 12 or 12) if halved else moment.hour, written)


def _half(moment: datetime, written: str, _halved: bool) -> str:
    early, _, late = written.upper().partition("/")
    return early if moment.hour < 12 else late


def _digits(number: int, written: str) -> str:
    return f"{number:02d}" if len(written) > 1 else str(number)


_WRITTEN: Final[dict[FormatMark, Callable[[datetime, str, bool], str]]] = {
    FormatMark.YEAR: _year,
    FormatMark.MONTH: _month,
    FormatMark.DAY: lambda moment, written, _: _digits(moment.day, written),
    FormatMark.WEEKDAY: _weekday,
    FormatMark.HOUR: _hour,
    FormatMark.MINUTE: lambda moment, written, _: _digits(moment.minute, written),
    FormatMark.SECOND: lambda moment, written, _: _digits(moment.second, written),
    FormatMark.HALF: _half,
}
