"""Previews of loads in words, and as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from dashboard.commands.again import again_document, again_lines
from dashboard.store.models.operation import SHEETS
from data_loaders.batches import (
    BatchPreview,
    ColumnSum,
    Preview,
    RowChange,
    ShownCell,
    ShownRow,
)
from data_loaders.problems import LEVELS, Level, Problem, Question

_ROWS: Final = 8
"""Most rows of a file and ledger that the text shows as they will be stored; JSON has all kept."""
_OPTIONS: Final = 10
"""Most answers to a question that stand in a line of their own each."""
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
    told = [line for one in found.batches for line in (_line(one), *_as_stored(one))]
    told += [f"说明：{note}" for note in (*notes, *found.notes)]
    told += _again(found)
    told += _changes(found)
    told += _problems(found)
    for question, times in found.questions:
        told += _asked(question, times)
    return told


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
        "shown": [_shown(row) for row in one.shown],
        "unusual_more": one.unusual_more,
        "sums": [asdict(column) for column in one.sums],
        "resubmissions": [again_document(again) for again in one.resubmissions],
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


def _shown(one: ShownRow) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "row": one.row,
        "becomes": one.becomes,
        "why": list(one.why),
        "cells": [asdict(cell) for cell in one.cells],
        "left": dict(one.left),
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
        "needed": one.needed,
        "options": [{"answer": option.answer, "label": option.label} for option in one.options],
    }


def _asked(question: Question, times: int) -> Iterator[str]:
    """A question with its key and its answers, many of them in a single line."""
    yield f"{'待确认' if question.needed else '可以说明'}（{times}处）：{question.text}"
    yield f"    问题键：{question.key}"
    told = [f"{one.answer}：{one.label}" for one in question.options]
    apart = len(told) if len(told) <= _OPTIONS else _OPTIONS // 2
    yield from (f"    {one}" for one in told[:apart])
    if told[apart:]:
        yield f"    其他：{'；'.join(told[apart:])}"


def _line(one: BatchPreview) -> str:
    return (
        f"{one.file} {SHEETS[one.ledger]}：新增{one.rows_added}，更新{one.rows_updated}，"
        f"不变{one.rows_unchanged}，拒绝{one.rows_refused}"
    )


def _as_stored(one: BatchPreview) -> Iterator[str]:
    """The rows as they will stand, in one line each, and the columns added up."""
    for row in one.shown[:_ROWS]:
        why = f"（{'、'.join(row.why)}）" if row.why else ""
        left = "".join(f"；未导入：{heading}={cell}" for heading, cell in row.left)
        yield f"    第{row.row}行{row.becomes}{why}：{'；'.join(map(_cell, row.cells))}{left}"
    more = max(len(one.shown) - _ROWS, 0) + one.unusual_more
    if more:
        yield f"    …… 另有{more}行需要留意，见 --format json 或页面"
    if one.sums:
        yield f"    合计：{'；'.join(map(_sum, one.sums))}"


def _cell(one: ShownCell) -> str:
    raw = f"（表中：{one.raw}）" if one.raw and one.raw != one.stored else ""
    return f"{one.column} {one.stored}{raw}"


def _sum(one: ColumnSum) -> str:
    changed = f"，更新 {one.before} → {one.after}" if one.before != one.after else ""
    return f"{one.column} 新增{one.added}{changed}"


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


def _again(found: Preview) -> list[str]:
    """What is handed in again, by unit and period."""
    return [
        line
        for one in found.batches
        for again in one.resubmissions
        for line in again_lines(again, of=f"{one.file} {SHEETS[one.ledger]}")
    ]
