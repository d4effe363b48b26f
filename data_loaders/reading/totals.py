"""小计 and 合计: never loaded, but held against the sum of the rows they stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.units import number as written
from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.problems import Option, Question, question_key
from data_loaders.reading.cells import Reader, Repeated
from data_loaders.reading.records import plain
from data_loaders.rules.faults import CellError

QUANTITIES = frozenset({CellKind.COUNT, CellKind.MONEY, CellKind.NUMBER})
"""Kinds of columns that can be added up."""
ROW = Option(answer="row", label="是数据行，导入")
_TOTAL = Option(answer="total", label="是合计行，不导入")
_NEAR = 1e-6


@dataclass(frozen=True, kw_only=True)
class TotalsLine:
    """A line of totals as the file states it: values by field, and what could not be read."""

    row: int
    label: str
    values: Mapping[str, Any]
    unread: tuple[LedgerColumn, ...] = ()

    @property
    def is_group(self) -> bool:
        """Whether it stands for a group of rows and not for all."""
        return "小计" in self.label


@dataclass(frozen=True, kw_only=True)
class TotalDifference:
    """A total that is not the sum of its rows, or cannot be compared with it."""

    row: int
    column: LedgerColumn
    message: str


@dataclass(kw_only=True)
class _Sums:
    """Sums by field since some row; `unread` the rows whose cell could not be added, by field."""

    rows: int = 0
    values: defaultdict[str, Any] = field(default_factory=lambda: defaultdict(int))
    unread: dict[str, int] = field(default_factory=dict)

    def __add__(self, other: _Sums) -> _Sums:
        both = _Sums(rows=self.rows + other.rows, unread={**other.unread, **self.unread})
        for one in (self, other):
            for name, value in one.values.items():
                both.values[name] += value
        return both


@dataclass(kw_only=True)
class Totals:
    """Adds up rows as they are read and compares the totals between them.

    A total below its rows is held against those since the last total and against all so far; a
    total above its rows waits until they are read. Whether 小计 stand above or below, the first of
    them shows. `agreeing` are the totals that are the sums of their rows, `unheld` those that say
    nothing to be held against them.
    """

    columns: Sequence[LedgerColumn]
    group: _Sums = field(default_factory=_Sums)
    earlier: _Sums = field(default_factory=_Sums)
    above: list[tuple[TotalsLine, _Sums | None]] = field(default_factory=list)
    groups_above: bool | None = None
    agreeing: list[int] = field(default_factory=list)
    unheld: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._fields = tuple(column.field for column in self.columns)

    @property
    def overall(self) -> _Sums:
        """All rows so far."""
        return self.earlier + self.group

    def add(self, values: Mapping[str, Any], *, row: int, unread: Collection[str] = ()) -> None:
        """Add a row; `unread` are the fields whose cells could not be read."""
        group = self.group
        group.rows += 1
        sums = group.values
        for name in self._fields:
            value = values.get(name)
            if value:
                sums[name] += value
        for name in unread:
            group.unread.setdefault(name, row)

    def meet(self, stated: TotalsLine) -> Iterator[TotalDifference]:
        """Compare a total with the rows above it, or keep it for those below."""
        for column in stated.unread:
            message = f"{stated.label}行的“{column.label}”不能读取，未与各行之和核对"
            yield TotalDifference(row=stated.row, column=column, message=message)
        if stated.is_group and self.groups_above is None:
            self.groups_above = self.group.rows == 0
        if stated.is_group and self.groups_above:
            self._begin()
            self.above.append((stated, self.group))
        elif self.overall.rows == 0:
            self.above.append((stated, None))
        else:
            yield from self._compare(stated, [self.group, self.overall])
            self._begin()

    def agrees(self, stated: TotalsLine) -> bool:
        """Whether what a line states is the sum of the rows above it, and is something."""
        told = {name: value for name, value in stated.values.items() if name in self._fields}
        return any(told.values()) and any(
            all(abs((value or 0) - one.values.get(name, 0)) < _NEAR for name, value in told.items())
            for one in (self.group, self.overall)
            if one.rows
        )

    def doubt(self, stated: TotalsLine, *, bare: bool, place: tuple[str, ...]) -> Question | None:
        """Ask what a line is that has all of a row and yet calls itself a total.

        Where it is not the sum of the rows above and is called something else as well, it is a row.
        """
        agrees = self.agrees(stated)
        if not agrees and not bare:
            return None
        why = "各数与上面各行之和一致" if agrees else "名称只写了合计"
        return Question(
            key=question_key("total", *place, str(stated.row)),
            text=f"第{stated.row}行“{stated.label}”必填列都有内容，而{why}，是合计行还是数据行？",
            options=(_TOTAL, ROW),
            lasting=False,
        )

    def finish(self) -> Iterator[TotalDifference]:
        """Compare the totals that stood above their rows."""
        for stated, sums in self.above:
            yield from self._compare(stated, [sums or self.overall])

    def _begin(self) -> None:
        """Begin another group."""
        self.earlier = self.overall
        self.group = _Sums()

    def _compare(
        self, stated: TotalsLine, candidates: Sequence[_Sums]
    ) -> Iterator[TotalDifference]:
        held = [one for one in candidates if one.rows] or candidates[-1:]
        given = [one for one in self.columns if stated.values.get(one.field) is not None]
        differ = False
        for column in given:
            told = stated.values[column.field]
            sums = [one.values.get(column.field, 0) for one in held]
            if any(abs(told - one) < _NEAR for one in sums):
                continue
            differ = True
            against = held[0] if stated.is_group else held[-1]
            message = _said(stated, column, told=told, sums=against)
            yield TotalDifference(row=stated.row, column=column, message=message)
        if not differ and not stated.unread:
            (self.agreeing if given else self.unheld).append(stated.row)


def read_total(
    row: Sequence[Any],
    *,
    number: int,
    label: str,
    plan: Sequence[tuple[int, LedgerColumn, Reader]],
) -> TotalsLine:
    """The quantities of a line of totals, with the readers of the rows."""
    values: dict[str, Any] = {}
    unread = []
    for place, column, read in plan:
        cell = row[place] if place < len(row) else None
        if column.kind not in QUANTITIES or cell is None:
            continue
        try:
            read(cell, values)
        except (CellError, Repeated):
            unread.append(column)
    return TotalsLine(row=number, label=label, values=values, unread=tuple(unread))


def _said(stated: TotalsLine, column: LedgerColumn, *, told: Any, sums: _Sums) -> str:
    total = sums.values.get(column.field, 0)
    unread = sums.unread.get(column.field)
    why = f"（其中第{unread}行的数不能读取）" if unread is not None else ""
    return (
        f"{stated.label}的“{column.label}”为{_shown(told, column)}，与所属{sums.rows}行之和"
        f"{_shown(total, column)}不一致{why}，请核对；{stated.label}行不导入"
    )


def _shown(value: Any, column: LedgerColumn) -> str:
    if column.kind is CellKind.MONEY:
        return written(value, unit="fen") + "元"
    return plain(round(value, 1))
