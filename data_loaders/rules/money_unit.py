"""Sums of money that look as if they stood under the wrong unit: 5.3 under 元, 53000 under 万元."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from data_loaders.ledgers.declaration import LedgerColumn
from data_loaders.problems import Decisions, Option, Question
from data_loaders.rules.faults import decided

LEAST_YUAN: Final = Decimal(100)
"""No fine is lower in practice; a plain number below it under 元 was probably meant in 万元."""
MOST_WAN: Final = Decimal(100)
"""A plain number from here on under 万元 (a million yuan) was probably meant in 元."""

_UNITS: Final = {"yuan": 1, "wan": 10_000}


def in_yuan(column: LedgerColumn, value: Decimal, *, place: str, decisions: Decisions) -> Decimal:
    """A plain number under a heading with a unit, in yuan; a suspicious one is asked about.

    One answer settles every suspicious number of the column, told apart by `place`, a key part.

    Raises:
        CellError: a question that has no answer yet.
    """
    yuan = value * column.scale
    suspicious = (
        0 < value < LEAST_YUAN if column.scale == 1 else value >= MOST_WAN and column.scale > 1
    )
    if not suspicious:
        return yuan
    question = Question(
        key=place,
        text=f"“{column.label}”一列中像{value:f}这样的数，单位是元还是万元？",
        options=(
            Option(answer="yuan", label="元"),
            Option(answer="wan", label="万元"),
        ),
        lasting=False,
    )
    message = (
        f"按列名是{yuan:f}元，不合常情，可能填错了单位；请确认是元还是万元，"
        "或在单元格里写明单位，如5.3万元"
    )
    answer = decided(question, decisions, rule="money-unit", message=message)
    return value * _UNITS[answer]
