"""One pass over the files: read, resolved, staged, matched and compared; nothing is written yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from sqlalchemy import and_
from sqlalchemy.orm import Session

from dashboard.store.models.operation import SHEETS
from data_loaders.batches.check.duplicates import repeated
from data_loaders.batches.check.ledger_rules import after_elimination, cross, cross_back
from data_loaders.batches.check.line_problems import LineProblem, refuse
from data_loaders.batches.diff.corrections import correct
from data_loaders.batches.diff.matching import compare, hang, match, number
from data_loaders.batches.diff.overwrites import emptying
from data_loaders.batches.diff.resubmission import Resubmission
from data_loaders.batches.diff.resubmitted_units import resubmitted
from data_loaders.batches.parse.file_parts import Collected, FilePart
from data_loaders.batches.parse.opening import Opened
from data_loaders.batches.preview import Watch
from data_loaders.batches.progress import Advance
from data_loaders.batches.resolve import resolved
from data_loaders.batches.resolve.context import context
from data_loaders.batches.resolve.lookups import first_free, read_lookups
from data_loaders.batches.resolve.references import refer, reopen
from data_loaders.batches.resolve.refused_organisations import forget_refused
from data_loaders.batches.stage.shared_row_staging import settle_shared, share
from data_loaders.batches.stage.staging_table import LinePlace, StagingTable
from data_loaders.batches.stage.target_tables import MAIN, SIDES
from data_loaders.batches.uploads import Upload
from data_loaders.problems import Decisions, Level, Problem
from data_loaders.reading.read import Reading
from data_loaders.reading.records import LineKind, SheetLine

_EVERY: Final = 2_000
"""Lines between two words of progress."""


class Run:
    """A load's files against a store, inside one transaction; `close` removes what it staged."""

    def __init__(
        self,
        session: Session,
        *,
        files: Iterable[Upload],
        decisions: Decisions,
        today: date,
        ledger: str | None,
        dataset: str,
        watch: Watch,
    ) -> None:
        self.session = session
        self.connection = session.connection()
        self.stages: dict[str, StagingTable] = {}
        self.collected = Collected()
        self.resubmitted: dict[int, tuple[Resubmission, ...]] = {}
        self._line = 0
        self._closing: list[tuple[int, str]] = []
        known = read_lookups(session, with_orders=True)
        answers: Mapping[str, str] = {**known.answers, **decisions}
        uploads = tuple(files)
        self._advance = Advance(watch, uploads)
        self._opened = Opened(
            uploads,
            ledger=ledger,
            today=today,
            decisions=answers,
            dataset=dataset,
            collected=self.collected,
            advance=self._advance,
        )
        self.parts, self.notes = self._opened.parts, self._opened.notes
        self._advance.opened(self.parts)
        self.context = context(session, known, decisions=answers, today=today, dataset=dataset)

    def go(self) -> None:
        """Stage and judge every ledger, in the order of what refers to what."""
        for ledger in SHEETS:
            parts = [part for part in self.parts if part.ledger.key == ledger]
            if parts:
                self._stage(ledger, parts)
                self._judge(ledger)
        self._tell(cross_back(self.connection, self.stages))
        for ledger in dict.fromkeys(part.ledger.key for part in self.parts):
            told = resubmitted(self.connection, self.stages, ledger, known=self.context.known)
            self.resubmitted |= told
            self._tell(emptying(told))
        self._opened.miss()

    def close(self) -> None:
        """Remove everything staged."""
        for stage in self.stages.values():
            stage.drop()

    def _stage(self, ledger: str, parts: list[FilePart]) -> None:
        targets = [MAIN[ledger], *SIDES.get(ledger, ())]
        for target in targets:
            self.stages[target.table.name] = StagingTable(self.connection, target)
        for part in parts:
            for reading in part.readings:
                self._read(ledger, part, reading)
        for target in targets:
            self.stages[target.table.name].seal()
        self._close(self.stages[MAIN[ledger].table.name])

    def _read(self, ledger: str, part: FilePart, reading: Reading) -> None:
        self._advance.reading(part.upload, self._line)
        # What is said twice is found when all rows are staged, and then by what they refer to.
        for line in reading.lines():
            part.lines[line.kind] += 1
            problems: tuple[Problem, ...] = line.problems
            if line.kind is LineKind.RECORD:
                self._line += 1
                problems = (*problems, *self._put(ledger, part, line, sheet=reading.sheet.name))
                if self._line % _EVERY == 0:
                    self._advance.reading(part.upload, self._line)
            if problems:
                self.collected.add(problems, part=part.number)
            if line.kind is LineKind.END and any(one.level is not Level.WARN for one in problems):
                self._closing.append((part.number, reading.sheet.name))

    def _put(self, ledger: str, part: FilePart, line: SheetLine, *, sheet: str) -> list[Problem]:
        """Stage the row that a line tells; what was found on the way."""
        draft, found = resolved(ledger, line, number=self._line, context=self.context)
        if draft is None:
            part.refused += 1
            return found
        place = LinePlace(self._line, part.number, sheet, line.row)
        self.stages[MAIN[ledger].table.name].add(draft, place)
        if line.record is not None:
            part.samples.meet(self._line, line.record, warned=bool(line.problems or found))
        for side in draft.sides:
            self.stages[side.table].hang(side, place)
        return found

    def _close(self, stage: StagingTable) -> None:
        """Refuse the rows of sheets of which their end said that they cannot be trusted."""
        s = stage.table
        for part, sheet in self._closing:
            which = and_(s.c.part == part, s.c.origin_sheet == sheet)
            refuse(self.connection, stage, which, rule="sheet-closed")
        self._closing.clear()

    def _judge(self, ledger: str) -> None:
        connection, stages = self.connection, self.stages
        stage = stages[MAIN[ledger].table.name]
        self._advance.judging(SHEETS[ledger], self._line)
        self._tell(match(connection, stage))
        self._tell(repeated(connection, stage))
        self._tell(refer(connection, stages, ledger))
        self._tell(correct(connection, stages, ledger, parts=self.parts, context=self.context))
        number(connection, stage, first_id=first_free(self.session, stage.target.table))
        self._tell(share(self.session, stages, self.context.shared, ledger))
        for target in SIDES.get(ledger, ()):
            side = stages[target.table.name]
            hang(connection, side, stage, first_id=first_free(self.session, target.table))
        compare(connection, stage)
        if ledger == "findings":
            reopen(connection, stage)
        self._tell(cross(connection, stages, stage))
        if ledger == "classes":
            self._tell(after_elimination(connection, stages, stage))
        settle_shared(connection, stages, ledger)
        forget_refused(connection, stage, self.context.bodies)

    def _tell(self, troubles: Iterable[LineProblem]) -> None:
        for trouble in troubles:
            part = self.parts[trouble.part]
            if not trouble.refuses:
                part.samples.notice(trouble.sheet, trouble.row)
            self.collected.add([part.problem(trouble)], part=trouble.part)
