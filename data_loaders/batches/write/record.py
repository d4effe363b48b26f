"""What the store keeps of a load: its batches, their problems, the answers given, who and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from dashboard.access.restricted import WITHHELD
from dashboard.store.models.operation import (
    AuditEvent,
    BodyAlias,
    ImportAnswer,
    ImportBatch,
    ImportProblem,
)
from data_loaders.batches.preview import BatchPreview, Preview
from data_loaders.batches.resolve.context import Alias
from data_loaders.batches.resolve.lookups import REGISTER, first_free
from data_loaders.batches.resolve.organisations import plain
from data_loaders.batches.run import Run
from data_loaders.batches.stage.target_tables import MAIN
from data_loaders.problems import Problem, Question

_MOST_NAMED: Final = 200


def record(
    session: Session, run: Run, found: Preview, *, by: str, partial: bool
) -> tuple[int, dict[int, int]]:
    """Write batches and their problems; the load's number, and by part its batch's key.

    Parts that change nothing get no batch.
    """
    now = datetime.now(UTC)
    number = int(session.scalar(select(func.coalesce(func.max(ImportBatch.load_number), 0))) or 0)
    number += 1
    mode = "partial" if partial and not found.loadable else "whole"
    key = first_free(session, ImportBatch.__table__)  # type: ignore[arg-type]
    batches: dict[int, int] = {}
    for part, one in zip(run.parts, found.batches, strict=True):
        if one.rows_changing:
            batches[part.number] = key + len(batches)
            session.execute(
                insert(ImportBatch).values(
                    id=batches[part.number],
                    load_number=number,
                    loaded_by=by[:60],
                    loaded_at=now,
                    mode=mode,
                    notes="\n".join(part.notes) or None,
                    **_counted(one),
                )
            )
    _keep_problems(session, run, batches)
    files = "、".join(dict.fromkeys(one.file for one in found.batches if one.rows_changing))
    session.add(_event(by, "load", f"第{number}次导入：{files}", now))
    return number, batches


def event(session: Session, *, by: str, action: str, what: str) -> None:
    """Remember an act that went well."""
    session.add(_event(by, action, what, datetime.now(UTC)))


def _event(by: str, action: str, what: str, now: datetime) -> AuditEvent:
    return AuditEvent(
        at=now, actor=by[:60], action=action, object_name=what[:_MOST_NAMED], result="ok"
    )


def _counted(one: BatchPreview) -> dict[str, Any]:
    return {
        "ledger": one.ledger,
        "file_name": one.file,
        "sha256": one.sha256,
        "data_until": one.data_until,
        "rows_added": one.rows_added,
        "rows_updated": one.rows_updated,
        "rows_unchanged": one.rows_unchanged,
        "rows_refused": one.rows_refused,
        "sheets": "\n".join(one.sheets) or None,
        "status": "loaded",
    }


def _keep_problems(session: Session, run: Run, batches: Mapping[int, int]) -> None:
    rows = [
        _problem(problem, batch=batches[part])
        for part, problem in run.collected.told
        if part in batches and part is not None
    ]
    if rows:
        session.execute(insert(ImportProblem), rows)


def _problem(problem: Problem, *, batch: int) -> dict[str, Any]:
    """What is kept of a problem: of restricted texts that there was one, and not what it said."""
    return {
        "batch_id": batch,
        "level": problem.level.value,
        "sheet": problem.sheet[:100] or None,
        "row_number": problem.row,
        "column_name": problem.column[:60] or None,
        "value": str(problem.value)[:300] or None,
        "rule": problem.rule[:60],
        "message": str(problem.message),
    }


def remember(
    session: Session, run: Run, found: Preview, *, by: str, batches: Mapping[int, int]
) -> None:
    """Keep what a person decided: names that mean a body, and other lasting answers.

    With them go the names that bodies had until now. A name whose body was refused is forgotten.
    """
    now = datetime.now(UTC)
    for alias in run.context.aliases.values():
        if _holds(session, run, alias):
            _keep_name(session, alias, by=by, now=now, batch=_batch_of(run, alias, batches))
    kept = {"decided_by": by[:60], "decided_at": now, "batch_id": min(batches.values())}
    for question, answer in _lasting(run, found):
        session.execute(
            insert(ImportAnswer).values(
                question=question.key, answer=answer, asked=str(question.text), **kept
            )
        )
        label = next(one.label for one in question.options if one.answer == answer)
        session.add(_event(by, "decide", f"{question.text}答：{label}", now))


def _holds(session: Session, run: Run, alias: Alias) -> bool:
    """Whether the store, as it is written now, has the body, and nobody else of a former name."""
    if not (alias.body.is_new or alias.former):
        return True
    table = MAIN[f"{alias.body.kind}s"].table
    if session.scalar(select(table.c.id).where(table.c.id == alias.body.id)) is None:
        return False
    if not alias.former:
        return True
    called = select(table.c.id).where(
        table.c.district_id == alias.district_id, table.c.name == alias.name
    )
    return session.scalar(called) is None


def _batch_of(run: Run, alias: Alias, batches: Mapping[int, int]) -> int:
    """The batch of the line that named the body; where that changes nothing, the load's first."""
    of_line = (
        batches.get(part.number)
        for part in run.parts
        if (part.upload.name, part.ledger.key) == (alias.file, alias.ledger)
    )
    return next(filter(None, of_line), min(batches.values()))


def _keep_name(session: Session, alias: Alias, *, by: str, now: datetime, batch: int) -> None:
    session.execute(
        insert(BodyAlias).values(
            district_id=alias.district_id,
            name=plain(alias.name)[:100],
            decided_by=REGISTER if alias.former else by[:60],
            decided_at=now,
            batch_id=batch,
            **{f"{alias.body.kind}_id": alias.body.id},
        )
    )
    said = WITHHELD if alias.restricted else f"“{alias.name}”即“{alias.body.name}”"
    session.add(_event(by, "decide", said, now))


def _lasting(run: Run, found: Preview) -> Iterator[tuple[Question, str]]:
    """Lasting questions answered now, which the store does not remember yet."""
    for key in found.decisions:
        question = found.asked.get(key)
        if question is None or not question.lasting or key in run.context.known.answers:
            continue
        answer = question.answered(found.decisions)
        if answer is not None:
            yield question, answer
