"""A number as a section of its format writes it: 15.3 for 153000 under 0!.0, and the like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from data_loaders.files.format_code import FormatMark, FormatPiece, FormatSection

_EXACT: Final = Context(prec=15, rounding=ROUND_HALF_UP)
"""A spreadsheet keeps fifteen digits."""
_WIDE: Final = Context(prec=4_000, rounding=ROUND_HALF_UP)
"""Wide enough for the largest number under the longest format."""
_MOST_GENERAL: Final = 10**11
"""From here on a cell without a format shows a number by its power of ten."""
_KNOWN: Final = frozenset(
    {FormatMark.WORDS, FormatMark.DIGIT, FormatMark.POINT, FormatMark.COMMA, FormatMark.PERCENT}
)
_WITH_POWER: Final = _KNOWN | {FormatMark.EXPONENT}
_GENERAL: Final = frozenset({FormatMark.WORDS, FormatMark.GENERAL})
_PLAIN: Final = frozenset(" ¥￥()（）")
"""What may stand around a number without meaning anything else; other money is not yuan."""


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """Where the digits of a section go: its pieces before the point, after it, and its scale."""

    whole: tuple[FormatPiece, ...]
    decimals: tuple[FormatPiece, ...]
    power: tuple[FormatPiece, ...]
    grouped: bool
    shift: int

    @property
    def places(self) -> int:
        """How many decimals it shows at most."""
        return _digits(self.decimals)


def exact(number: float) -> Decimal:
    """A number to the digits that a spreadsheet keeps."""
    return _EXACT.create_decimal(repr(number))


def keeps_whole(section: FormatSection) -> int | None:
    """How many zeros a section gives a whole number that it shows as it is, else None.

    Grouping, a currency and decimals of nothing but zeros leave a whole number what it is.
    """
    if section.marks in ({FormatMark.GENERAL}, {FormatMark.TEXT}):
        return 1
    words = {
        letter for one in section.pieces if one.mark is FormatMark.WORDS for letter in one.text
    }
    if not words <= _PLAIN or not section.marks <= _KNOWN - {FormatMark.PERCENT}:
        return None
    layout = _layout(section)
    if layout.shift or not _digits(layout.whole) or _split(layout.whole):
        return None
    return sum(piece.text == "0" for piece in layout.whole)


def number_text(section: FormatSection, number: float) -> str | None:
    """What a section shows of a number (its sign is the caller's), None if we do not know."""
    value = abs(exact(number))
    marks = section.marks
    if FormatMark.GENERAL in marks:
        return _general(section, value) if marks <= _GENERAL else None
    if FormatMark.DIGIT not in marks:
        return "".join(one.text for one in section.pieces) if marks <= {FormatMark.WORDS} else None
    if not marks <= _WITH_POWER or _is_fraction(section):
        return None
    layout = _layout(section)
    if FormatMark.EXPONENT in marks:
        return _by_power(layout, value)
    value = value.scaleb(layout.shift)
    return _laid_out(layout, _rounded(value, layout.places))


def _general(section: FormatSection, value: Decimal) -> str | None:
    if value >= _MOST_GENERAL or 0 < value < Decimal("0.0001"):
        return None
    short = f"{Context(prec=10, rounding=ROUND_HALF_UP).plus(value):f}"
    text = short.rstrip("0").rstrip(".") if "." in short else short
    return "".join(one.text if one.mark is FormatMark.WORDS else text for one in section.pieces)


def _is_fraction(section: FormatSection) -> bool:
    """Whether a slash between digits makes it a fraction."""
    digits = [at for at, one in enumerate(section.pieces) if one.mark is FormatMark.DIGIT]
    between = section.pieces[digits[0] : digits[-1]]
    return any(one.text == "/" for one in between)


@lru_cache(maxsize=1024)
def _layout(section: FormatSection) -> _Layout:
    pieces, power = section.pieces, len(section.pieces)
    for at, one in enumerate(pieces):
        if one.mark is FormatMark.EXPONENT:
            power = at
            break
    point = next((at for at in range(power) if pieces[at].mark is FormatMark.POINT), power)
    whole, decimals = pieces[:point], pieces[point:power]
    inner, outer = _commas(whole), _commas(decimals)
    percent = sum(one.mark is FormatMark.PERCENT for one in pieces)
    return _Layout(
        whole=tuple(one for one in whole if one.mark is not FormatMark.COMMA),
        decimals=tuple(one for one in decimals if one.mark is not FormatMark.COMMA),
        power=pieces[power:],
        grouped=inner[0],
        shift=2 * percent - 3 * (inner[1] + outer[1]),
    )


def _commas(pieces: Sequence[FormatPiece]) -> tuple[bool, int]:
    """Whether a comma stands between digits, and how many behind the last of them."""
    digits = [at for at, one in enumerate(pieces) if one.mark is FormatMark.DIGIT]
    commas = [at for at, one in enumerate(pieces) if one.mark is FormatMark.COMMA]
    if not digits:
        return False, 0
    grouped = any(digits[0] < at < digits[-1] for at in commas)
    return grouped, sum(at > digits[-1] for at in commas)


def _laid_out(layout: _Layout, value: Decimal) -> str:
    whole, _, decimals = f"{value:f}".partition(".")
    return _before_point(layout, "" if whole == "0" else whole) + _after_point(layout, decimals)


def _before_point(layout: _Layout, digits: str) -> str:
    """The digits given out from the right; the first place takes all that are left."""
    places, given, out = _digits(layout.whole), 0, list[str]()
    for piece in reversed(layout.whole):
        if piece.mark is not FormatMark.DIGIT:
            out.append(piece.text)
            continue
        places -= 1
        take = digits[::-1][given:] if places == 0 else digits[::-1][given : given + 1]
        for digit in take or _missing(piece):
            if layout.grouped and given and given % 3 == 0 and digit != " ":
                out.append(",")
            out.append(digit)
            given += 1
    return "".join(reversed(out))


def _after_point(layout: _Layout, digits: str) -> str:
    """The decimals; those that need not be shown are dropped from the end."""
    needed = len(digits.rstrip("0"))
    for at, piece in enumerate(_only_digits(layout.decimals)):
        if piece.text == "0":
            needed = max(needed, at + 1)
    out, given = [], 0
    for piece in layout.decimals:
        if piece.mark is not FormatMark.DIGIT:
            out.append(piece.text)
            continue
        if given < needed:
            out.append(digits[given])
        elif piece.text == "?":
            out.append(" ")
        given += 1
    return "".join(out)


def _by_power(layout: _Layout, value: Decimal) -> str | None:
    """A number by its power of ten, as 5.00E+17, where one digit stands before the point."""
    words = [one for one in (*layout.whole, *layout.decimals) if one.mark is FormatMark.WORDS]
    if _digits(layout.whole) != 1 or layout.shift or any(one.text for one in words):
        return None
    power = value.adjusted() if value else 0
    short = _rounded(value.scaleb(-power), layout.places)
    if short >= 10:
        power, short = power + 1, short / 10
    sign = "-" if power < 0 else "+" if "+" in layout.power[0].text else ""
    behind = "".join(one.text for one in layout.power if one.mark is FormatMark.WORDS)
    written = str(abs(power)).zfill(_digits(layout.power))
    return f"{_laid_out(layout, short)}E{sign}{written}{behind}"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def _missing(piece: FormatPiece) -> str:
    return {"0": "0", "?": " "}.get(piece.text, "")


def _digits(pieces: Sequence[FormatPiece]) -> int:
    return sum(1 for _ in _only_digits(pieces))


def _only_digits(pieces: Sequence[FormatPiece]) -> Iterator[FormatPiece]:
    return (one for one in pieces if one.mark is FormatMark.DIGIT)


def _split(pieces: Sequence[FormatPiece]) -> bool:
    """Whether words stand between the digits."""
    digits = [at for at, one in enumerate(pieces) if one.mark is FormatMark.DIGIT]
    return any(one.mark is FormatMark.WORDS and one.text for one in pieces[digits[0] : digits[-1]])
