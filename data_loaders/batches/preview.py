"""What a load would do, before anything is written: counts, differences, problems, questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from dashboard.errors import OversightError
from data_loaders.batches.uploads import Upload
from data_loaders.problems import Decisions, Level, Problem, Question

MOST_PROBLEMS = 20_000
"""Most problems that are told one by one; the counts are of all."""
MOST_CHANGES = 1_000
"""Most changed rows of a batch whose cells are told one by one; the counts are of all."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a preview or a load is: `done` of `total` rows or steps; None: not known."""

    label: str
    done: int
    total: int | None = None


Watch = Callable[[Progress], None]


def unwatched(progress: Progress) -> None:
    """Watch nothing."""


@dataclass(frozen=True, kw_only=True)
class CellChange:
    """One cell of an update, in words: the column, what the store holds, what the file says."""

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
    `changes` are at most MOST_CHANGES of the `rows_updated`.
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


class PreviewOutdatedError(OversightError):
    """The store has changed since the preview, and so would the load; nothing was written."""

    error_id = "preview-outdated"

    def __init__(self, zh: str, en: str, *, preview: Preview) -> None:
        super().__init__(zh, en)
        self.preview = preview
