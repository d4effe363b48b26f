"""Parts of a load: one file and ledger each, with their sheets and what became of their lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dashboard.access.restricted import Restricted, restricted_message
from data_loaders.batches.check.line_problems import LineProblem
from data_loaders.batches.diff.row_samples import Samples
from data_loaders.batches.preview import MOST_PROBLEMS
from data_loaders.batches.uploads import Upload
from data_loaders.ledgers.declaration import Ledger
from data_loaders.problems import Level, Problem, Question
from data_loaders.reading.read import Reading
from data_loaders.reading.records import Header, LineKind


@dataclass(kw_only=True)
class FilePart:
    """One file and ledger: a batch, if it changes anything."""

    number: int
    upload: Upload
    ledger: Ledger
    readings: list[Reading] = field(default_factory=list)
    headers: dict[str, Header] = field(default_factory=dict)
    lines: Counter[LineKind] = field(default_factory=Counter)
    refused: int = 0
    notes: list[str] = field(default_factory=list)
    samples: Samples = field(init=False)

    def __post_init__(self) -> None:
        self.samples = Samples(ledger=self.ledger)

    @property
    def sheets(self) -> tuple[str, ...]:
        """Names of the sheets read."""
        return tuple(one.sheet.name for one in self.readings)

    def problem(self, trouble: LineProblem) -> Problem:
        """A trouble of a staged line as a problem at its cell."""
        header = self.headers.get(trouble.sheet)
        places = header.positions.get(trouble.column, ()) if header else ()
        place = next(iter(places), None)
        level = Level.REFUSE if trouble.refuses else Level.WARN
        return Problem(
            level=Level.ASK if trouble.question else level,
            rule=trouble.rule,
            message=self._said(trouble.message),
            file=self.upload.name,
            sheet=trouble.sheet,
            row=trouble.row,
            column=header.headings[place] if header and place else "",
            position=place,
            question=trouble.question,
        )

    def _said(self, message: str) -> str:
        """What is said of a staged line; it may quote cells where all of the ledger's are told."""
        restriction = self.ledger.restricted
        told_already = isinstance(message, Restricted)
        if told_already or restriction is None or not restriction.always:
            return message
        return restricted_message(message, cells=None, words=self.ledger.words)


class Collected:
    """Problems of a load: the first of them one by one, all of them counted."""

    def __init__(self) -> None:
        self.told: list[tuple[int | None, Problem]] = []
        self.counts: Counter[Level] = Counter()
        self.closed = False
        self._questions: dict[str, tuple[Question, int]] = {}

    def add(self, problems: Iterable[Problem], *, part: int | None) -> None:
        """Take problems in; `part` is the number of their part, None for a whole file or sheet."""
        for problem in problems:
            self.counts[problem.level] += 1
            if problem.question is not None:
                _, times = self._questions.get(problem.question.key, (None, 0))
                self._questions[problem.question.key] = (problem.question, times + 1)
            if len(self.told) < MOST_PROBLEMS:
                self.told.append((part, problem))
            if problem.row is None and problem.level is not Level.WARN:
                self.closed = True

    @property
    def questions(self) -> tuple[tuple[Question, int], ...]:
        """The open questions in the order asked, with how often each is."""
        return tuple(self._questions.values())
