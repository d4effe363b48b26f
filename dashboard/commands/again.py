"""A ledger handed in again, in words and as plain values for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from data_loaders.batches import OverwrittenCells, Resubmission

_SHOWN: Final = 5


def again_lines(one: Resubmission, *, of: str) -> list[str]:
    """What becomes of a unit's rows of a period, a line each."""
    days = f"（{one.since}至{one.until}）" if one.since else ""
    lines = [
        f"重报 {of} {one.unit}{days}：新增{one.rows_added}，更改{one.rows_changed}，"
        f"不变{one.rows_unchanged}，十分相近待确认{one.rows_nearly}"
    ]
    if one.rows_missing:
        named = _first(one.missing, total=one.rows_missing)
        lines.append(f"    库中同期有、本文件没有{one.rows_missing}条，保留不删：{named}")
    if one.cells_emptied:
        named = _first(list(map(_value, one.emptied)), total=one.cells_emptied)
        lines.append(f"    将改为空{one.cells_emptied}处：{named}")
    if one.deadlines_moved:
        named = _first(list(map(_value, one.moved)), total=one.deadlines_moved)
        lines.append(
            f"    期限变动{one.deadlines_moved}处，其中延期{one.deadlines_extended}处：{named}"
        )
    return lines


def again_document(one: Resubmission) -> dict[str, Any]:
    """The same for programs."""
    return {
        "unit": one.unit,
        "since": one.since.isoformat() if one.since else None,
        "until": one.until.isoformat() if one.until else None,
        "added": one.rows_added,
        "changed": one.rows_changed,
        "unchanged": one.rows_unchanged,
        "nearly": one.rows_nearly,
        "missing": {"rows": one.rows_missing, "first": list(one.missing)},
        "emptied": {"cells": one.cells_emptied, "first": list(map(_document, one.emptied))},
        "deadlines": {
            "moved": one.deadlines_moved,
            "extended": one.deadlines_extended,
            "first": list(map(_document, one.moved)),
        },
    }


def _value(one: OverwrittenCells) -> str:
    return f"第{one.row}行（{one.name}）{one.column} {one.before} → {one.after}"


def _document(one: OverwrittenCells) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "row": one.row,
        "name": one.name,
        "column": one.column,
        "before": one.before,
        "after": one.after,
    }


def _first(named: Sequence[str], *, total: int) -> str:
    more = f"；…… 共{total}" if total > min(len(named), _SHOWN) else ""
    return "；".join(named[:_SHOWN]) + more
