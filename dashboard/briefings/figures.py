"""Every figure a frozen section tells, with where it stands: what all surfaces must agree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.sections.answer import (
    Block,
    Card,
    Cards,
    Chart,
    Column,
    Facts,
    Links,
    Map,
    Notice,
    Row,
    Sentences,
    Table,
    Timeline,
)
from dashboard.sections.cell_text import written
from dashboard.sections.figure_cell import Link

Place = Literal["title", "figure", "part", "line", "cell", "unit", "text"]
"""Title of a section; figure, part of the bar or line of a card; cell of a table; unit of a map;
text of sentences, facts, events, notices and links."""

_SEP: Final = " · "


@dataclass(frozen=True, kw_only=True)
class PrintedFigure:
    """One figure as it is written, or a line that holds figures.

    `name` says where it stands in its section and is unique there together with `place`.
    """

    section: str
    """Key of the section in its snapshot."""
    place: Place
    name: str
    text: str


def told(snapshot: Snapshot) -> tuple[PrintedFigure, ...]:
    """Everything a snapshot tells, in reading order."""
    return tuple(one for section in snapshot.sections for one in told_by(section))


def told_by(section: FrozenSection) -> tuple[PrintedFigure, ...]:
    """Everything one section tells, in reading order."""
    seen: Counter[tuple[Place, str]] = Counter()
    found = []
    for place, name, text in _all(section):
        seen[place, name] += 1
        again = seen[place, name]
        named = name if again == 1 else f"{name}（{again}）"
        found.append(PrintedFigure(section=section.key, place=place, name=named, text=text))
    return tuple(found)


_Piece = tuple[Place, str, str]


def _all(section: FrozenSection) -> Iterator[_Piece]:
    yield "title", "标题", section.title
    for block in section.answer.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[_Piece]:
    match block:
        case Row():
            for _, inner in block.columns:
                for one in inner:
                    yield from _block(one)
        case Cards() | Table() | Chart() | Map():
            yield from _figures(block)
        case _:
            yield from _texts(block)


def _figures(block: Cards | Table | Chart | Map) -> Iterator[_Piece]:
    match block:
        case Cards():
            for card in block.cards:
                yield from _card(card)
        case Table():
            yield from _table(block)
        case Chart():
            yield from _table(block.table)
        case Map():
            yield from (("unit", unit.name, unit.text) for unit in block.units)
            yield from _table(block.table)


def tables_in(blocks: Iterable[Block]) -> Iterator[Table]:
    """Every table, those behind charts and maps too."""
    for block in blocks:
        match block:
            case Row():
                for _, inner in block.columns:
                    yield from tables_in(inner)
            case Table():
                yield block
            case Chart() | Map():
                yield block.table


def _card(card: Card) -> Iterator[_Piece]:
    for shown in card.figures:
        yield "figure", f"{card.title}{_SEP}{shown.label}", shown.text
    for part in card.bar:
        yield "part", f"{card.title}{_SEP}{part.label}", part.text
    for line in card.lines:
        yield "line", card.title, line.label if isinstance(line, Link) else line


def _table(table: Table) -> Iterator[_Piece]:
    """Cells by the text of their row's first cell, which names the row."""
    for row in table.rows:
        cells = [written(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for column, text in zip(table.columns, cells, strict=True):
            yield "cell", f"{cells[0]}{_SEP}{column.label}", text


def _texts(block: Block) -> Iterator[_Piece]:
    match block:
        case Sentences():
            yield from _lines(block.items)
        case Links():
            yield from _lines(one.label for one in block.items)
        case Notice():
            yield from _lines((block.text,))
        case Facts():
            for name, cell in block.items:
                yield "text", name, written(cell, Column(label=name))
        case Timeline():
            yield from _lines(
                f"{one.day.isoformat()} {one.kind} {one.text}" for one in block.events
            )


def _lines(lines: Iterable[str]) -> Iterator[_Piece]:
    for line in lines:
        yield "text", "文字", line
