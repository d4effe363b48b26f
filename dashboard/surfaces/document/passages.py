"""Passages of the draft: headings, paragraphs, what is shown; and what blocks become of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dashboard.sections.answer import Cards, Chart, Map, Table
from dashboard.surfaces.document.pieces import TextRun, cut, of_card
from dashboard.surfaces.static_blocks import Leaf, paragraphs

_ROWS, _COLUMNS = 15, 7
"""A table larger than this stands in the annex."""
_NUMERALS: Final = "一二三四五六七八九十"


@dataclass(frozen=True, kw_only=True)
class PassageHeading:
    """A heading: level 1 一、, level 2 （一）, level 0 of an annex."""

    level: int
    pieces: tuple[TextRun, ...]


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of words and figures; `small` ones are notes and origins."""

    pieces: tuple[TextRun, ...]
    small: bool = False


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A table, chart or map with what it is called."""

    title: str
    block: Table | Chart | Map


Passage = PassageHeading | Paragraph | Exhibit


@dataclass(frozen=True, kw_only=True)
class Annex:
    """One annex: its name in the list and its passages."""

    name: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True)
class Outline:
    """The whole draft."""

    title: str
    marks: tuple[str, ...]
    """Lines under the title: draft, day, snapshot."""
    addressee: str
    passages: tuple[Passage, ...]
    annexes: tuple[Annex, ...]
    head: str
    """Running line at the top of each page."""


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十一, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def of_leaf(leaf: Leaf, *, key: str) -> Iterator[Passage]:
    """A block as passages; a long table only as a word that it is in the annex."""
    match leaf:
        case Cards():
            for at, card in enumerate(leaf.cards, start=1):
                yield Paragraph(pieces=of_card(card, key=f"{key}.{at}"))
        case Chart() | Map():
            named = leaf.label if isinstance(leaf, Map) else leaf.table.title
            yield Exhibit(title=leaf.title or named, block=leaf)
        case Table():
            yield from _of_table(leaf, key=key)
        case _:
            for at, text in enumerate(paragraphs(leaf) or (), start=1):
                yield Paragraph(pieces=cut(text, key=f"{key}.{at}"))


def _of_table(table: Table, *, key: str) -> Iterator[Passage]:
    if not table.rows:
        yield Paragraph(pieces=cut(f"{table.title}：{table.empty}。", key=key))
    elif is_long(table):
        said = f"{table.title}共{len(table.rows)}行，见附件。"
        yield Paragraph(pieces=cut(said, key=key))
    else:
        yield Exhibit(title=table.title, block=table)


def is_long(table: Table) -> bool:
    """Whether a table is too long or too wide for the text."""
    return len(table.rows) > _ROWS or len(table.columns) > _COLUMNS
