"""Words where a day should stand: 立即整改, 已整改, 长期; a person says what they count as."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from data_loaders.ledgers.declaration import Ledger, LedgerColumn, Values
from data_loaders.ledgers.registry import SHEETS
from data_loaders.problems import Decisions, Level, Option, Question, question_key
from data_loaders.reading.asking import Asking
from data_loaders.reading.choices import NOT_WANTED, subject
from data_loaders.reading.text import folded
from data_loaders.rules.faults import CellError, decided

_BLANK: Final = Option(answer="-", label="留空，作为没有填日期，并逐行提醒")
_KIND: Final = "day"
_LONGEST: Final = 12
_OPEN: Final = re.compile("未|尚|正在|中$|长期|持续|常态")
"""Words that name no day which has been or is set."""
_BADLY: Final = re.compile(r"[\d年月]")
"""What a day is written with: 去年底 is one that nobody can read, and no word."""


@dataclass(frozen=True, kw_only=True)
class SameDay:
    """A word that a person has decided to mean the day of another column of its row."""

    word: str
    column: LedgerColumn


def is_word(cell: object) -> bool:
    """Whether a cell that is no day is a word, and not a day written badly."""
    return isinstance(cell, str) and len(folded(cell)) <= _LONGEST and not _BADLY.search(cell)


def day_word(text: str, column: LedgerColumn, asking: Asking) -> SameDay:
    """The column whose day a word means.

    Raises:
        CellError: a question; a warning that the cell is left empty, or a refusal, where a person
            said so.
    """
    said = folded(text)
    same = () if _OPEN.search(said) else column.same_as
    others = {key: SHEETS[asking.ledger].column(key) for key in same}
    question = Question(
        key=question_key(_KIND, asking.ledger, column.key, subject(said, ledger=asking.ledger)),
        text=f"“{column.label}”填的是“{said}”，没有日期，怎样计？",
        options=(
            *(Option(answer=key, label=f"按{one.label}计") for key, one in others.items()),
            _BLANK,
            NOT_WANTED,
        ),
    )
    message = "不是日期；请填写日期，或确认怎样计"
    answer = decided(question, asking.decisions, rule="word-for-a-day", message=message)
    if answer == NOT_WANTED.answer:
        raise CellError(rule="not-wanted", message="已确认这样填写的行不导入")
    if answer == _BLANK.answer:
        raise CellError(
            rule="word-for-a-day",
            level=Level.WARN,
            message=f"“{said}”不是日期，本列按没有填日期计；知道日期请补填",
        )
    return SameDay(word=said, column=others[answer])


def worded(ledger: Ledger, decisions: Decisions) -> tuple[LedgerColumn, ...]:
    """The columns in which a word may mean another column's day, as somebody has said so."""
    if not any(key.startswith(f"{_KIND}|") for key in decisions):
        return ()
    return tuple(one for one in ledger.columns if one.same_as)


def settle(
    values: Values, columns: Iterable[LedgerColumn]
) -> Iterator[tuple[LedgerColumn, CellError]]:
    """Give words the day of the column they mean; where the row has none, they say nothing."""
    for column in columns:
        found = values.get(column.field)
        if type(found) is not SameDay:
            continue
        other = values.get(found.column.field)
        values[column.field] = other if isinstance(other, date) else None
        if values[column.field] is None:
            message = (
                f"“{found.word}”按{found.column.label}计，但本行没有{found.column.label}，"
                "本列按没有填日期计；知道日期请补填"
            )
            yield column, CellError(rule="word-for-a-day", level=Level.WARN, message=message)
