"""A number format taken apart: its sections, what each holds for, and its marks in order."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple


class FormatMark(Enum):
    """What one piece of a format stands for."""

    WORDS = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()
    GENERAL = auto()
    TEXT = auto()
    YEAR = auto()
    MONTH = auto()
    DAY = auto()
    WEEKDAY = auto()
    HOUR = auto()
    MINUTE = auto()
    SECOND = auto()
    HALF = auto()
    """上午 or 下午."""
    SPAN = auto()
    """Hours, minutes or seconds that count on beyond a day."""
    UNKNOWN = auto()
    """A piece that we do not follow."""


class FormatPiece(NamedTuple):
    """One piece of a section; `text` is what it shows, or how it was written."""

    mark: FormatMark
    text: str


CALENDAR: Final = frozenset({FormatMark.YEAR, FormatMark.MONTH, FormatMark.DAY})
_CLOCK: Final = frozenset({FormatMark.HOUR, FormatMark.MINUTE, FormatMark.SECOND, FormatMark.HALF})
_MOST_LETTERS: Final = 500
_PIECE: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)'
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])"
    r"|(?P<year>y+|e+)|(?P<month>m+)|(?P<weekday>a{3,4}|d{3,4})|(?P<day>d+)|(?P<hour>h+)"
    r"|(?P<second>s+(?:\.0+)?)|(?P<digit>[0#?])|(?P<mark>[.,%@;/])|(?P<unknown>[A-Z])"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(>=|<=|<>|>|<|=)(-?\d+(?:\.\d+)?)")
_COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "<>": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}
_COLOUR: Final = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d+"
    r"|颜色 ?\d+|[黑蓝青绿红白黄]色?|洋红色?",
    re.IGNORECASE,
)
_MARKS: Final = {
    ".": FormatMark.POINT,
    ",": FormatMark.COMMA,
    "%": FormatMark.PERCENT,
    "@": FormatMark.TEXT,
}
_NAMED: Final = {
    "general": FormatMark.GENERAL,
    "half": FormatMark.HALF,
    "exponent": FormatMark.EXPONENT,
    "year": FormatMark.YEAR,
    "month": FormatMark.MONTH,
    "weekday": FormatMark.WEEKDAY,
    "day": FormatMark.DAY,
    "hour": FormatMark.HOUR,
    "digit": FormatMark.DIGIT,
}


@dataclass(frozen=True, kw_only=True)
class FormatSection:
    """One section of a format and, where it says so itself, the numbers that it holds for."""

    pieces: tuple[FormatPiece, ...]
    condition: tuple[str, float] | None = None

    @property
    def marks(self) -> frozenset[FormatMark]:
        """What it holds."""
        return frozenset(piece.mark for piece in self.pieces)

    @property
    def is_moment(self) -> bool:
        """Whether it shows a number as a day or an hour."""
        return bool(self.marks & (CALENDAR | _CLOCK | {FormatMark.WEEKDAY}))

    def holds(self, number: float) -> bool:
        """Whether its own condition is met; without one it is."""
        if self.condition is None:
            return True
        sign, limit = self.condition
        return _COMPARE[sign](number, limit)


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[FormatSection, ...]:
    """The sections of a format code, in order; none where it is absurdly long."""
    if len(code) > _MOST_LETTERS:
        return ()
    found: list[FormatSection] = []
    pieces: list[FormatPiece] = []
    condition = None
    for piece in _PIECE.finditer(code):
        if piece["mark"] == ";":
            found.append(FormatSection(pieces=_timed(pieces), condition=condition))
            pieces, condition = [], None
        elif (told := _CONDITION.fullmatch(piece["bracket"] or "")) is not None:
            condition = (told[1], float(told[2]))
        else:
            pieces.append(_piece(piece))
    return (*found, FormatSection(pieces=_timed(pieces), condition=condition))


def _piece(found: re.Match[str]) -> FormatPiece:
    kind, text = found.lastgroup or "other", found[found.lastgroup or "other"]
    if kind in ("quoted", "escaped"):
        return FormatPiece(FormatMark.WORDS, text)
    if kind in ("space", "fill"):
        return FormatPiece(FormatMark.WORDS, " " if kind == "space" else "")
    if kind == "bracket":
        return _bracketed(text)
    if kind == "second":
        return FormatPiece(FormatMark.UNKNOWN if "." in text else FormatMark.SECOND, text.lower())
    if kind == "unknown":
        return FormatPiece(FormatMark.UNKNOWN, text)
    if kind in _NAMED:
        return FormatPiece(_NAMED[kind], text.lower())
    return FormatPiece(_MARKS.get(text, FormatMark.WORDS), text)


def _bracketed(text: str) -> FormatPiece:
    if _COLOUR.fullmatch(text):
        return FormatPiece(FormatMark.WORDS, "")
    if text.startswith("$"):
        return FormatPiece(
            FormatMark.WORDS, text[1:].rpartition("-")[0] if "-" in text else text[1:]
        )
    if text and set(text.lower()) in ({"h"}, {"m"}, {"s"}):
        return FormatPiece(FormatMark.SPAN, text.lower())
    return FormatPiece(FormatMark.UNKNOWN, text)


def _timed(pieces: Sequence[FormatPiece]) -> tuple[FormatPiece, ...]:
    """The pieces with months told from minutes, which stand after hours or before seconds."""
    told = list(pieces)
    places = [at for at, one in enumerate(told) if one.mark in _TIMED]
    for before, at in pairwise([None, *places]):
        if at is not None and told[at].mark is FormatMark.MONTH and len(told[at].text) < 3:
            after = next((told[later].mark for later in places if later > at), None)
            hours = before is not None and told[before].mark in (FormatMark.HOUR, FormatMark.SPAN)
            if hours or after is FormatMark.SECOND:
                told[at] = FormatPiece(FormatMark.MINUTE, told[at].text)
    return tuple(told)


_TIMED: Final = CALENDAR | {FormatMark.HOUR, FormatMark.SECOND, FormatMark.SPAN}
