"""Which column of a ledger a heading means: by name and alias, never by position, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from data_loaders.ledgers.declaration import CellKind, Ledger, LedgerColumn
from data_loaders.ledgers.registry import SHEETS
from data_loaders.reading.text import folded

IGNORED: Final = frozenset({"序号", "序", "编号序号", "NO", "NO.", "No.", "No", "行号", "项次"})
"""Headings of columns that only count the rows."""

_BRACKETS: Final = re.compile(r"（([^（）]*)）")
_MARKS: Final = re.compile(r"^[\d.、*★☆]+|[*★☆:：]+$")
_BENIGN: Final = re.compile(
    r"(?:人民币)?(?:亿|百万|万|千)?(?:元|人次|人|名|个|家|份|期|次|件|起|项|学时|课时|场次|班次|平方米)?|"
    r"必填|选填|可选|\d+位|年[-/.]?月[-/.]?日|年月|盖章|全称|文本|数字|(?:如|例|格式|注|填|请|见).*"
)
"""What brackets of a heading may say without changing what it means."""
_TELLING: Final = re.compile(
    "理论|实操|首考|补考|市外|应授|应签|应有|实授|实签|实有|实际|计划|去年|上年|同期|累计|其中|初训|复审"
)
"""What a group's heading says that its columns do not mean by themselves."""
_UNIT: Final = re.compile(
    r"（?(?:亿|百万|万|千)?(?:元|人次|人|名|个|家|份|期|次|件|起|项|学时|课时|年月日)）?"
)
_MAGNITUDES: Final = {"亿": 100_000_000, "百万": 1_000_000, "万": 10_000, "千": 1_000}


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a heading may mean: one column is its meaning, several must be asked about.

    `scale` is what a plain number counts under it, as 10000 under 覆盖人次（万人次）.
    """

    columns: tuple[LedgerColumn, ...] = ()
    scale: int = 1


_NOTHING: Final = Meaning()


def meaning(levels: Sequence[str], *, ledger: Ledger) -> Meaning:
    """What the headings over one column of the file mean, read from the top.

    A group above (理论首考) and a heading below (合格人数) are read together first, then the lowest
    alone.
    """
    read = tuple(levels)
    return _meaning(read, ledger.key) if _known(read) else _NOTHING


def is_unit(text: str) -> bool:
    """Whether a text names nothing but a unit, as in a line of units under the headings."""
    return _UNIT.fullmatch(folded(text)) is not None


def is_known(text: str) -> bool:
    """Whether a text by itself names a column of some ledger."""
    return bool(_known((text,)))


@lru_cache(maxsize=4096)
def is_ignored(heading: str) -> bool:
    """Whether a heading is that of a column which only counts rows."""
    return _MARKS.sub("", folded(heading)) in IGNORED or folded(heading) in IGNORED


def similar(heading: str, *, columns: Sequence[LedgerColumn]) -> tuple[LedgerColumn, ...]:
    """Columns whose headings are spelled much like this one: to be asked about."""
    names = {folded(name): column for column in columns for name in column.headings}
    close = get_close_matches(bare(folded(heading)), names, n=3, cutoff=0.75)
    return tuple({names[name].key: names[name] for name in close}.values())


@lru_cache(maxsize=4096)
def _meaning(levels: tuple[str, ...], key: str) -> Meaning:
    names = _names(key)
    for written, short in _known(levels):
        if written in names:
            return Meaning(columns=names[written])
        if short in names and all(map(_BENIGN.fullmatch, _BRACKETS.findall(written))):
            found = _of_unit(names[short], _unit(written))
            if found.columns:
                return found
    return Meaning()


@lru_cache(maxsize=32768)
def _known(levels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The readings that any ledger knows, with and without brackets; of most cells there is none.

    Every cell at the top of a sheet is tried as a heading of nine ledgers, so it is read once.
    """
    read = [(written, bare(written)) for written in _readings(levels)]
    return tuple(pair for pair in read if not _all_names().isdisjoint(pair))


@lru_cache(maxsize=1)
def _all_names() -> frozenset[str]:
    return frozenset(name for key in SHEETS for name in _names(key))


@lru_cache(maxsize=16)
def _names(key: str) -> Mapping[str, tuple[LedgerColumn, ...]]:
    """Columns of a ledger by folded heading, with and without its brackets."""
    exact: dict[str, dict[str, LedgerColumn]] = {}
    loose: dict[str, dict[str, LedgerColumn]] = {}
    for column in SHEETS[key].columns:
        for heading in column.headings:
            exact.setdefault(folded(heading), {})[column.key] = column
            loose.setdefault(bare(folded(heading)), {})[column.key] = column
    found = {**loose, **exact}
    return {name: tuple(columns.values()) for name, columns in found.items()}


def _readings(levels: Sequence[str]) -> list[str]:
    """The ways to read headings that stand above one another, best first."""
    parts = [_MARKS.sub("", folded(one)) for one in levels]
    parts = [one for place, one in enumerate(parts) if one and one not in parts[:place]]
    if not parts:
        return []
    last = parts[-1]
    whole = ["".join(parts[start:]) for start in range(len(parts))]
    bracketed = [f"{parts[-2]}（{last}）"] if len(parts) > 1 else []
    told = {word for one in parts[:-1] for word in _TELLING.findall(one)}
    alone = [last] if all(word in last for word in told) else []
    return [*whole[:-1], *bracketed, *alone]


def bare(heading: str) -> str:
    """A folded heading without its brackets, number and marks."""
    return _BRACKETS.sub("", _MARKS.sub("", heading))


def _unit(heading: str) -> str:
    return "".join(_BRACKETS.findall(heading))


def _of_unit(columns: tuple[LedgerColumn, ...], unit: str) -> Meaning:
    """The columns that the unit in brackets leaves, and what a number counts under it."""
    scale = next((times for word, times in _MAGNITUDES.items() if unit.startswith(word)), 1)
    money = tuple(one for one in columns if one.kind is CellKind.MONEY)
    if money and ("元" in unit or scale > 1):
        return Meaning(columns=tuple(one for one in money if one.scale == scale))
    if scale == 1:
        return Meaning(columns=columns)
    return Meaning(columns=tuple(one for one in columns if one.kind is CellKind.COUNT), scale=scale)
