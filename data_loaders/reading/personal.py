"""Free text that holds the number of a person: asked about once a column, and never stored."""

from __future__ import annotations

from typing import Final

from data_loaders.ledgers.declaration import LedgerColumn
from data_loaders.problems import Level, Option, Question, question_key
from data_loaders.reading.asking import Asking
from data_loaders.rules.faults import CellError, decided
from data_loaders.rules.limits import check_length
from data_loaders.rules.personal import LEFT_OUT, holds_number, without_numbers

_OMIT: Final = Option(answer="omit", label=f"略去号码后导入，号码处存为“{LEFT_OUT}”")
_REFUSE: Final = Option(answer="refuse", label="不导入这些行")
_WHAT: Final = "身份证号或手机号"


def storable(text: str, column: LedgerColumn, asking: Asking) -> str:
    """The text, if it holds no such number.

    Raises:
        CellError: it holds one: a question, or what a person has answered; or it is too long.
    """
    if not holds_number(text):
        return check_length(column, text)
    question = Question(
        key=question_key("personal", asking.ledger, *asking.place),
        text=f"“{column.label}”一列有{_WHAT}，不能保存；怎样导入？",
        options=(_OMIT, _REFUSE),
        lasting=False,
    )
    message = f"含有{_WHAT}，不能保存；请删去号码，或确认略去后导入"
    answer = decided(question, asking.decisions, rule="personal-number", message=message)
    if answer == _REFUSE.answer:
        raise CellError(rule="not-wanted", message=f"含有{_WHAT}，已确认这样的行不导入")
    raise CellError(
        rule="personal-number",
        level=Level.WARN,
        message=f"{_WHAT}已略去，其余照录",
        value=check_length(column, without_numbers(text)),
    )
