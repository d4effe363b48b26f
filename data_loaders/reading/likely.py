"""What is likely where no heading is known: the row of the header, the columns that one may mean.

Nothing is decided here: a person is asked, the likeliest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from data_loaders.files.sheet import CellValue, Row
from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.reading import days, reporting
from data_loaders.reading.columns import bare, is_known
from data_loaders.reading.header import Top
from data_loaders.reading.quantities import NotANumberError, amount
from data_loaders.reading.records import plain
from data_loaders.reading.text import folded, is_blank

_LONGEST: Final = 30
"""A heading is hardly longer."""
_DATA: Final = re.compile(r"[\d.,:/%+年月日-]+(?:万|元|人|人次|个|次|份)?")
_MOST_ASKED: Final = 8
_ENOUGH: Final = 0.6
"""A header says at least so much of what the fullest row says."""


def header_rows(top: Top, *, known: Collection[str]) -> tuple[int, ...]:
    """Numbers of the rows that may be a header, the likeliest first; one alone is beyond doubt.

    Args:
        top: The first rows.
        known: Headings, folded, that the sender is known to use.
    """
    counts = [_different(row) for row in top.texts]
    enough = max(2, max(counts, default=0) * _ENOUGH)
    wide = [number for number, count in enumerate(counts, 1) if count >= enough]
    headed = [number for number in wide if _named(top.texts[number - 1], known) > 1]
    if len(headed) == 1:
        return tuple(headed)
    filled = [number for number, row in enumerate(top.texts, 1) if any(row)]
    first, *_ = (*wide, *filled, 1)
    others = [number for number in filled if counts[number - 1] > 1 and number != first]
    unsure = not wide or any(number < first for number in others) or _alike(top, first)
    return (first, *others[:_MOST_ASKED]) if unsure else (first,)


def likeliest(
    heading: str, *, columns: Sequence[LedgerColumn], cells: Sequence[CellValue]
) -> tuple[LedgerColumn, ...]:
    """The columns, those first whose name is like the heading and whose cells are such as these."""
    filled = [cell for cell in cells if not is_blank(plain(cell))]

    def rank(column: LedgerColumn) -> float:
        return _likeness(heading, column.headings) + _fitting(column, filled) / 2

    return tuple(sorted(columns, key=rank, reverse=True))


def below(rows: Sequence[Row], *, last_row: int, place: int) -> list[CellValue]:
    """The first cells of a column below its header."""
    return [row[place - 1] for row in rows[last_row:] if len(row) >= place]


def _different(row: Sequence[str]) -> int:
    """How many texts of a row may be headings, each once."""
    return len({text for text in row if 0 < len(text) <= _LONGEST and not _DATA.fullmatch(text)})


def _named(row: Sequence[str], known: Collection[str]) -> int:
    return sum(is_known(text) or folded(text) in known for text in {one for one in row if one})


def _alike(top: Top, number: int) -> bool:
    """Whether the row below may as well be headings: it holds words alone, as this one does."""
    below_it = next((row for row in top.texts[number:] if any(row)), ())
    filled = {text for text in below_it if text}
    return not filled or all(_different((text,)) for text in filled)


@lru_cache(maxsize=8192)
def _likeness(heading: str, names: tuple[str, ...]) -> float:
    """How much a heading is spelled like the likest of a column's names, from 0 to 1."""
    matcher = SequenceMatcher()
    matcher.set_seq2(bare(folded(heading)))
    best = 0.0
    for name in names:
        matcher.set_seq1(bare(folded(name)))
        if matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best


def _fitting(column: LedgerColumn, filled: Sequence[CellValue]) -> float:
    """Which share of the cells can be read as the column's."""
    reads = _READS.get(column.kind)
    if not filled or (reads is None and not column.choices):
        return 0.0
    if column.choices:
        said = (folded(plain(cell)) for cell in filled)
        return sum(_is_like(one, column) for one in said) / len(filled)
    return sum(_can(reads, cell) for cell in filled if reads) / len(filled)


def _is_like(said: str, column: LedgerColumn) -> bool:
    """Whether a word is one of a closed list, or holds one or is held by it, as 不合格 and 合格."""
    known = map(folded, column.choices)
    return len(said) <= _LONGEST and any(one in said or said in one for one in known)


def _can(read: Callable[[Any], Any], cell: CellValue) -> bool:
    try:
        return read(cell) is not None
    except (days.NotADayError, NotANumberError):
        return False


def _unit(cell: CellValue) -> str | None:
    return reporting.own_name(plain(cell))


_READS: Final[Mapping[CellKind, Callable[[Any], Any]]] = MappingProxyType(
    {
        CellKind.DATE: days.day,
        CellKind.MONTH: days.month,
        CellKind.COUNT: amount,
        CellKind.NUMBER: amount,
        CellKind.MONEY: amount,
        CellKind.DISTRICT: _unit,
    }
)
