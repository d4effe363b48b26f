"""Rows of two frozen sections matched by what they are, never by where they stand in a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dashboard.briefings.blocks import LONGEST
from dashboard.briefings.figures import tables_in
from dashboard.briefings.snapshot import FrozenSection
from dashboard.sections.answer import Cell, Column
from dashboard.sections.cell_text import written
from dashboard.units import MISSING

ABSENT: Final = "无"
"""Stands for a figure or row that one of two days does not have."""
DAY: Final = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
"""Days in heads, which move with the day looked at."""
_OWN_NUMBER: Final = "编号"
"""How the head of a row's own number ends: 编号, 问题编号, 案件编号."""

_Texts = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ListChange:
    """A cell that reads differently, or a row that came or went, as `name` says."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class _List:
    """One table as texts.

    `steady` are the places of columns that hold no number or duration; `is_by_name` is whether it
    has one row for each name in its first column, as a table of districts has.
    """

    heads: _Texts
    steady: tuple[int, ...]
    rows: tuple[_Texts, ...]
    is_by_name: bool

    @property
    def is_whole(self) -> bool:
        """Whether a row that does not stand here is not there, and not only further down."""
        return len(self.rows) < LONGEST

    def name(self, row: _Texts, *, by_name: bool) -> _Texts:
        """What may tell a row apart: its name where rows have one, its own number, its words."""
        number = _number_of(self.heads)
        if by_name:
            return row[:1]
        if number is not None and row[number] != MISSING:
            return (row[number],)
        return tuple(row[at] for at in self.steady)


def row_changes(before: FrozenSection, after: FrozenSection) -> Iterator[ListChange]:
    """What differs between the tables of a section.

    A row is known by its own number, in a table of one row for each name by that, else by all that
    it says beside numbers, where that tells it from all others in both tables. Of a row that
    nothing tells apart it can only be said that it stands there no longer, or stands there now, as
    it is: no change of a cell is made up. Where a list was cut when it was frozen, what stands on
    one side alone may stand further down on the other, and is not told.
    """
    first, second = _lists(before), _lists(after)
    for key in dict.fromkeys((*first, *second)):
        yield from _between(
            first.get(key) or replace(second[key], rows=()),
            second.get(key) or replace(first[key], rows=()),
        )


def _lists(section: FrozenSection) -> dict[tuple[_Texts, int], _List]:
    """Tables by their heads; of several with the same heads, by their order."""
    seen: Counter[_Texts] = Counter()
    found = {}
    for table in tables_in(section.answer.blocks):
        heads = tuple(DAY.sub("", column.label) for column in table.columns)
        seen[heads] += 1
        rows = tuple(_texts(row, table.columns) for row in table.rows)
        names = {row[0] for row in rows}
        found[heads, seen[heads]] = _List(
            heads=heads,
            steady=tuple(at for at, column in enumerate(table.columns) if not column.unit),
            rows=rows,
            is_by_name=_number_of(heads) is None
            and len(names) == len(rows)
            and not any(isinstance(row[0], date) for row in table.rows),
        )
    return found


def _number_of(heads: _Texts) -> int | None:
    """The first column of numbers; a second one is of something that the row refers to."""
    return next((at for at, head in enumerate(heads) if head.endswith(_OWN_NUMBER)), None)


def _texts(row: Sequence[Cell], columns: Sequence[Column]) -> _Texts:
    return tuple(written(cell, column) for cell, column in zip(row, columns, strict=True))


def _between(before: _List, after: _List) -> Iterator[ListChange]:
    same = Counter(before.rows) & Counter(after.rows)
    gone, come = _without(before.rows, same), _without(after.rows, same)
    by_name = before.is_by_name and after.is_by_name
    was = _alone(before, gone, by_name=by_name)
    now = _alone(after, come, by_name=by_name)
    kept = {was[name] for name in was.keys() & now.keys()}
    for row in come:
        name = after.name(row, by_name=by_name)
        if name in was and name in now:
            yield from _cells(was[name], row, heads=before.heads)
        elif before.is_whole:
            yield ListChange(name=f"{row[0]}（整行新进）", before=ABSENT, after=_said(row))
    for row in gone if after.is_whole else ():
        if row not in kept:
            yield ListChange(name=f"{row[0]}（整行移出）", before=_said(row), after=ABSENT)


def _alone(of: _List, rows: list[_Texts], *, by_name: bool) -> dict[_Texts, _Texts]:
    """Those of the rows by name whose name no other row of the whole table has."""
    every = Counter(of.name(row, by_name=by_name) for row in of.rows)
    named = {of.name(row, by_name=by_name): row for row in rows}
    return {name: row for name, row in named.items() if every[name] == 1}


def _without(rows: tuple[_Texts, ...], same: Counter[_Texts]) -> list[_Texts]:
    left = Counter(same)
    found = []
    for row in rows:
        if left[row]:
            left[row] -= 1
        else:
            found.append(row)
    return found


def _cells(before: _Texts, after: _Texts, *, heads: _Texts) -> Iterator[ListChange]:
    for head, then, now in zip(heads, before, after, strict=True):
        if then != now:
            yield ListChange(name=f"{after[0]} · {head}", before=then, after=now)


def _said(row: _Texts) -> str:
    return "，".join(text for text in row if text != MISSING)
