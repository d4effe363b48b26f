"""Why one cell cannot be taken as it is."""

from __future__ import annotations

from data_loaders.problems import Level, Question


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
