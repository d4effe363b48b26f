"""The list of problems, row by row: for the sheet 问题清单 and as CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, count
from typing import Final

from data_loaders.files.grid import address
from data_loaders.marked.marks import writable
from data_loaders.problems import LEVELS, Level, Problem

HEADINGS: Final = ("序号", "级别", "工作表", "行", "位置", "列名", "单元格的值", "原因和改法")
WIDTHS: Final = (6, 8, 16, 8, 8, 18, 24, 80)
LINK_AT: Final = HEADINGS.index("位置")
"""Which of them links to the cell."""
MOST_LINES: Final = 100_000
MOST_LINKS: Final = 60_000
"""A little under the number of links that Excel allows on a sheet."""
_NAME: Final = "问题清单"
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as they stand in the file, those of a whole sheet or file first."""
    return sorted(problems, key=lambda one: (one.sheet, one.row or 0, one.position or 0))


def summary(problems: Sequence[Problem]) -> str:
    """How many problems there are of each level, and what the levels mean."""
    counts = Counter(problem.level for problem in problems)
    said = "，".join(f"{LEVELS[level]}{counts[level]}处" for level in Level)
    return (
        f"{said}。拒绝：改正后才能导入；待确认：需要人来确认；提醒：可以导入，但请核对。"
        "改好后删不删本表都可以，再次导入时不读本表。"
    )


def cells(number: int, problem: Problem) -> tuple[int | str, ...]:
    """One line of the list, under `HEADINGS`."""
    return (
        number,
        LEVELS[problem.level],
        writable(problem.sheet),
        problem.row if problem.row is not None else "",
        target(problem),
        writable(problem.column),
        writable(problem.value),
        writable(problem.message),
    )


def target(problem: Problem) -> str:
    """The cell a problem points at, as C5; "" where it concerns a whole sheet or file."""
    return "" if problem.row is None else address(problem.row, problem.position or 1)


def place_of(problem: Problem, *, names: Container[str]) -> str:
    """The same cell within a workbook of sheets `names`, as '表'!C5; "" where there is none."""
    cell = target(problem)
    quoted = problem.sheet.replace("'", "''")
    return f"'{quoted}'!{cell}" if cell and problem.sheet in names else ""


def list_name(taken: Iterable[str]) -> str:
    """A name for the list's sheet that no other sheet has."""
    used = {name.casefold() for name in taken}
    numbered = (f"{_NAME}（导入{at}）" for at in count(1))
    return next(name for name in chain((_NAME,), numbered) if name.casefold() not in used)


def problems_csv(problems: Iterable[Problem]) -> bytes:
    """The list of all files' problems as CSV, UTF-8 with a mark so that Excel and WPS read it.

    Text that a spreadsheet would take for a formula gets a leading apostrophe.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(("文件", *HEADINGS))
    writer.writerows(_lines(problems))
    return buffer.getvalue().encode("utf-8-sig")


def _lines(problems: Iterable[Problem]) -> Iterator[tuple[int | str, ...]]:
    for number, problem in enumerate(problems, start=1):
        yield tuple(map(_neutral, (writable(problem.file), *cells(number, problem))))


def _neutral(value: int | str) -> int | str:
    risky = isinstance(value, str) and value.startswith(_FORMULA_STARTS)
    return f"'{value}" if risky else value
