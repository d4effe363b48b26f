"""One cell into one typed value: a reader per column, made once for a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from data_loaders.files.sheet import CellValue, FormattedCell
from data_loaders.ledgers.declaration import CellKind, LedgerColumn, Values
from data_loaders.reading import days
from data_loaders.reading.amounts import count, money, number
from data_loaders.reading.asking import Asking
from data_loaders.reading.choices import choice
from data_loaders.reading.day_words import SameDay, day_word, is_word
from data_loaders.reading.personal import storable
from data_loaders.reading.quantities import Amount, Precision
from data_loaders.reading.records import plain
from data_loaders.reading.reporting import place_name
from data_loaders.reading.shown import meant
from data_loaders.reading.text import BLANKS, is_blank, is_ditto, is_error, name, unwrapped, words
from data_loaders.rules.credit_code import check_code
from data_loaders.rules.damaged_code import check_damaged
from data_loaders.rules.faults import CellError
from data_loaders.rules.limits import check_day, check_length

Reader = Callable[[CellValue, Values], None]
"""Reads a cell into the values of its row.

Raises CellError, or Repeated where the cell says 同上.
"""


class Repeated(Exception):
    """The cell repeats the one above it; no error, as the cell above is read instead."""


def reader(column: LedgerColumn, asking: Asking) -> Reader:
    """The reader of a column."""
    take = _TAKERS[column.kind]
    key, qualifier, required = column.field, column.qualifier, column.required
    shared = bool(column.into)
    memo: dict[str, Any] = dict.fromkeys(BLANKS)

    def read(cell: CellValue, values: Values) -> None:
        found = None if cell is None else memo.get(cell, memo) if type(cell) is str else memo
        if found is memo:
            found = _taken(take, cell, column, asking)
            if type(cell) is str and len(memo) < _MOST_KEPT and len(cell) <= _LONGEST_KEPT:
                memo[cell] = found
        if isinstance(found, Amount):
            values[qualifier] = found.precision.value
            found = int(found.value)
        elif qualifier:
            values[qualifier] = Precision.EXACT.value
        if found is None and required:
            raise CellError(rule="missing", message="必填，不能为空，请补填")
        if shared:
            _put(values, key=key, value=found, column=column)
        else:
            values[key] = found

    return read


def _taken(
    take: Callable[[Any, LedgerColumn, Asking], Any],
    cell: CellValue,
    column: LedgerColumn,
    asking: Asking,
) -> Any:
    """What a cell that says something gives; the unusual ways of saying nothing come last."""
    if isinstance(cell, FormattedCell):
        check_damaged(cell.stored, column=column)
        cell = meant(cell, column=column, asking=asking)
        if cell is None:
            return None
    if isinstance(cell, str):
        cell = unwrapped(cell)
        if is_error(cell):
            raise CellError(
                rule="formula-error",
                message="是出错的公式，原来的内容已丢失，请填写实际内容",
            )
        if is_ditto(cell):
            raise Repeated
        if is_blank(cell):
            return None
    return take(cell, column, asking)


def _put(values: Values, *, key: str, value: Any, column: LedgerColumn) -> None:
    """Set a value that another column of the row may have set already (元 and 万元)."""
    before = values.get(key)
    if before is not None and value is not None and before != value:
        raise CellError(
            rule="columns-disagree", message=f"与本行另一列的{column.label}不一致，请只留一列"
        )
    values[key] = before if value is None else value


def _name(cell: CellValue, column: LedgerColumn, asking: Asking) -> str | None:
    found = name(plain(cell))
    return storable(found, column, asking) if found else None


def _text(cell: CellValue, column: LedgerColumn, asking: Asking) -> str | None:
    found = words(plain(cell))
    return storable(found, column, asking) if found else None


def _code(cell: CellValue, column: LedgerColumn, _asking: Asking) -> str | None:
    check_damaged(cell, column=column)
    found = name(plain(cell)).replace("（", "(").replace("）", ")") if cell is not None else ""
    return check_length(column, found) if found else None


def _uscc(cell: CellValue, column: LedgerColumn, _asking: Asking) -> str:
    check_damaged(cell, column=column)
    return check_code(name(plain(cell)))


def _district(cell: CellValue, _column: LedgerColumn, _asking: Asking) -> str | None:
    return place_name(plain(cell)) or None


def _date(cell: CellValue, column: LedgerColumn, asking: Asking) -> date | SameDay:
    try:
        found = days.day(cell)
    except days.NotADayError as error:
        if not column.required and is_word(cell):
            return day_word(plain(cell), column, asking)
        raise CellError(rule="not-a-date", message=f"{error}{_or_blank(column)}") from error
    return check_day(column, found, today=asking.today)


def _month(cell: CellValue, column: LedgerColumn, asking: Asking) -> date:
    try:
        found = days.month(cell)
    except days.NotADayError as error:
        raise CellError(rule="not-a-month", message=f"{error}{_or_blank(column)}") from error
    return check_day(column, found, today=asking.today)


def _or_blank(column: LedgerColumn) -> str:
    return "" if column.required else "；没有请留空"


def _choice(cell: CellValue, column: LedgerColumn, asking: Asking) -> str | None:
    return choice(plain(cell), column=column, ledger=asking.ledger, decisions=asking.decisions)


_MOST_KEPT, _LONGEST_KEPT = 4096, 60
"""What a reader remembers: so many texts of so many characters, as most cells repeat others."""
_TAKERS: Final[Mapping[CellKind, Callable[[Any, LedgerColumn, Asking], Any]]] = {
    CellKind.NAME: _name,
    CellKind.TEXT: _text,
    CellKind.CODE: _code,
    CellKind.USCC: _uscc,
    CellKind.DISTRICT: _district,
    CellKind.DATE: _date,
    CellKind.MONTH: _month,
    CellKind.COUNT: count,
    CellKind.MONEY: money,
    CellKind.NUMBER: number,
    CellKind.CHOICE: _choice,
}
