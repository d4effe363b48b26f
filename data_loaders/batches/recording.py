"""What the store keeps of a load: its batches, their problems, the answers given, who and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from dashboard.store.models.operation import (
    AuditEvent,
    BodyAlias,
    ImportAnswer,
    ImportBatch,
    ImportProblem,
)
from data_loaders.batches.bodies import plain
from data_loaders.batches.known import first_free
from data_loaders.batches.preview import BatchPreview, Preview
from data_loaders.batches.run import Run
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
    return {
        "batch_id": batch,
        "level": problem.level.value,
        "sheet": problem.sheet[:100] or None,
        "row_number": problem.row,
        "column_name": problem.column[:60] or None,
        "value": problem.value[:300] or None,
        "rule": problem.rule[:60],
        "message": problem.message,
    }


def remember(session: Session, run: Run, found: Preview, *, by: str, batch: int) -> None:
    """Keep what a person decided: names that mean a body, and other lasting answers.

    A name whose body was refused is forgotten.
    """
    now = datetime.now(UTC)
    said = {"decided_by": by[:60], "decided_at": now, "batch_id": batch}
    for alias in run.context.aliases.values():
        table = run.stages[alias.body.kind].target.table if alias.body.is_new else None
        if (
            table is not None
            and session.scalar(select(table.c.id).where(table.c.id == alias.body.id)) is None
        ):
            continue
        session.execute(
            insert(BodyAlias).values(
                district_id=alias.district_id,
                name=plain(alias.name)[:100],
                **{f"{alias.body.kind}_id": alias.body.id},
                **said,
            )
        )
        session.add(_event(by, "decide", f"“{alias.name}”即“{alias.body.name}”", now))
    for question, answer in _lasting(run, found):
        session.execute(
            insert(ImportAnswer).values(
                question=question.key, answer=answer, asked=question.text, **said
            )
        )
        label = next(one.label for one in question.options if one.answer == answer)
        session.add(_event(by, "decide", f"{question.text}答：{label}", now))


def _lasting(run: Run, found: Preview) -> Iterator[tuple[Question, str]]:
    """Lasting questions answered now, which the store does not remember yet."""
    for key in found.decisions:
        question = found.asked.get(key)
        if question is None or not question.lasting or key in run.context.known.answers:
            continue
        answer = question.answered(found.decisions)
        if answer is not None:
            yield question, answer
