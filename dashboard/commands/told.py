"""Loads and batches in words, and as plain values for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard.store.models.operation import BATCH_STATUSES, LEDGERS
from data_loaders.batches import Batch, BatchPreview, Preview, RowChange
from data_loaders.problems import LEVELS, Level, Problem, Question

_SHOWN: Final = 50
"""Most problems, and most changed rows, that the text lists; JSON and CSV have all."""


def document(found: Preview, *, notes: Sequence[str] = ()) -> dict[str, Any]:
    """A preview for programs: rows, files with their differences, problems, questions, notes.

    `notes` are those on files that were not even opened.
    """
    return {
        "rows": _rows(found),
        "files": [_file(one) for one in found.batches],
        "problems": [_problem(one) for one in found.problems],
        "problem_counts": {level.value: found.counts.get(level, 0) for level in Level},
        "questions": [_question(one, times) for one, times in found.questions],
        "notes": [*notes, *found.notes],
    }


def lines(found: Preview, *, notes: Sequence[str] = ()) -> list[str]:
    """A preview for people, a line each."""
    told = [_line(one) for one in found.batches]
    told += [f"说明：{note}" for note in (*notes, *found.notes)]
    told += _changes(found)
    told += _problems(found)
    for question, times in found.questions:
        told.append(f"待确认（{times}处）：{question.text}")
        told.append(f"    问题键：{question.key}")
        told += [f"    {one.answer}：{one.label}" for one in question.options]
    return told


def batches_document(found: Sequence[Batch]) -> dict[str, Any]:
    """The history for programs, newest first."""
    return {
        "schema": "oversight-batches/1",
        "batches": [
            {
                "id": one.id,
                "load": one.load_number,
                "ledger": one.ledger,
                "file": one.file_name,
                "sha256": one.sha256,
                "by": one.loaded_by,
                "at": one.loaded_at.isoformat(),
                "data_until": one.data_until.isoformat() if one.data_until else None,
                "added": one.rows_added,
                "updated": one.rows_updated,
                "unchanged": one.rows_unchanged,
                "refused": one.rows_refused,
                "mode": one.mode,
                "status": one.status,
                "undone_by": one.undone_by,
                "undone_at": one.undone_at.isoformat() if one.undone_at else None,
                "problems": one.problems,
            }
            for one in found
        ],
    }


def batches_text(found: Sequence[Batch]) -> str:
    """The history for people, newest first."""
    if not found:
        return "尚未导入任何台账"
    return "\n".join(
        f"批次{one.id}（第{one.load_number}次导入）{LEDGERS[one.ledger]} {one.file_name}："
        f"新增{one.rows_added}，更新{one.rows_updated}，不变{one.rows_unchanged}，"
        f"拒绝{one.rows_refused}；{one.loaded_by} {one.loaded_at:%Y-%m-%d %H:%M} UTC；"
        f"{BATCH_STATUSES[one.status]}" + (f"（{one.undone_by}）" if one.undone_by else "")
        for one in found
    )


def _rows(found: Preview | BatchPreview) -> dict[str, int]:
    return {
        "added": found.rows_added,
        "updated": found.rows_updated,
        "unchanged": found.rows_unchanged,
        "refused": found.rows_refused,
    }


def _file(one: BatchPreview) -> dict[str, Any]:
    return {
        "file": one.file,
        "sha256": one.sha256,
        "ledger": one.ledger,
        "sheets": list(one.sheets),
        "rows": _rows(one),
        "lines": dict(one.lines),
        "changes": [_change(change) for change in one.changes],
    }


def _change(one: RowChange) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "row": one.row,
        "name": one.name,
        "cells": [
            {"column": cell.column, "before": cell.before, "after": cell.after}
            for cell in one.cells
        ],
    }


def _problem(one: Problem) -> dict[str, Any]:
    return {
        "level": one.level.value,
        "rule": one.rule,
        "file": one.file,
        "sheet": one.sheet,
        "row": one.row,
        "column": one.column,
        "position": one.position,
        "value": one.value,
        "message": one.message,
        "question": one.question.key if one.question else None,
    }


def _question(one: Question, times: int) -> dict[str, Any]:
    return {
        "key": one.key,
        "text": one.text,
        "times": times,
        "options": [{"answer": option.answer, "label": option.label} for option in one.options],
    }


def _line(one: BatchPreview) -> str:
    return (
        f"{one.file} {LEDGERS[one.ledger]}：新增{one.rows_added}，更新{one.rows_updated}，"
        f"不变{one.rows_unchanged}，拒绝{one.rows_refused}"
    )


def _changes(found: Preview) -> list[str]:
    told = [
        f"更新 {one.file} “{change.sheet}”第{change.row}行（{change.name}）：{_cells(change)}"
        for one in found.batches
        for change in one.changes
    ]
    return _cut(told, total=found.rows_updated, word="更新")


def _cells(change: RowChange) -> str:
    return "；".join(f"{cell.column} {cell.before} → {cell.after}" for cell in change.cells)


def _problems(found: Preview) -> list[str]:
    told = [
        f"{LEVELS[one.level]} {_where(one)}：{one.message}" for one in found.problems[: _SHOWN + 1]
    ]
    return _cut(told, total=sum(found.counts.values()), word="问题")


def _where(one: Problem) -> str:
    sheet = f"“{one.sheet}”" if one.sheet else ""
    row = f"第{one.row}行" if one.row is not None else ""
    column = f"“{one.column}”列" if one.column else ""
    value = f"（{one.value}）" if one.value else ""
    return f"{one.file}{sheet}{row}{column}{value}"


def _cut(told: Sequence[str], *, total: int, word: str) -> list[str]:
    if total <= _SHOWN:
        return list(told)
    return [*told[:_SHOWN], f"…… 另有{total - _SHOWN}处{word}，见 --format json 或 --marked"]
