"""How a stored value stands in a cell of a ledger, so that reading the cell gives it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from data_loaders.ledgers.declaration import CellKind, LedgerColumn

_TEN_THOUSAND: Final = 10_000
_MOST_EXACT: Final = 999_999_999_999_999
"""Largest whole number that a spreadsheet keeps to the last digit."""
CellOut = str | int | float | date | None
"""A cell to be written; text is written as text, whatever it begins with."""


@dataclass(frozen=True, kw_only=True)
class ExportColumn:
    """A column of a sheet: its heading and what it makes of a row."""

    column: LedgerColumn
    write: Callable[[Mapping[str, Any]], CellOut]


def written(column: LedgerColumn) -> ExportColumn:
    """How a column of a ledger is filled."""
    labels: dict[str, str] = {}
    for label, stored in column.choices.items():
        labels.setdefault(stored, label)

    def write(row: Mapping[str, Any]) -> CellOut:
        value = row.get(column.key)
        if value is None:
            return None
        if column.kind is CellKind.CHOICE:
            return labels[str(value)]
        if column.kind is CellKind.MONEY:
            return _yuan(value)
        if column.qualifier and row[column.qualifier] == "at_least":
            return at_least(value)
        return _plain(value)

    return ExportColumn(column=column, write=write)


def at_least(value: int) -> str:
    """A lower bound as the bureau writes it: 15万余, 1234余."""
    whole, rest = divmod(value, _TEN_THOUSAND)
    return f"{whole}万余" if whole and not rest else f"{value}余"


def _yuan(fen: int) -> CellOut:
    """A sum in yuan; as text where a spreadsheet's number would lose a digit."""
    if fen % 100 == 0:
        return _plain(fen // 100)
    return fen / 100 if abs(fen) <= _MOST_EXACT else f"{fen // 100}.{fen % 100:02}"


def _plain(value: Any) -> CellOut:
    if isinstance(value, int) and abs(value) > _MOST_EXACT:
        return str(value)
    if isinstance(value, str | int | float | date):
        return value
    raise TypeError(f"{type(value).__name__} has no cell")
