"""Figures recognised in written text, and what number each one says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from dashboard import units

_SYMBOLS: Final = "|".join(
    sorted({re.escape(unit.symbol) for unit in units.UNITS.values()}, key=len, reverse=True)
)
_NUMBER: Final = r"\d[\d,]*(?:\.\d+)?"
_FIGURE: Final = re.compile(
    r"(?P<name>[A-Za-z][\w./]*[ -]?\d[\w./-]*|〔\d{4}〕\d+号|第\d+(?:、\d+)*(?:部分)?)"
    r"|(?P<figure>\d{4}-\d{2}(?:-\d{2})?|\d{4}年(?:\d{1,2}月(?:末|\d{1,2}日)?)?"
    rf"|[+−]?{_NUMBER}(?:–{_NUMBER})?[万亿]?余?(?:个百分点|{_SYMBOLS})?)"
)
_SAID: Final = re.compile(
    rf"(?P<digits>[+−]?{_NUMBER})(?P<word>[万亿]?)(?P<more>余?)(?P<symbol>个百分点|{_SYMBOLS})?"
)
_WORDS: Final = {"": 1, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, kw_only=True)
class TextPart:
    """A part of a text: a figure or a day, or the words between them."""

    text: str
    is_figure: bool


@dataclass(frozen=True, kw_only=True)
class SaidNumber:
    """The number that a figure says: its value, to which place it is written, and its unit."""

    value: Decimal
    place: Decimal
    """What one step of its last digit is worth."""
    at_least: bool
    symbol: str

    def says(self, other: SaidNumber) -> bool:
        """Whether it is the other one, perhaps rounded to fewer digits.

        A number alone may be of any unit; what is no less than so much is not what is so much.
        """
        if self.at_least != other.at_least or (
            self.symbol and other.symbol and self.symbol != other.symbol
        ):
            return False
        return (other.value / self.place).quantize(Decimal(1), ROUND_HALF_UP) * self.place == (
            self.value
        )


def text_parts(text: str) -> Iterator[TextPart]:
    """`text` in order, with each of its figures and days apart."""
    done = 0
    for found in _FIGURE.finditer(text):
        if found["figure"] is None:
            continue
        if found.start() > done:
            yield TextPart(text=text[done : found.start()], is_figure=False)
        yield TextPart(text=found["figure"], is_figure=True)
        done = found.end()
    if done < len(text):
        yield TextPart(text=text[done:], is_figure=False)


def said_number(figure: str) -> SaidNumber | None:
    """What a recognised figure says; None for days and ranges."""
    found = _SAID.fullmatch(figure)
    if found is None:
        return None
    digits = found["digits"].replace(",", "").replace("−", "-")
    scale = Decimal(_WORDS[found["word"]])
    exponent = Decimal(digits).as_tuple().exponent
    return SaidNumber(
        value=Decimal(digits) * scale,
        place=scale.scaleb(int(exponent)) if isinstance(exponent, int) else scale,
        at_least=bool(found["more"]),
        symbol=found["symbol"] or "",
    )


def said_numbers(text: str) -> Iterator[SaidNumber]:
    """What the figures of a text say, days and ranges left out."""
    for part in text_parts(text):
        number = said_number(part.text) if part.is_figure else None
        if number is not None:
            yield number


def of_value(value: float, *, unit: str) -> SaidNumber:
    """What a value of a column or a figure says, in the unit a reader meets."""
    kind = units.UNITS[unit]
    exact = Decimal(str(value)) * Decimal(str(kind.scale))
    return SaidNumber(value=exact, place=Decimal(0), at_least=False, symbol=kind.symbol)
