"""What to write beside which cell: all problems of a cell in one note, the worst one's colour."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from data_loaders.problems import LEVELS, Level, Problem

AUTHOR: Final = "数据导入核对"
"""Who our notes are by, and how their text begins."""
MOST_NOTES: Final = 5_000
"""Beyond this many a spreadsheet program becomes unusable; further cells are only coloured."""
MOST_MERGED: Final = 200_000
"""Merged cells that are kept in all; openpyxl makes an object of each."""

GRAVEST_FIRST: Final = (Level.REFUSE, Level.ASK, Level.WARN)
MOST_LETTERS: Final = 2_000
"""Longest note of ours."""
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0, and so a workbook, cannot hold."""


@dataclass(frozen=True, kw_only=True)
class CellMark:
    """The mark of one cell, counted from 1; a column of None is the first cell of the row."""

    row: int
    column: int | None
    level: Level
    note: str


def marks_of(problems: Iterable[Problem], *, sheet: str) -> list[CellMark]:
    """The marks of one sheet from top to bottom; problems of no row are for the list alone."""
    cells: dict[tuple[int, int | None], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.sheet == sheet and problem.row is not None:
            cells[problem.row, problem.position].append(problem)
    return [
        CellMark(row=row, column=column, level=worst(found), note=note_of(found))
        for (row, column), found in sorted(cells.items(), key=_place)
    ]


def worst(problems: Sequence[Problem]) -> Level:
    """The gravest level among problems."""
    return min((problem.level for problem in problems), key=GRAVEST_FIRST.index)


def note_of(problems: Sequence[Problem]) -> str:
    """All reasons in one text, the gravest first, numbered if there are several."""
    told = dict.fromkeys(
        f"【{LEVELS[problem.level]}】{problem.message}"
        for problem in sorted(problems, key=lambda one: GRAVEST_FIRST.index(one.level))
    )
    lines = [f"{at}. {line}" for at, line in enumerate(told, 1)] if len(told) > 1 else [*told]
    return writable("\n".join(lines), most=MOST_LETTERS)


def writable(text: str, *, most: int = 32_000) -> str:
    """A text as a workbook can hold it: without control characters, cut where it is too long."""
    clean = _UNWRITABLE.sub("", text)
    return clean if len(clean) <= most else f"{clean[: most - 1]}…"


def _place(item: tuple[tuple[int, int | None], list[Problem]]) -> tuple[int, int]:
    row, column = item[0]
    return row, column or 0
