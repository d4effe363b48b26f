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

from dashboard.access.restricted import Restricted
from data_loaders.rules.personal import masked

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
    means); the others hold for this file alone (what one vague number means). `formerly` is the key
    under which the same was asked before, whose answers still hold. What is not `needed` may stay
    unanswered.
    """

    key: str
    text: str
    options: tuple[Option, ...]
    lasting: bool = True
    formerly: str = ""
    needed: bool = True

    def __post_init__(self) -> None:
        _mask(self, "text")

    def answered(self, decisions: Decisions) -> str | None:
        """The answer given, if it is one of the options."""
        allowed = {one.answer for one in self.options}
        given = (decisions.get(key) for key in (self.key, self.formerly))
        return next((answer for answer in given if answer in allowed), None)


def question_key(kind: str, *parts: str) -> str:
    """The key of a question: kind and subject, as `choice|reviews|outcome|复核合格`.

    It is remembered, and so holds no number of a person.
    """
    key = "|".join((kind, *(masked(part).replace("|", "¦") for part in parts)))
    if len(key) <= MOST_KEY:
        return key
    return f"{key[: MOST_KEY - 17]}…{blake2b(key.encode(), digest_size=8).hexdigest()}"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong, where it stands, and in Chinese how to mend it.

    `row` and `position` (the column's number) count from 1; `column` is the heading as it stands
    in the file and `value` the cell as text, without any person's name or number. `question` is
    there when the level is ASK; a warning may have one that is not needed.
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

    def __post_init__(self) -> None:
        _mask(self, "message", "value")


def _mask(said: Question | Problem, *names: str) -> None:
    """Mask the numbers of persons in what is said, wherever it is told or kept afterwards."""
    for name in names:
        text = getattr(said, name)
        # A restricted text reads as withheld; what it tells was masked before.
        if not isinstance(text, Restricted) and (safe := masked(text)) is not text:
            object.__setattr__(said, name, safe)
