"""Closed lists: what a cell says is one of them, is asked about, or is refused."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache

from data_loaders.ledgers.declaration import Column
from data_loaders.problems import Decisions, Level, Option, Question, question_key
from data_loaders.reading.text import folded
from data_loaders.rules.faults import CellError


def choice(text: str, *, column: Column, ledger: str, decisions: Decisions) -> str | None:
    """The stored key that a cell means; None where a person said to leave it empty.

    Raises:
        CellError: a question if it resembles a choice, else a refusal.
    """
    said = folded(text)
    known = _known(tuple(column.choices.items()))
    if said in known:
        return known[said]
    question = _question(text, said=said, column=column, ledger=ledger)
    answer = question.answered(decisions)
    if answer is not None:
        return answer if answer != _BLANK else None
    allowed = "、".join(column.choices)
    if said in {folded(one) for one in column.ask} or _like(said, tuple(known)):
        raise CellError(
            rule="unclear-choice",
            level=Level.ASK,
            message=f"不在规定的说法中（{allowed}），请确认是哪一种，或改成其中一种",
            question=question,
        )
    raise CellError(rule="unknown-choice", message=f"应为{allowed}之一，请改成其中一种")


_BLANK = "-"


def _question(text: str, *, said: str, column: Column, ledger: str) -> Question:
    firsts = {key: label for label, key in reversed(list(column.choices.items()))}
    options = [
        Option(answer=key, label=firsts[key]) for key in dict.fromkeys(column.choices.values())
    ]
    if not column.required:
        options.append(Option(answer=_BLANK, label="留空，作为未填报"))
    return Question(
        key=question_key("choice", ledger, column.key, said),
        text=f"“{column.label}”填的是“{text[:40]}”，是下面哪一种？",
        options=tuple(options),
    )


@lru_cache(maxsize=256)
def _known(choices: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {folded(label): key for label, key in choices}


def _like(said: str, known: tuple[str, ...]) -> bool:
    """Whether it resembles a choice: one holds the other, or they are spelled alike."""
    if len(said) > 20:
        return False
    holds = any(one in said or (len(said) > 1 and said in one) for one in known)
    return holds or bool(get_close_matches(said, known, n=1, cutoff=0.5))
