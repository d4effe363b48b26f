"""Limits of one value: how long, how large, how early, not in the future."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from data_loaders.ledgers.declaration import LedgerColumn
from data_loaders.rules.faults import CellError


def check_length(column: LedgerColumn, text: str) -> str:
    """The text, if the store can hold it.

    Raises:
        CellError: it is too long.
    """
    if column.most is not None and len(text) > column.most:
        raise CellError(
            rule="too-long", message=f"有{len(text)}个字，最多{column.most}个字，请缩短"
        )
    return text


def check_day(column: LedgerColumn, day: date, *, today: date) -> date:
    """The day, if it is neither before its time nor in the future.

    Raises:
        CellError: it is.
    """
    if day < column.earliest:
        raise CellError(
            rule="date-too-early", message=f"{day}早于{column.earliest.year}年，请核对年份"
        )
    if not column.future and day > today:
        raise CellError(
            rule="date-in-future", message=f"{day}晚于今天（{today}），尚未发生，请核对"
        )
    if day.year > today.year + 20:
        raise CellError(rule="date-too-late", message=f"{day}过于久远，请核对年份")
    return day


def check_count(column: LedgerColumn, value: Decimal) -> int:
    """The value as a whole number from zero on that the store can hold.

    Raises:
        CellError: it is negative, has decimals or is too large.
    """
    _check_range(column, value)
    if value != value.to_integral_value():
        raise CellError(rule="not-whole", message="应为整数，不能有小数，请核对")
    return int(value)


def check_decimal(column: LedgerColumn, value: Decimal) -> float:
    """The value as a number from zero on with at most one decimal.

    Raises:
        CellError: it is negative, finer, or too large.
    """
    _check_range(column, value)
    if value != round(value, 1):
        raise CellError(rule="too-fine", message="最多保留一位小数，请四舍五入后填写")
    return float(value)


def check_fen(column: LedgerColumn, yuan: Decimal) -> int:
    """A sum in yuan as fen, if it is exact to the fen.

    Raises:
        CellError: it is negative, finer than a fen, or too large.
    """
    fen = yuan * 100
    if fen < 0 or (column.most is not None and fen > column.most):
        _check_range(column, fen)
    if fen != fen.to_integral_value():
        raise CellError(rule="too-fine", message="金额最多到分（两位小数），请核对")
    return int(fen)


def _check_range(column: LedgerColumn, value: Decimal) -> None:
    if value < 0:
        raise CellError(rule="negative", message="不能是负数，请核对")
    if column.most is not None and value > column.most:
        raise CellError(rule="too-large", message="数字过大，超出本列能够保存的范围，请核对单位")
