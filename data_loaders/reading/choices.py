"""Closed lists: what a cell says is one of them, or is asked about, once for every word."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from data_loaders.ledgers.declaration import LedgerColumn
from data_loaders.ledgers.registry import SHEETS
from data_loaders.problems import Decisions, Option, Question, question_key
from data_loaders.reading.text import folded
from data_loaders.rules.faults import CellError, decided


def choice(text: str, *, column: LedgerColumn, ledger: str, decisions: Decisions) -> str | None:
    """The stored key that a cell means; None where a person said to leave it empty.

    Raises:
        CellError: a question for a word that is none of the list; a refusal for a whole sentence,
            or where a person said so.
    """
    said = folded(text)
    known = _known(tuple(column.choices.items()))
    if said in known:
        return known[said]
    allowed = "、".join(_firsts(column).values())
    if len(said) > _LONGEST:
        raise CellError(rule="unknown-choice", message=f"应为{allowed}之一，请改成其中一种")
    question = _question(text, said=said, column=column, ledger=ledger)
    message = f"不在规定的说法中（{allowed}），请确认是哪一种，或改成其中一种"
    answer = decided(question, decisions, rule="unclear-choice", message=message)
    if answer == NOT_WANTED.answer:
        raise CellError(rule="not-wanted", message="已确认这样填写的行不导入")
    return answer if answer != _BLANK.answer else None


NOT_WANTED: Final = Option(answer="--", label="都不是，这些行不导入")
"""The answer that refuses the rows with such a cell."""
_BLANK: Final = Option(answer="-", label="留空，作为未填报")
_LONGEST: Final = 40
"""A longer cell is no word of a list but a sentence, which no answer could settle for others."""


def _question(text: str, *, said: str, column: LedgerColumn, ledger: str) -> Question:
    blank = () if column.required else (_BLANK,)
    written = " ".join(text.split())
    return Question(
        key=question_key("choice", ledger, column.key, subject(said, ledger=ledger)),
        text=f"“{column.label}”填的是“{written}”，是下面哪一种？",
        options=(*_ranked(said, column), *blank, NOT_WANTED),
    )


def _ranked(said: str, column: LedgerColumn) -> list[Option]:
    """What may be meant, by the first spelling of each; what is spelled most alike comes first."""
    firsts = _firsts(column)
    keys = dict.fromkeys(column.choices.values())
    alike = dict.fromkeys(keys, 0.0)
    for label, key in column.choices.items():
        ratio = SequenceMatcher(None, said, folded(label)).ratio()
        alike[key] = max(alike[key], ratio)
    ranked = sorted(keys, key=lambda key: -alike[key])
    return [Option(answer=key, label=firsts[key]) for key in ranked]


def _firsts(column: LedgerColumn) -> dict[str, str]:
    """The first spelling of each choice, by its stored key."""
    firsts: dict[str, str] = {}
    for label, key in column.choices.items():
        firsts.setdefault(key, label)
    return firsts


def subject(said: str, *, ledger: str) -> str:
    """What the key of a question is about: it is remembered, and so no restricted cell itself."""
    restriction = SHEETS[ledger].restricted
    if restriction is None or not restriction.always:
        return said
    return blake2b(said.encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=256)
def _known(choices: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {folded(label): key for label, key in choices}
