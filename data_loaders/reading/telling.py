"""How a pass over a sheet tells what it finds: at its place, as a warning, no or question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data_loaders.files.sheet import Sheet
from data_loaders.problems import Level, Problem, Question
from data_loaders.reading.once import Said
from data_loaders.reading.records import Header, LineKind, SheetLine


@dataclass(frozen=True, kw_only=True)
class Telling:
    """Tells of the lines of one sheet."""

    sheet: Sheet
    header: Header

    def refused(
        self, row: int, *, rule: str, message: str, question: Question | None = None
    ) -> SheetLine:
        """A line that is not loaded and why, or what must be answered first."""
        level = Level.ASK if question else Level.REFUSE
        said = Said(rule=rule, message=message, row=row, level=level, question=question)
        return SheetLine(row=row, kind=LineKind.RECORD, problems=(self.problem(said),))

    def problems(self, said: Iterable[Said]) -> Iterator[Problem]:
        """Each thing said, at its place."""
        return map(self.problem, said)

    def problem(self, said: Said) -> Problem:
        """One thing said, at its place."""
        return Problem(
            level=said.level,
            rule=said.rule,
            message=said.message,
            file=self.sheet.file,
            sheet=self.sheet.name,
            row=said.row,
            column=self.header.headings.get(said.place, "") if said.place else "",
            position=said.place,
            question=said.question,
        )
