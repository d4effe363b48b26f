"""Numbers as people write them: 1,200, 15万余, 约300, 5.3万元, １２３."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final


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
}
_AT_LEAST: Final = ("余", "多", "以上", "+", "不少于", "超过", "逾", "超", "至少")
_ABOUT: Final = ("约", "大约", "近", "左右", "上下", "大概", "几乎")
_MONEY: Final = "元整|元人民币|元|块"
_COUNTED: Final = (
    "人次|人|名|份|册|期|次|场次|场|家|个|件|起|项|台|座|机位|工位|位|条|班次|班|篇|"
    "学时|课时|小时|套"
)
_WRITTEN: Final = re.compile(
    r"(?P<before>约|大约|大概|近|不少于|超过|逾|超|至少)?"
    r"[¥￥]?(?P<digits>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<early>余|多)?"
    r"(?P<magnitude>[十百千]?万|[十百千]|亿)?"
    r"(?P<after>余|多|以上|\+|左右|上下)?"
    rf"(?P<unit>{_MONEY}|{_COUNTED})?"
    r"(?P<late>余|多|以上|\+|左右|上下)?"
)


class NotANumberError(ValueError):
    """Text that cannot be read as one number."""


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


@lru_cache(maxsize=8192)
def _written(text: str) -> Amount:
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace("，", ",")
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        raise NotANumberError(text)
    marks = [found[part] for part in ("before", "early", "after", "late") if found[part]]
    magnitude = _MAGNITUDES[found["magnitude"] or ""]
    return Amount(
        value=Decimal(found["digits"].replace(",", "")) * magnitude,
        precision=_precision(marks),
        magnitude=magnitude,
        money=re.fullmatch(_MONEY, found["unit"] or "") is not None,
    )


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
