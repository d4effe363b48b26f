"""Two rows with the same key in what is loaded together, told in a few bytes a row.

Of a row only a 64-bit hash of each key, a hash of its values and its place are kept, in flat
arrays: about 40 bytes a row, so that a million rows take 40 MB. Two different keys share a hash
once in tens of millions of such loads; the row would then be refused, with both rows named.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from data_loaders.ledgers.declaration import Ledger, Values
from data_loaders.reading.records import Place, Record

_MASK: Final = (1 << 64) - 1
_LEAST: Final = 1 << 10


@dataclass(frozen=True, kw_only=True)
class Same:
    """An earlier row with the same key; `identical` tells whether all its values are the same."""

    first: Place
    fields: tuple[str, ...]
    identical: bool


@dataclass(kw_only=True)
class _Table:
    """Open addressing: key hash to hash of values, sheet and row, in flat arrays."""

    size: int = _LEAST
    used: int = 0
    keys: array[int] = field(default_factory=lambda: array("Q", bytes(8 * _LEAST)))
    contents: array[int] = field(default_factory=lambda: array("Q", bytes(8 * _LEAST)))
    sheets: array[int] = field(default_factory=lambda: array("I", bytes(4 * _LEAST)))
    rows: array[int] = field(default_factory=lambda: array("I", bytes(4 * _LEAST)))

    def find(self, key: int) -> int:
        """The slot of the key: filled if it is known, else empty."""
        mask = self.size - 1
        slot = key & mask
        while self.keys[slot] not in (0, key):
            slot = (slot + 1) & mask
        return slot

    def put(self, key: int, *, content: int, sheet: int, row: int) -> None:
        """Remember a key that is not known yet."""
        if self.used * 3 > self.size * 2:
            self._grow()
        slot = self.find(key)
        self.keys[slot], self.contents[slot] = key, content
        self.sheets[slot], self.rows[slot] = sheet, row
        self.used += 1

    def _grow(self) -> None:
        old = (self.keys, self.contents, self.sheets, self.rows)
        self.size *= 2
        self.keys, self.contents = (array("Q", bytes(8 * self.size)) for _ in range(2))
        self.sheets, self.rows = (array("I", bytes(4 * self.size)) for _ in range(2))
        for key, content, sheet, row in zip(*old, strict=True):
            if key:
                slot = self.find(key)
                self.keys[slot], self.contents[slot] = key, content
                self.sheets[slot], self.rows[slot] = sheet, row


@dataclass(kw_only=True)
class Seen:
    """The rows met so far in one pass over everything that is loaded together."""

    table: _Table = field(default_factory=_Table)
    places: list[tuple[str, str]] = field(default_factory=list)

    def meet(self, record: Record, *, ledger: Ledger) -> Same | None:
        """An earlier row with a key of this one; the row is remembered if there is none."""
        content = hash(tuple(record.values.items())) & _MASK
        marks = _marks(ledger, record.values)
        for mark in marks:
            for name in mark.looked_for:
                slot = self.table.find(_hash(name, mark.key))
                if self.table.keys[slot]:
                    return self._same(slot, fields=mark.fields, content=content)
        sheet = self._sheet(record)
        for mark in marks:
            own = _hash(mark.kept_as, mark.key)
            if not self.table.keys[self.table.find(own)]:
                self.table.put(own, content=content, sheet=sheet, row=record.row)
        return None

    def _same(self, slot: int, *, fields: tuple[str, ...], content: int) -> Same:
        file, sheet = self.places[self.table.sheets[slot]]
        return Same(
            first=Place(file=file, sheet=sheet, row=self.table.rows[slot]),
            fields=fields,
            identical=self.table.contents[slot] == content,
        )

    def _sheet(self, record: Record) -> int:
        place = (record.file, record.sheet)
        if not self.places or self.places[-1] != place:
            self.places.append(place)
        return len(self.places) - 1


class _Mark(NamedTuple):
    """A filled key of a row: under which name it is kept, and under which looked for."""

    fields: tuple[str, ...]
    key: tuple[Any, ...]
    kept_as: str
    looked_for: tuple[str, ...]


def _marks(ledger: Ledger, values: Values) -> list[_Mark]:
    """Every filled key of a row.

    Two rows with different numbers may share the rest; a row without a number is the same as any
    row that shares the rest.
    """
    marks: list[_Mark] = []
    for place, fields in enumerate(ledger.keys):
        key = tuple(values.get(name) for name in fields)
        if None in key:
            continue
        first, later = f"{ledger.key}{place}", f"{ledger.key}{place}+"
        if not marks:
            looked_for = (first, later) if place else (first,)
            marks.append(_Mark(fields, key, first, looked_for))
        else:
            looked_for = (first, later) if fields in ledger.unique else (first,)
            marks.append(_Mark(fields, key, later, looked_for))
    return marks


def _hash(name: str, key: tuple[Any, ...]) -> int:
    return (hash((name, *key)) & _MASK) or 1
