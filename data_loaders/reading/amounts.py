"""Cells of columns that count, measure or tell money: what is not exact is asked about."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from data_loaders.files.sheet import CellValue
from data_loaders.ledgers.declaration import LedgerColumn
from data_loaders.problems import Option, Question, question_key
from data_loaders.reading.asking import Asking
from data_loaders.reading.quantities import (
    Amount,
    NotANumberError,
    Precision,
    TwoNumbersError,
    amount,
)
from data_loaders.reading.records import plain
from data_loaders.rules.faults import CellError, decided
from data_loaders.rules.limits import check_count, check_decimal, check_fen
from data_loaders.rules.money_unit import in_yuan

_SMALL: Final = 1_000_000


def count(cell: CellValue, column: LedgerColumn, asking: Asking) -> Any:
    """A whole number, as an Amount where it is one that the store keeps as at least so much."""
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


def number(cell: CellValue, column: LedgerColumn, asking: Asking) -> float | None:
    """A number with at most one decimal."""
    found = _amount(cell)
    value = check_decimal(column, found.value)
    if found.precision is Precision.EXACT:
        return value
    answer: float | None = _vague(cell, column, asking, value=value)
    return answer


def money(cell: CellValue, column: LedgerColumn, asking: Asking) -> int | None:
    """A sum of money in fen."""
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
    except TwoNumbersError as error:
        raise CellError(
            rule="two-numbers",
            message="单元格里有两个数，请只填一个；是一个数的请去掉中间的空格或换行",
        ) from error
    except NotANumberError as error:
        said = "是日期" if isinstance(cell, datetime | date) else "不是一个数字"
        raise CellError(
            rule="not-a-number",
            message=f"{said}，请用阿拉伯数字填写一个数，如1200、1,200或5.3万",
        ) from error


def _vague(cell: CellValue, column: LedgerColumn, asking: Asking, *, value: Any) -> Any:
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
    message = "是约数，不能当作准确数；请填准确数，或确认怎样计"
    answer = decided(question, asking.decisions, rule="vague-number", message=message)
    kept = {"exact": value, "blank": None}
    if answer == "at_least":
        return Amount(value=Decimal(value), precision=Precision.AT_LEAST)
    return kept[answer]
