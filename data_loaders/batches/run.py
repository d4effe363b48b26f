"""One pass over the files: read, resolved, staged, matched and compared; nothing is written yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from dashboard.errors import LoadError
from dashboard.store.models.operation import LEDGERS
from data_loaders.batches.crossing import after_elimination, cross, cross_back
from data_loaders.batches.demo_mark import refuse_demo, refuse_real
from data_loaders.batches.draft import Draft
from data_loaders.batches.entry import Context, Entry
from data_loaders.batches.known import Known, first_free, read_known
from data_loaders.batches.matching import compare, hang, match, number
from data_loaders.batches.parts import Collected, Part
from data_loaders.batches.preview import Progress, Watch
from data_loaders.batches.references import refer, reopen
from data_loaders.batches.refusing import forget_refused
from data_loaders.batches.resolving import RESOLVERS
from data_loaders.batches.resolving.registers import REGISTERS, unfit
from data_loaders.batches.shared import Shared
from data_loaders.batches.sharing import settle_shared, share
from data_loaders.batches.stage import Place, Stage
from data_loaders.batches.tables import MAIN, SHARED, SIDES
from data_loaders.batches.trouble import Trouble
from data_loaders.batches.twice import repeated
from data_loaders.batches.uploads import Upload
from data_loaders.files.opening import open_sheets
from data_loaders.ledgers.registry import LEDGERS as DECLARED
from data_loaders.problems import Decisions, Level, Problem
from data_loaders.reading.read import Reading, read_sheet
from data_loaders.reading.records import Line, LineKind

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
        self.parts: list[Part] = []
        self.stages: dict[str, Stage] = {}
        self.collected = Collected()
        self.notes: list[str] = []
        self._watch = watch
        self._dataset = dataset
        self._files = tuple(files)
        self._line = 0
        known = read_known(session, with_orders=True)
        answers: Mapping[str, str] = {**known.answers, **decisions}
        self._open(ledger=ledger, today=today, decisions=answers)
        self.context = _context(session, known, decisions=answers, today=today, dataset=dataset)

    def go(self) -> None:
        """Stage and judge every ledger, in the order of what refers to what."""
        for ledger in LEDGERS:
            parts = [part for part in self.parts if part.ledger.key == ledger]
            if parts:
                self._stage(ledger, parts)
                self._judge(ledger)
        self._tell(cross_back(self.connection, self.stages))

    def close(self) -> None:
        """Remove everything staged."""
        for stage in self.stages.values():
            stage.drop()

    def _open(self, *, ledger: str | None, today: date, decisions: Decisions) -> None:
        wanted = DECLARED[ledger] if ledger else None
        for place, upload in enumerate(self._files):
            self._watch(Progress(label=f"打开{upload.name}", done=place, total=len(self._files)))
            try:
                sheets = open_sheets(upload.content, name=upload.name)
                if self._dataset == "production":
                    refuse_demo(sheets, file=upload.name)
                read = [
                    read_sheet(sheet, ledger=wanted, today=today, decisions=decisions)
                    for sheet in sheets
                ]
                if self._dataset == "demo":
                    refuse_real((one.sheet for one in read if _taken(one)), file=upload.name)
            except LoadError as error:
                self.collected.add([_whole(upload, error)], part=None)
                continue
            for reading in read:
                self._take(upload, reading)

    def _take(self, upload: Upload, reading: Reading) -> None:
        told = reading.told
        remarks = list(reading.sheet.remarks)
        if told.skipped:
            remarks.append(f"工作表“{reading.sheet.name}”没有导入：{told.skipped}")
        self.notes += [f"{upload.name}：{remark}" for remark in remarks]
        part = None
        if told.ledger is not None and _taken(reading):
            part = self._part(upload, told.ledger.key)
            part.readings.append(reading)
            part.notes += remarks
            if told.header is not None:
                part.headers[reading.sheet.name] = told.header
        self.collected.add(told.problems, part=part.number if part else None)
        # A header that waits for an answer stands in a row and still closes its whole sheet.
        self.collected.closed |= any(one.level is not Level.WARN for one in told.problems)

    def _part(self, upload: Upload, ledger: str) -> Part:
        for part in self.parts:
            if part.upload is upload and part.ledger.key == ledger:
                return part
        part = Part(number=len(self.parts), upload=upload, ledger=DECLARED[ledger])
        self.parts.append(part)
        return part

    def _stage(self, ledger: str, parts: list[Part]) -> None:
        targets = [MAIN[ledger], *SIDES.get(ledger, ())]
        for target in targets:
            self.stages[target.table.name] = Stage(self.connection, target)
        for part in parts:
            for reading in part.readings:
                self._read(ledger, part, reading)
        for target in targets:
            self.stages[target.table.name].seal()

    def _read(self, ledger: str, part: Part, reading: Reading) -> None:
        stage = self.stages[MAIN[ledger].table.name]
        # What is said twice is found when all rows are staged, and then by what they refer to.
        for line in reading.lines():
            part.lines[line.kind] += 1
            problems: tuple[Problem, ...] = line.problems
            if line.kind is LineKind.RECORD:
                self._line += 1
                draft, found = self._resolved(ledger, line)
                problems = (*problems, *found)
                if draft is None:
                    part.refused += 1
                else:
                    place = Place(self._line, part.number, reading.sheet.name, line.row)
                    stage.add(draft, place)
                    for side in draft.sides:
                        self.stages[side.table].hang(side, place)
                if self._line % _EVERY == 0:
                    self._watch(Progress(label=f"读取{part.upload.name}", done=self._line))
            if problems:
                self.collected.add(problems, part=part.number)

    def _resolved(self, ledger: str, line: Line) -> tuple[Draft | None, list[Problem]]:
        """The row of the store that a line tells; None if it cannot be loaded as it is."""
        if line.record is None:
            if line.unfit is not None and ledger in REGISTERS:
                unfit(Entry(line.unfit, context=self.context))
            return None, []
        entry = Entry(line.record, context=self.context)
        draft = RESOLVERS[ledger](entry, self._line)
        return None if entry.refused else draft, entry.problems

    def _judge(self, ledger: str) -> None:
        connection, stages = self.connection, self.stages
        stage = stages[MAIN[ledger].table.name]
        self._watch(Progress(label=f"核对{LEDGERS[ledger]}", done=self._line))
        self._tell(match(connection, stage))
        self._tell(repeated(connection, stage))
        self._tell(refer(connection, stages, ledger))
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

    def _tell(self, troubles: Iterable[Trouble]) -> None:
        for trouble in troubles:
            self.collected.add([self.parts[trouble.part].problem(trouble)], part=trouble.part)


def _context(
    session: Session, known: Known, *, decisions: Decisions, today: date, dataset: str
) -> Context:
    """What lines are judged against, with the first free keys of rows that are named."""
    shared = {target.table.name: target.table for one in SHARED.values() for target in one}
    return Context(
        known=known,
        shared=Shared(
            named=known.named,
            next_ids={name: first_free(session, table) for name, table in shared.items()},
        ),
        decisions=decisions,
        today=today,
        dataset=dataset,
        next_body={
            "institution": first_free(session, MAIN["institutions"].table),
            "exam_site": first_free(session, MAIN["exam_sites"].table),
        },
    )


def _taken(reading: Reading) -> bool:
    """Whether the rows of a sheet are loaded."""
    told = reading.told
    return told.readable and told.ledger is not None and not told.skipped


def _whole(upload: Upload, error: LoadError) -> Problem:
    """A file refused whole."""
    told = error.zh.removeprefix(f"{upload.name}：")
    return Problem(level=Level.REFUSE, rule=error.error_id, message=told, file=upload.name)
