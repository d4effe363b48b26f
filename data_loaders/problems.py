"""What may be wrong with a handed-in workbook: one problem is one cell, row, column or sheet.

A problem that a person must decide carries a question: a stable key and the answers allowed. The
answers come back as `Decisions`, are passed into reading again, and settle every cell that asks
the same question. Nothing is decided by the program itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Final

MOST_KEY: Final = 300
"""Longest key of a question that the store remembers."""

Decisions = Mapping[str, str]
"""Key of a question to the `answer` of one of its options; any other answer is asked about anew."""


class Level(StrEnum):
    """What a problem means for its row."""

    REFUSE = "refuse"
    """The row cannot be loaded."""
    WARN = "warn"
    """The row is loaded, but somebody should look."""
    ASK = "ask"
    """A person must decide before the row can be loaded."""


LEVELS = {Level.REFUSE: "拒绝", Level.WARN: "提醒", Level.ASK: "待确认"}


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to a question: what is remembered, and what a person reads."""

    answer: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a person must decide: the same key wherever the same thing is asked.

    `lasting` answers hold for later files too and may be remembered (what a word or a heading
    means); the others hold for this file alone (what one vague number means).
    """

    key: str
    text: str
    options: tuple[Option, ...]
    lasting: bool = True

    def answered(self, decisions: Decisions) -> str | None:
        """The answer given, if it is one of the options."""
        answer = decisions.get(self.key)
        return answer if any(answer == one.answer for one in self.options) else None


def question_key(kind: str, *parts: str) -> str:
    """The key of a question: kind and subject, as `choice|reviews|outcome|复核合格`."""
    key = "|".join((kind, *(part.replace("|", "¦") for part in parts)))
    if len(key) <= MOST_KEY:
        return key
    return f"{key[: MOST_KEY - 17]}…{blake2b(key.encode(), digest_size=8).hexdigest()}"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong, where it stands, and in Chinese how to mend it.

    `row` and `position` (the column's number) count from 1; `column` is the heading as it stands
    in the file and `value` the cell as text, without any person's name. `question` is there
    exactly when the level is ASK.
    """

    level: Level
    rule: str
    message: str
    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    position: int | None = None
    value: str = ""
    question: Question | None = None
