"""A run told in counts, differences, problems and questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, null, select

from data_loaders.batches.diff.column_sums import column_sums
from data_loaders.batches.diff.differences import differences
from data_loaders.batches.diff.row_preview import shown_rows
from data_loaders.batches.parse.file_parts import FilePart
from data_loaders.batches.preview import BatchPreview, Preview
from data_loaders.batches.run import Run
from data_loaders.batches.stage.staging_table import CHANGED, NEW, REFUSED, TOUCHED, StagingTable
from data_loaders.batches.stage.target_tables import MAIN
from data_loaders.batches.uploads import Upload
from data_loaders.problems import Decisions, Problem, Question
from data_loaders.reading.records import LINE_KINDS


def summary(
    run: Run,
    *,
    files: tuple[Upload, ...],
    decisions: Decisions,
    ledger: str | None,
    revision: int,
    asked: Mapping[str, Question],
) -> Preview:
    """What the run would do; nothing of it is written yet."""
    known = run.context.known
    changes = differences(run.connection, run.stages, run.parts, known)
    rows = shown_rows(run.connection, run.stages, run.parts, known)
    sums = column_sums(run.connection, run.stages, run.parts)
    counts = {part.ledger.key: _counts(run, part.ledger.key) for part in run.parts}
    questions = run.collected.questions
    return Preview(
        files=files,
        ledger=ledger,
        decisions=decisions,
        today=run.context.today,
        revision=revision,
        dataset=run.context.dataset,
        batches=tuple(
            _batch(
                part,
                counts[part.ledger.key],
                changes=changes.get(part.number, ()),
                shown=rows.get(part.number, ()),
                sums=sums.get(part.number, ()),
                resubmissions=run.resubmitted.get(part.number, ()),
            )
            for part in run.parts
        ),
        problems=_in_order(run),
        counts=dict(run.collected.counts),
        questions=questions,
        asked={**asked, **{question.key: question for question, _ in questions}},
        notes=tuple(run.notes),
        closed=run.collected.closed,
    )


def _in_order(run: Run) -> tuple[Problem, ...]:
    """The problems in the order of the parts, those of no part first."""
    order = {part.number: place for place, part in enumerate(run.parts)}
    told = sorted(
        run.collected.told, key=lambda one: order.get(one[0], -1) if one[0] is not None else -1
    )
    return tuple(problem for _, problem in told)


def _counts(run: Run, ledger: str) -> dict[int, tuple[Counter[str | None], date | None]]:
    """By part, rows by state, and the last day of what it adds or updates."""
    stage: StagingTable = run.stages[MAIN[ledger].table.name]
    s, day = stage.table, stage.target.day
    newest = func.max(s.c[day]) if day else null()
    found: dict[int, tuple[Counter[str | None], date | None]] = {}
    for part, state, rows, last in run.connection.execute(
        select(s.c.part, s.c.state, func.count(), newest).group_by(s.c.part, s.c.state)
    ):
        counter, until = found.setdefault(part, (Counter(), None))
        counter[state] = rows
        if day and state in (NEW, CHANGED, TOUCHED) and last is not None:
            found[part] = (counter, max(filter(None, (until, last))))
    return found


def _batch(
    part: FilePart,
    counts: Mapping[int, tuple[Counter[str | None], date | None]],
    **more: tuple[Any, ...],
) -> BatchPreview:
    states, until = counts.get(part.number, (Counter(), None))
    added, updated = states[NEW], states[CHANGED] + states[TOUCHED]
    return BatchPreview(
        file=part.upload.name,
        sha256=part.upload.sha256,
        ledger=part.ledger.key,
        sheets=part.sheets,
        rows_added=added,
        rows_updated=updated,
        rows_unchanged=states.total() - added - updated - states[REFUSED],
        rows_refused=part.refused + states[REFUSED],
        data_until=until,
        lines={LINE_KINDS[kind]: number for kind, number in sorted(part.lines.items())},
        unusual_more=part.samples.more,
        **more,
    )
