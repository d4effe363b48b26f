"""What a load would do, before anything is written: counts, differences, problems, questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dashboard.access.restricted import opened
from dashboard.errors import OversightError
from data_loaders.batches.diff.resubmission import Resubmission
from data_loaders.batches.diff.shown_rows import ColumnSum, ShownRow
from data_loaders.batches.uploads import Upload
from data_loaders.problems import Decisions, Level, Problem, Question

MOST_PROBLEMS = 20_000
"""Most problems that are told one by one; the counts are of all."""
MOST_CHANGES = 1_000
"""Most changed rows of a batch whose cells are told one by one; the counts are of all."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a preview or a load is: `done` of `total` rows, bytes or steps; None: not known.

    `whole` is the share of the whole that is done, from 0 to 1, and `expected` how many seconds a
    load of this size usually takes.
    """

    label: str
    done: int
    total: int | None = None
    unit: str = "rows"
    whole: float | None = None
    expected: float = 0.0


Watch = Callable[[Progress], None]


def unwatched(progress: Progress) -> None:
    """Watch nothing."""


@dataclass(frozen=True, kw_only=True)
class CellChange:
    """One cell of an update, in words: the column, what the store holds, what the file says.

    `before` is restricted where the column is; `after` is the uploader's own.
    """

    column: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """One row of the store that a line changes."""

    sheet: str
    row: int
    name: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, kw_only=True)
class BatchPreview:
    """One file and ledger. Added, updated, unchanged and refused rows are all its data rows.

    `lines` counts the lines of the sheets by kind, in Chinese: every line is accounted for.
    `changes` are at most MOST_CHANGES of the `rows_updated`. `shown` are its first rows and the
    unusual ones as they will be stored, `unusual_more` how many unusual rows are not among them.
    `resubmissions` are of the units of which the store has some of the rows already.
    """

    file: str
    sha256: str
    ledger: str
    sheets: tuple[str, ...]
    rows_added: int
    rows_updated: int
    rows_unchanged: int
    rows_refused: int
    data_until: date | None = None
    lines: Mapping[str, int] = field(default_factory=dict)
    changes: tuple[RowChange, ...] = ()
    shown: tuple[ShownRow, ...] = ()
    unusual_more: int = 0
    sums: tuple[ColumnSum, ...] = ()
    resubmissions: tuple[Resubmission, ...] = ()

    @property
    def rows(self) -> int:
        """Data rows read."""
        return self.rows_added + self.rows_updated + self.rows_unchanged + self.rows_refused

    @property
    def rows_changing(self) -> int:
        """Rows that loading would add or update."""
        return self.rows_added + self.rows_updated


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What loading the files with these decisions would do to the store of this revision.

    `problems` are at most MOST_PROBLEMS, in the order of the files' rows; `counts` are of all, by
    level. `questions` are those still open, each once, with how many cells ask it. `notes` say
    what was left aside on purpose, a sentence each.
    """

    files: tuple[Upload, ...]
    ledger: str | None
    decisions: Decisions
    today: date
    revision: int
    dataset: str
    batches: tuple[BatchPreview, ...]
    problems: tuple[Problem, ...]
    counts: Mapping[Level, int]
    questions: tuple[tuple[Question, int], ...]
    asked: Mapping[str, Question]
    notes: tuple[str, ...]
    closed: bool

    @property
    def rows_added(self) -> int:
        """Rows new to the store."""
        return sum(one.rows_added for one in self.batches)

    @property
    def rows_updated(self) -> int:
        """Rows changed by key."""
        return sum(one.rows_updated for one in self.batches)

    @property
    def rows_unchanged(self) -> int:
        """Rows the store has already."""
        return sum(one.rows_unchanged for one in self.batches)

    @property
    def rows_refused(self) -> int:
        """Rows that cannot be loaded as they are, questions included."""
        return sum(one.rows_refused for one in self.batches)

    @property
    def loadable(self) -> bool:
        """Whether all can be loaded: no row and no file is refused or waits for an answer."""
        return not self.closed and not self.rows_refused

    @property
    def changes_nothing(self) -> bool:
        """Whether loading what can be loaded would leave the store as it is."""
        return not self.rows_added and not self.rows_updated

    def same_as(self, other: Preview) -> bool:
        """Whether another preview says the same of the files, whatever the store's revision."""
        return (self.batches, self.problems, self.questions) == (
            other.batches,
            other.problems,
            other.questions,
        )


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a load did. `number` is None where nothing changed, and then nothing was written."""

    number: int | None
    revision: int
    batch_ids: tuple[int, ...]
    preview: Preview


def told_to_uploader(found: Preview, *, case_role: bool) -> Preview:
    """The preview in words, for who hands the files in: to be shown, and not to be loaded.

    What he wrote himself is told him again, as he must mend it and answer for it; what the store
    holds goes through the gate.
    """

    def told(text: str) -> str:
        return opened(text, case_role=case_role, own=True)

    def problem(one: Problem) -> Problem:
        asked = one.question and question(one.question)
        return replace(one, value=told(one.value), message=told(one.message), question=asked)

    def question(one: Question) -> Question:
        return replace(one, text=told(one.text))

    def change(one: RowChange) -> RowChange:
        return replace(one, cells=tuple(replace(c, before=told(c.before)) for c in one.cells))

    def batch(one: BatchPreview) -> BatchPreview:
        return replace(
            one,
            changes=tuple(map(change, one.changes)),
            shown=tuple(row.told(told) for row in one.shown),
            sums=tuple(column.told(told) for column in one.sums),
            resubmissions=tuple(again.told(told) for again in one.resubmissions),
        )

    return replace(
        found,
        problems=tuple(map(problem, found.problems)),
        questions=tuple((question(one), times) for one, times in found.questions),
        asked={key: question(one) for key, one in found.asked.items()},
        batches=tuple(map(batch, found.batches)),
    )


class PreviewOutdatedError(OversightError):
    """The store has changed since the preview, and so would the load; nothing was written."""

    error_id = "preview-outdated"

    def __init__(self, zh: str, en: str, *, preview: Preview) -> None:
        super().__init__(zh, en)
        self.preview = preview
