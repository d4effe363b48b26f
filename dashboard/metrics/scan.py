"""A scan: one SELECT over a ledger that counts for every branch which reads it alike.

Branches of one ledger differ in conditions. Each condition is a bit of a mask, found once per row;
rows are counted by their groups and mask, and a branch takes the masks that hold all its bits.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    Integer,
    Select,
    String,
    Subquery,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
)

from dashboard.analysis.survival import DurationCount
from dashboard.metrics.branch import Branch, Group, TallyCount

_MASK: Final = 1
_ROWS: Final = 2
LEADING: Final = 3
"""Columns of the statement before its amounts: the scan's number, the mask, the number of rows."""
MOST_BITS: Final = 60
"""Conditions that a mask can hold, within the database's widest whole number."""


@dataclass(frozen=True, kw_only=True)
class _Taker:
    """What a branch takes of a row: where its groups and its amount stand, and the bit of 余."""

    at: int
    groups: tuple[int, ...]
    amount: int
    bound: int

    def take(self, row: Sequence[Any], counted: dict[Group, TallyCount]) -> TallyCount:
        """Add a row to its group, which is returned."""
        group = tuple([row[at] for at in self.groups])
        to = counted.get(group)
        if to is None:
            to = counted[group] = TallyCount()
        mask, rows, amount = row[_MASK], row[_ROWS], row[self.amount]
        to.rows += rows
        if amount is not None:
            to.amount = (to.amount or 0) + float(amount)
        if mask & self.bound:
            to.bounded += rows
        return to


class Scan:
    """Branches that read a ledger alike, counted together by the groups `by`.

    Each branch groups by some of `by`, by all of it where there is a clock.
    """

    def __init__(self, branches: Mapping[int, Branch], *, by: tuple[str, ...]) -> None:
        self.by = by
        self._branches = branches
        self._one = next(iter(branches.values()))
        self._conditions = {at: one.conditions for at, one in branches.items()}
        self._taking: dict[int, list[_Taker]] = {}
        """The branches that count the rows of a mask."""

    @property
    def width(self) -> int:
        """Columns that group: the dimensions, and days and end of a clock."""
        return len(self.by) + (0 if self._one.tally.clock is None else 2)

    @cached_property
    def amounts(self) -> Mapping[int, ColumnElement[Any]]:
        """What is added up besides the rows, by the identity of its expression."""
        of = (one.tally.of for one in self._branches.values())
        return {id(one): one for one in of if one is not None}

    @cached_property
    def _common(self) -> Mapping[Hashable, ColumnElement[bool]]:
        """What all branches ask, so that no other rows need be read."""
        first, *others = self._conditions.values()
        return {key: one for key, one in first.items() if all(key in other for other in others)}

    @cached_property
    def _bits(self) -> Mapping[Hashable, ColumnElement[bool]]:
        """What branches differ in, in the order of the mask's bits."""
        asked = (pair for one in self._conditions.values() for pair in one.items())
        found = {key: one for key, one in asked if key not in self._common}
        bounds = (one.tally.lower_bound for one in self._branches.values())
        return found | {id(one): one for one in bounds if one is not None}

    @cached_property
    def _place(self) -> Mapping[Hashable, int]:
        return {key: at for at, key in enumerate(self._bits)}

    def statement(self, *, number: int, amounts: int, width: int) -> Select[Any]:
        """The SELECT, padded to so many amounts and groups."""
        rows = self._rows()
        groups = [rows.c[f"group_{at}"] for at in range(self.width)]
        sums = [self._one.tally.over(rows.c[f"amount_{at}"]) for at in range(len(self.amounts))]
        mask = [rows.c.mask] if self._bits else []
        return (
            select(
                literal(number, Integer).label("scan"),
                *(mask or [literal(0, BigInteger).label("mask")]),
                func.count().label("row_count"),
                *_columns("amount", sums, to=amounts, type_=Float()),
                *_columns("group", groups, to=width, type_=String()),
            )
            .select_from(rows)
            .group_by(*groups, *mask)
        )

    def _rows(self) -> Subquery:
        """The rows read, with their groups, amounts and mask."""
        tally = self._one.tally
        clock = [] if tally.clock is None else [tally.clock.days, tally.clock.ended]
        groups = [*(tally.fact.dimensions[name] for name in self.by), *clock]
        return (
            select(
                _mask(self._bits.values()).label("mask"),
                *(one.label(f"group_{at}") for at, one in enumerate(groups)),
                *(one.label(f"amount_{at}") for at, one in enumerate(self.amounts.values())),
            )
            .select_from(tally.fact.source)
            .where(tally.fact.where, *self._common.values(), *self._one.filtered)
            .subquery()
        )

    def add(
        self, row: Sequence[Any], counted: Sequence[dict[Group, TallyCount]], *, amounts: int
    ) -> None:
        """Add a row of the statement to each branch that counts it.

        Args:
            row: One of this scan.
            counted: What was counted so far, by place of the branch.
            amounts: Columns of amounts in the statement.
        """
        takers = self._taking.get(row[_MASK])
        if takers is None:
            takers = self._taking[row[_MASK]] = list(self._takers(row[_MASK], amounts=amounts))
        clock = self._one.tally.clock is not None
        for taker in takers:
            to = taker.take(row, counted[taker.at])
            if clock:
                days, ended = row[LEADING + amounts + len(self.by) :][:2]
                to.spans.append(DurationCount(days=int(days), ended=ended == "1", count=row[_ROWS]))

    def _takers(self, mask: int, *, amounts: int) -> Iterator[_Taker]:
        """The branches all of whose conditions hold of a mask."""
        columns = {key: LEADING + at for at, key in enumerate(self.amounts)}
        for at, asked in self._conditions.items():
            if not all(mask >> self._place[key] & 1 for key in asked if key in self._place):
                continue
            branch = self._branches[at]
            of, bound = branch.tally.of, branch.tally.lower_bound
            yield _Taker(
                at=at,
                groups=tuple(LEADING + amounts + self.by.index(name) for name in branch.by),
                amount=_ROWS if of is None else columns[id(of)],
                bound=0 if bound is None else 1 << self._place[id(bound)],
            )


def _mask(bits: Any) -> ColumnElement[int]:
    """The conditions that hold of a row as a whole number, one bit each."""
    held = [
        case((one, literal_column(str(1 << at))), else_=literal_column("0"))
        for at, one in enumerate(bits)
    ]
    return cast(sum(held[1:], held[0]) if held else literal_column("0"), BigInteger)


def _columns(
    name: str, told: Sequence[ColumnElement[Any]], *, to: int, type_: Any
) -> Iterator[ColumnElement[Any]]:
    """Columns of one name and type, so many that every SELECT of a union has as many."""
    for at, one in enumerate([*told, *(null() for _ in range(to - len(told)))]):
        yield cast(one, type_).label(f"{name}_{at}")
