"""Numbers as people write them: 1,200, 15万余, 约300, 5.3万元, 1.5w, 伍万元整, １２３."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from data_loaders.reading.numerals import NUMERAL, numeral


class Precision(StrEnum):
    """How exactly a number is meant; the first two are the store's qualifiers."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A number as written: its value in ones, how exact, and whether it told its own magnitude.

    `money` tells whether 元 stood in the cell: then the heading's unit does not count.
    """

    value: Decimal
    precision: Precision = Precision.EXACT
    magnitude: int = 1
    money: bool = False


_LONGEST: Final = 60
"""No number is longer, however it is written."""
_MAGNITUDES: Final = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "k": 1_000,
    "w": 10_000,
}
_AT_LEAST: Final = ("余", "多", "以上", "+", "不少于", "超过", "逾", "超", "至少")
_ABOUT: Final = ("约", "大约", "近", "左右", "上下", "大概", "几乎")
_MONEY: Final = "元整|元正|元人民币|元|块"
_COUNTED: Final = (
    "人次|人|名|份|册|期|次|场次|场|家|个|件|起|项|台|座|机位|工位|位|条|班次|班|篇|"
    "学时|课时|小时|套|本|张|幅|面|版|则|辆|页|批|点|支|枚|袋|箱|盒|包|组|间|所|户|副|顶|部|字"
)
_WRITTEN: Final = re.compile(
    r"(?:罚款|罚金|共计|合计|总计|共)?"
    r"(?P<before>约|大约|大概|近|不少于|超过|逾|超|至少)?"
    r"(?:人民币|RMB)?[¥￥]?(?P<digits>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<early>余|多)?"
    r"(?P<magnitude>[十百千]?万|[十百千]|亿|[wk])?"
    r"(?P<after>余|多|以上|\+|左右|上下)?"
    rf"(?P<unit>{_MONEY}|{_COUNTED})?"
    r"(?P<late>余|多|以上|\+|左右|上下)?",
    re.IGNORECASE,
)
_GAP: Final = re.compile("[\\s、;；]")
_GROUPED: Final = re.compile(
    r"(?<![\d.,])(?:\d{1,2}(?: \d{3})+|\d{1,3}(?:[\u00a0\u2007\u2009\u202f]\d{3})+)(?![\d,])"
)
"""Thousands with space between: a thin one, or one that cannot part two numbers of their own."""
_TWICE: Final = re.compile(r"([^()]+)\((?:大写[:,]?)?([^()]+)\)")
_DIGIT: Final = re.compile(r"\d")
_PARTED: Final = re.compile(rf"[\d.,][\s、;]+[\d.,]|{NUMERAL.pattern}\s+{NUMERAL.pattern}")


class NotANumberError(ValueError):
    """Text that cannot be read as one number."""


class TwoNumbersError(NotANumberError):
    """Text that holds more than one number, as one to a line."""


def amount(cell: object) -> Amount:
    """The number a cell holds.

    Raises:
        NotANumberError: it holds none, or more than one.
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        raise NotANumberError(str(cell))
    if isinstance(cell, int):
        return Amount(value=Decimal(cell))
    if isinstance(cell, float):
        return Amount(value=_decimal(cell))
    if len(cell) > _LONGEST:
        raise NotANumberError(cell[:_LONGEST])
    return _written(cell)


def squeezed(text: str) -> str:
    """A number's text in half-width characters and without the space that people type into it.

    Raises:
        TwoNumbersError: the space parts two numbers.
    """
    if not _GAP.search(text):
        return unicodedata.normalize("NFKC", text)
    grouped = _GROUPED.sub(lambda found: "".join(found[0].split()), text)
    plain = unicodedata.normalize("NFKC", grouped).strip()
    if _PARTED.search(plain):
        raise TwoNumbersError(text)
    return "".join(plain.split())


@lru_cache(maxsize=8192)
def _written(text: str) -> Amount:
    plain, spelt = _in_digits(squeezed(text))
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        return _written_twice(plain)
    marks = [found[part] for part in ("before", "early", "after", "late") if found[part]]
    magnitude = _MAGNITUDES[(found["magnitude"] or "").lower()]
    return Amount(
        value=Decimal(found["digits"].replace(",", "")) * magnitude,
        precision=_precision(marks),
        magnitude=max(magnitude, spelt),
        money=re.fullmatch(_MONEY, found["unit"] or "") is not None,
    )


def _written_twice(plain: str) -> Amount:
    """A number said again in numerals, as 50000元(大写:伍万元整), if both say the same."""
    twice = _TWICE.fullmatch(plain)
    if twice is None:
        raise NotANumberError(plain)
    first, again = _written(twice[1]), _written(twice[2])
    if first.value != again.value:
        raise TwoNumbersError(plain)
    return first


def _in_digits(plain: str) -> tuple[str, int]:
    """The text with its numerals in digits, and the magnitude that they name themselves."""
    run = None if _DIGIT.search(plain) else NUMERAL.search(plain)
    if run is None:
        return plain, 1
    found = numeral(run[0])
    if found is None:
        return plain, 1
    return f"{plain[: run.start()]}{found.value}{plain[run.end() :]}", found.magnitude


def _precision(marks: list[str]) -> Precision:
    """About wins: 约15万余 is not known to be at least anything."""
    if any(mark in _ABOUT for mark in marks):
        return Precision.ABOUT
    if any(mark in _AT_LEAST for mark in marks):
        return Precision.AT_LEAST
    return Precision.EXACT


def _decimal(value: float) -> Decimal:
    """The number a person typed, without the dust of binary arithmetic.

    Raises:
        NotANumberError: it is infinite or no number.
    """
    if value != value or value in (float("inf"), float("-inf")):
        raise NotANumberError(str(value))
    return Decimal(f"{value:.9f}") if abs(value) < 1e6 else Decimal(repr(value))
