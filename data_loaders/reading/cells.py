"""One cell into one typed value: a reader per column, made once for a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from data_loaders.files.sheet import CellValue
from data_loaders.ledgers.declaration import Column, Kind, Values
from data_loaders.problems import Decisions, Level, Option, Question, question_key
from data_loaders.reading import days
from data_loaders.reading.choices import choice
from data_loaders.reading.quantities import Amount, NotANumberError, Precision, amount
from data_loaders.reading.records import plain
from data_loaders.reading.reporting import place_name
from data_loaders.reading.text import BLANKS, is_blank, is_ditto, is_error, name, words
from data_loaders.rules.credit_code import check_code, damaged
from data_loaders.rules.faults import CellError
from data_loaders.rules.limits import check_count, check_day, check_decimal, check_fen, check_length
from data_loaders.rules.money_unit import in_yuan

Reader = Callable[[CellValue, Values], None]
"""Reads a cell into the values of its row.

Raises CellError, or Repeated where the cell says 同上.
"""


class Repeated(Exception):
    """The cell repeats the one above it; no error, as the cell above is read instead."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What a reader needs to know beside its cell.

    `place` tells file, sheet and column apart, for questions that hold for one file alone;
    `scale` is what a plain number counts under the heading, where that says so.
    """

    ledger: str
    place: tuple[str, ...]
    today: date
    decisions: Decisions = field(default_factory=dict)
    scale: int = 1


def reader(column: Column, asking: Asking) -> Reader:
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
    take: Callable[[Any, Column, Asking], Any], cell: CellValue, column: Column, asking: Asking
) -> Any:
    """What a cell that says something gives; the unusual ways of saying nothing come last."""
    if isinstance(cell, str):
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


def _put(values: Values, *, key: str, value: Any, column: Column) -> None:
    """Set a value that another column of the row may have set already (元 and 万元)."""
    before = values.get(key)
    if before is not None and value is not None and before != value:
        raise CellError(
            rule="columns-disagree", message=f"与本行另一列的{column.label}不一致，请只留一列"
        )
    values[key] = before if value is None else value


def _name(cell: CellValue, column: Column, _asking: Asking) -> str | None:
    found = name(plain(cell))
    return check_length(column, found) if found else None


def _text(cell: CellValue, column: Column, _asking: Asking) -> str | None:
    found = words(plain(cell))
    return check_length(column, found) if found else None


def _code(cell: CellValue, column: Column, _asking: Asking) -> str | None:
    if isinstance(cell, int | float) and abs(cell) >= 1e15:
        raise damaged()
    found = name(plain(cell)).replace("（", "(").replace("）", ")") if cell is not None else ""
    return check_length(column, found) if found else None


def _uscc(cell: CellValue, _column: Column, _asking: Asking) -> str:
    if isinstance(cell, int | float) and abs(cell) >= 1e15:
        raise damaged()
    return check_code(name(plain(cell)))


def _district(cell: CellValue, _column: Column, _asking: Asking) -> str | None:
    return place_name(plain(cell)) or None


def _date(cell: CellValue, column: Column, asking: Asking) -> date:
    try:
        found = days.day(cell)
    except days.NotADayError as error:
        raise CellError(rule="not-a-date", message=f"{error}{_or_blank(column)}") from error
    return check_day(column, found, today=asking.today)


def _month(cell: CellValue, column: Column, asking: Asking) -> date:
    try:
        found = days.month(cell)
    except days.NotADayError as error:
        raise CellError(rule="not-a-month", message=f"{error}{_or_blank(column)}") from error
    return check_day(column, found, today=asking.today)


def _count(cell: CellValue, column: Column, asking: Asking) -> Any:
    if type(cell) is int and asking.scale == 1:
        return check_count(column, Decimal(cell)) if cell < 0 or cell > _SMALL else cell
    found = _amount(cell)
    scale = asking.scale if found.magnitude == 1 else 1
    value = check_count(column, found.value * scale)
    if found.precision is Precision.EXACT:
        return value
    if found.precision is Precision.AT_LEAST and column.qualifier:
        return Amount(value=Decimal(value), precision=Precision.AT_LEAST)
    return _vague(cell, column, asking, value=value)


def _number(cell: CellValue, column: Column, asking: Asking) -> float | None:
    found = _amount(cell)
    value = check_decimal(column, found.value)
    if found.precision is Precision.EXACT:
        return value
    answer: float | None = _vague(cell, column, asking, value=value)
    return answer


def _money(cell: CellValue, column: Column, asking: Asking) -> int | None:
    found = _amount(cell)
    if found.money or found.magnitude > 1:
        yuan = found.value
    else:
        place = question_key("money-unit", asking.ledger, *asking.place)
        yuan = in_yuan(column, found.value, place=place, decisions=asking.decisions)
    fen = check_fen(column, yuan)
    if found.precision is Precision.EXACT:
        return fen
    answer: int | None = _vague(cell, column, asking, value=fen)
    return answer


def _amount(cell: CellValue) -> Amount:
    try:
        return amount(cell)
    except NotANumberError as error:
        said = "是日期" if isinstance(cell, datetime | date) else "不是一个数字"
        raise CellError(
            rule="not-a-number",
            message=f"{said}，请用阿拉伯数字填写一个数，如1200、1,200或5.3万",
        ) from error


def _vague(cell: CellValue, column: Column, asking: Asking, *, value: Any) -> Any:
    """A number that is not exact, where the store keeps exact ones only: a person decides."""
    options = [
        Option(answer="exact", label=f"按{amount(cell).value:f}计，作为准确数"),
        Option(answer="blank", label="留空，作为未填报"),
    ]
    if column.qualifier:
        least = Option(answer="at_least", label="作为“余”，即不少于")
        options.insert(1, least)
    text = plain(cell)
    question = Question(
        key=question_key("vague", asking.ledger, *asking.place, text),
        text=f"“{column.label}”填的是“{text}”，怎样计？",
        options=tuple(options),
        lasting=False,
    )
    answer = question.answered(asking.decisions)
    if answer is None:
        raise CellError(
            rule="vague-number",
            level=Level.ASK,
            message="是约数，不能当作准确数；请填准确数，或确认怎样计",
            question=question,
        )
    kept = {"exact": value, "blank": None}
    if answer == "at_least":
        return Amount(value=Decimal(value), precision=Precision.AT_LEAST)
    return kept[answer]


def _or_blank(column: Column) -> str:
    return "" if column.required else "；没有请留空"


def _choice(cell: CellValue, column: Column, asking: Asking) -> str | None:
    return choice(plain(cell), column=column, ledger=asking.ledger, decisions=asking.decisions)


_SMALL: Final = 1_000_000
_MOST_KEPT, _LONGEST_KEPT = 4096, 60
"""What a reader remembers: so many texts of so many characters, as most cells repeat others."""
_TAKERS: Final[Mapping[Kind, Callable[[Any, Column, Asking], Any]]] = {
    Kind.NAME: _name,
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.USCC: _uscc,
    Kind.DISTRICT: _district,
    Kind.DATE: _date,
    Kind.MONTH: _month,
    Kind.COUNT: _count,
    Kind.MONEY: _money,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
}
