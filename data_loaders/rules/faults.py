"""Why one cell cannot be taken as it is, or not before a person has decided."""

from __future__ import annotations

from data_loaders.problems import Decisions, Level, Question


class CellError(Exception):
    """A cell that must be mended, looked at, or asked about.

    `value` is what the cell counts as where the level is only a warning.
    """

    def __init__(
        self,
        *,
        rule: str,
        message: str,
        level: Level = Level.REFUSE,
        question: Question | None = None,
        value: object = None,
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.level = level
        self.question = question
        self.value = value


def decided(question: Question, decisions: Decisions, *, rule: str, message: str) -> str:
    """The answer that a person gave to a question about a cell.

    Raises:
        CellError: nobody has answered yet: the question, under this rule and message.
    """
    answer = question.answered(decisions)
    if answer is None:
        raise CellError(rule=rule, level=Level.ASK, message=message, question=question)
    return answer
