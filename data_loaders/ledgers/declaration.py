"""How a ledger is declared: one declaration gives reader, rules, template, help and handbook table.

A column's `key` names its value in a record; where the store has a column of that meaning, it is
that column's name. Headings and help are in the circular's terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from dashboard.access.restriction import Restriction

Values = dict[str, Any]
"""Typed values of one row by column key; a key that is absent had no column in the file."""

NO_CHOICES: Final[Mapping[str, str]] = MappingProxyType({})


class CellKind(StrEnum):
    """What a cell of a column holds, and so how it is read."""

    NAME = "name"
    """Name of a body: str without any space."""
    TEXT = "text"
    """Words: str, runs of space as one."""
    CODE = "code"
    """Number of a document or class: str without any space."""
    USCC = "uscc"
    """统一社会信用代码: str of 18 characters with a right check digit."""
    DISTRICT = "district"
    """Reporting unit as named in the file: str, to be resolved on the row's day."""
    DATE = "date"
    """Day: date."""
    MONTH = "month"
    """Month: date, its first day."""
    COUNT = "count"
    """Whole number from zero on: int."""
    MONEY = "money"
    """Sum of money: int, fen."""
    NUMBER = "number"
    """Number from zero on with at most one decimal: float."""
    CHOICE = "choice"
    """One of a closed list: str, the stored key."""


@dataclass(frozen=True, kw_only=True)
class LedgerColumn:
    """One column of a ledger.

    Args:
        key: Its name in records.
        label: The heading that templates print.
        aliases: Other headings met in practice.
        kind: How its cells are read.
        required: Whether a row without it is refused.
        choices: Closed list: what a cell says to what is stored.
        unit: Key of `dashboard.units`, for quantities.
        qualifier: Key under which records keep `exact` or `at_least`; empty: it is not kept.
        into: Key under which records keep the value, where it is not `key`: columns that fill the
            same one (罚款金额 in 元 and in 万元) must agree if a row fills both.
        scale: What a plain number in this column counts, as 10000 under 万元.
        most: Longest text, or largest number that the store can hold.
        future: Whether a day after today makes sense (deadlines).
        earliest: First day that makes sense.
        same_as: Keys of the columns whose day a word in its place may mean, as 立即整改 that of
            发现日期.
        ours: Whether it is our addition to the ledger as districts know it.
        printed: Whether templates print it (the second of two units is not).
        help: What is meant and how to fill it in, in Chinese.
        example: A cell of the example sheet.
    """

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    kind: CellKind = CellKind.TEXT
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=lambda: NO_CHOICES)
    unit: str | None = None
    qualifier: str = ""
    into: str = ""
    scale: int = 1
    most: int | None = None
    future: bool = False
    earliest: date = date(2000, 1, 1)
    same_as: tuple[str, ...] = ()
    ours: bool = False
    printed: bool = True
    help: str
    example: str = ""

    @property
    def field(self) -> str:
        """The key under which records keep its value."""
        return self.into or self.key

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that names it, the template's first."""
        return (self.label, *self.aliases)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What a row rule found: where to show it and what to say in Chinese."""

    column: str
    message: str


@dataclass(frozen=True, kw_only=True)
class RowRule:
    """A rule over the values of one row.

    Args:
        key: Stable name, as `date-order`.
        refuses: Whether a row that breaks it is refused; else it is loaded with a warning.
        words: The rule in Chinese, for help and handbook.
        reads: The fields it looks at; a row in which one of them could not be read is not asked.
        check: The fault of a row, or None.
    """

    key: str
    words: str
    reads: frozenset[str]
    check: Callable[[Values], Fault | None]
    refuses: bool = True


@dataclass(frozen=True, kw_only=True)
class Derivation:
    """What is filled in from other columns of the row, and said so; it changes `values`."""

    words: str
    apply: Callable[[Values], Fault | None]
    """Fills values in; a fault it returns is a warning that says what was taken from where."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """One of the nine ledgers.

    Args:
        key: One of `LEDGERS` in `dashboard.store.models.operation`.
        label: Its name, and that of its sheet.
        aliases: Other names of its sheet.
        model: The table in which a row of the ledger is a row.
        columns: In the order of the template.
        resolved: Fields of which the load finds out where they go: names of other rows, what
            several rows share, what is judged from more than its cell. Every other field stands in
            the row as it is read, under its own name, and goes out again the same way.
        keys: Alternatives, best first: fields that together make two rows the same row. The first
            whose fields are all filled counts.
        private: Of a row's values, the columns that may name a person: hidden, never kept.
        restricted: The rows whose cells, as they were written, only the case role may read again:
            all cells, as a name may stand in any column of a row that was filled in wrongly.
        rules: Over one row, beside those that follow from the columns.
        derivations: Applied in order before the rules.
        help: What a row is, in Chinese.
    """

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    model: type[Any]
    columns: tuple[LedgerColumn, ...]
    resolved: frozenset[str]
    keys: tuple[tuple[str, ...], ...]
    private: Callable[[Values], frozenset[str]] | None = None
    restricted: Restriction | None = None
    rules: tuple[RowRule, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    help: str

    def __post_init__(self) -> None:
        """Hold that no field is read and lost.

        Raises:
            TypeError: the model has no column for a field, or no column fills a resolved one.
        """
        lost = [name for name in self.kept if name not in self.model.__table__.columns]
        gone = self.resolved - set(self._fields)
        if lost or gone:
            raise TypeError(f"{self.key}: {lost} have no column of their own, {gone} are not read")

    @property
    def _fields(self) -> Iterator[str]:
        """What records keep: a field for every column, and its qualifier where it has one."""
        for one in self.columns:
            yield one.field
            if one.qualifier:
                yield one.qualifier

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The fields that stand in the row as they are read."""
        return tuple(name for name in dict.fromkeys(self._fields) if name not in self.resolved)

    @cached_property
    def words(self) -> frozenset[str]:
        """Headings and choices: words of our own, whoever writes them into a cell."""
        return frozenset(word for one in self.columns for word in (*one.headings, *one.choices))

    def column(self, key: str) -> LedgerColumn:
        """The column of that key.

        Raises:
            KeyError: there is none.
        """
        return next(one for one in self.columns if one.key == key)
