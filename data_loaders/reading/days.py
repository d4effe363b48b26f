"""Days and months as people write them: 2024.11.3, 2024年11月, 20241103, Excel serials."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import isfinite
from typing import Final, TypeGuard

_LONGEST: Final = 60
_EPOCH: Final = date(1899, 12, 30)
_SERIALS: Final = range(18_264, 73_051)
"""Excel serials from 1950-01-01 to 2100-01-01; a smaller number is no day."""
_DAY: Final = re.compile(
    r"(\d{4})(?:([./-])(\d{1,2})\2(\d{1,2})\.?|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))"
    r"(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_MONTH: Final = re.compile(
    r"(\d{4})(?:[./-](\d{1,2})|年(\d{1,2})月?份?|(\d{2}))(?:[./-](?:0?1)|0?1日)?"
)
_SHORT_YEAR: Final = re.compile(r"['’]?\d{2}(?:[./-]\d{1,2}[./-]\d{1,2}|年.*)")
_NO_YEAR: Final = re.compile(r"\d{1,2}(?:[./-]\d{1,2}|月(?:\d{1,2}[日号]?)?)")


class NotADayError(ValueError):
    """A cell that names no day or month; its text says in Chinese what is missing."""


def day(cell: object) -> date:
    """The day a cell names; a time of day is left out.

    Raises:
        NotADayError: it names none, or only a month.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not _may_be(cell):
        raise NotADayError("应为日期，如2024-11-03")
    if isinstance(cell, float) and not cell.is_integer():
        return _from_fraction(cell)
    return _day(_short(cell))


def month(cell: object) -> date:
    """The first day of the month a cell names.

    Raises:
        NotADayError: it names none.
    """
    if isinstance(cell, datetime | date):
        return date(cell.year, cell.month, 1)
    if not _may_be(cell):
        raise NotADayError("应为月份，如2024年11月")
    if isinstance(cell, float) and not cell.is_integer():
        return _month_from_fraction(cell)
    return _month(_short(cell))


@lru_cache(maxsize=16384)
def _day(text: str) -> date:
    plain = _plain(text)
    if re.fullmatch(r"\d{5}(?:\.0+)?", plain):
        return _from_serial(int(float(plain)))
    found = _DAY.fullmatch(plain)
    if found is None:
        raise NotADayError(_missing(plain))
    year, _, *parts = found.groups()
    numbers = [int(part) for part in parts if part is not None]
    return _real(int(year), numbers[0], numbers[1])


@lru_cache(maxsize=4096)
def _month(text: str) -> date:
    plain = _plain(text)
    found = _MONTH.fullmatch(plain)
    if found is not None:
        if re.fullmatch(r"\d{4}\.1", plain):
            raise NotADayError(_one_or_ten(plain))
        number = next(int(part) for part in found.groups()[1:] if part is not None)
        return _real(int(found[1]), number, 1)
    if _NO_YEAR.fullmatch(plain) or _SHORT_YEAR.fullmatch(plain):
        raise NotADayError("年份要写四位，如2024年11月")
    try:
        return _day(text).replace(day=1)
    except NotADayError as error:
        raise NotADayError("应为月份，如2024年11月") from error


def _may_be(cell: object) -> TypeGuard[int | float | str]:
    """Whether a cell that is no day may stand for one: text, or a number that is finite."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return False
    return not isinstance(cell, float) or isfinite(cell)


def _short(cell: int | float | str) -> str:
    """The cell as text, cut where no day goes on."""
    return (cell if isinstance(cell, str) else str(int(cell)))[:_LONGEST]


def _plain(text: str) -> str:
    """Half-width, no space but the one before a time of day, all dashes and dots alike."""
    folded = unicodedata.normalize("NFKC", text).strip()
    folded = re.sub(r"[‐‑‒–—―−]", "-", folded).replace("。", ".").replace("\\", "/")
    return re.sub(r"\s+(?!\d{1,2}:)", "", folded).strip()


def _missing(plain: str) -> str:
    """What the text lacks to be a day."""
    if re.fullmatch(r"\d{4}(?:[./-]\d{1,2}|年\d{1,2}月)|\d{6}", plain):
        return "只写到月，缺“日”，请补全，如2024-11-03"
    if _SHORT_YEAR.fullmatch(plain) or _NO_YEAR.fullmatch(plain):
        return "年份要写四位，如2024-11-03"
    return "不是一个日期，应写成2024-11-03、2024.11.3或2024年11月3日"


def _from_fraction(cell: float) -> date:
    """A serial with a time of day; 2024.11 typed as a number is no day."""
    if int(cell) in _SERIALS:
        return _from_serial(int(cell))
    raise NotADayError(_missing(f"{cell:g}"))


def _month_from_fraction(cell: float) -> date:
    """2024.11 typed as a number; 2024.1 may have been 2024.10, in a CSV too."""
    text = f"{cell:.4f}".rstrip("0")
    if re.fullmatch(r"\d{4}\.(0[1-9]|1[12])", text):
        return _month(text)
    if re.fullmatch(r"\d{4}\.1", text):
        raise NotADayError(_one_or_ten(text))
    return _from_fraction(cell).replace(day=1)


def _one_or_ten(text: str) -> str:
    year = text[:4]
    return f"{text}可能是1月也可能是10月（Excel去掉了末尾的0），请写成{year}年1月或{year}年10月"


def _from_serial(serial: int) -> date:
    if serial not in _SERIALS:
        raise NotADayError("不是一个日期，应写成2024-11-03")
    return _EPOCH + timedelta(days=serial)


def _real(year: int, month_number: int, day_number: int) -> date:
    try:
        return date(year, month_number, day_number)
    except ValueError as error:
        raise NotADayError("没有这一天，请核对") from error
