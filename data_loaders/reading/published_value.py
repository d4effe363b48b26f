"""A figure as a document states it, number and unit together: 15万余份, 5.3万元, 98.5%, 181项."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dashboard.units import UNITS
from data_loaders.reading.quantities import (
    NotANumberError,
    Precision,
    TwoNumbersError,
    amount,
    squeezed,
)

_SHARE: Final = "share"
_MONEY: Final = "fen"
_LATE: Final = ("余", "多", "以上")
"""Marks that may stand behind the unit."""
_RATES_FIRST: Final = sorted(UNITS.values(), key=lambda one: one.rate, reverse=True)
_SYMBOLS: Final = {unit.symbol: unit.key for unit in _RATES_FIRST}
"""By symbol a unit; of several with one symbol which does not matter to how it is written."""


@dataclass(frozen=True, kw_only=True)
class PublishedValue:
    """A stated figure as the store keeps it: money in fen, a share from 0 to 1."""

    value: float
    unit: str
    qualifier: str


def stated(text: str) -> PublishedValue:
    """Read a stated figure.

    Raises:
        NotANumberError: in Chinese why: it is no number, has no unit that is known, is only about
            so much, or is a fraction of what is counted one by one.
    """
    try:
        number, unit = _parted(squeezed(text))
    except TwoNumbersError as error:
        raise NotANumberError(f"“{text}”里有两个数，请分行填写") from error
    try:
        found = amount(number)
    except NotANumberError as error:
        raise NotANumberError(
            f"“{text}”不是一个数字，请照录原文，如15万余份、5.3万元、98.5%"
        ) from error
    if found.precision is Precision.ABOUT:
        raise NotANumberError(f"“{text}”是约数，只能保存确数和“余”（不少于），请按原文核对")
    value = found.value
    if unit == _SHARE:
        value /= 100
    elif unit == _MONEY:
        value *= 100
    if (unit == _MONEY or not UNITS[unit].decimals) and value != value.to_integral_value():
        raise NotANumberError(f"“{text}”按件计数，应为整数（金额到分），请核对")
    return PublishedValue(value=float(value), unit=unit, qualifier=found.precision.value)


def written(value: float, *, unit: str, qualifier: str) -> str:
    """A stated figure to the last digit, so that reading it gives it back."""
    exact = Decimal(str(value)) * Decimal(str(UNITS[unit].scale))
    digits = f"{exact.normalize():f}"
    return f"{digits}{'余' if qualifier == 'at_least' else ''}{UNITS[unit].symbol}"


def alike(one: str, other: str) -> bool:
    """Whether two units are written alike, as 个 of districts and of teams."""
    return (UNITS[one].symbol, UNITS[one].scale) == (UNITS[other].symbol, UNITS[other].scale)


def _parted(text: str) -> tuple[str, str]:
    """The number and the key of its unit; a mark behind the unit goes with the number."""
    late = next((mark for mark in _LATE if text.endswith(mark)), "")
    bare = text.removesuffix(late)
    for symbol in sorted(_SYMBOLS, key=len, reverse=True):
        if bare.endswith(symbol):
            return bare.removesuffix(symbol) + late, _SYMBOLS[symbol]
    known = "、".join(_SYMBOLS)
    raise NotANumberError(f"“{text}”没有写单位或单位不认得，请带单位照录，如181项；认得的有{known}")
