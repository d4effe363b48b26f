"""What a frozen section says, block after block, without the screen's side-by-side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from dashboard.briefings.sentences import flat
from dashboard.sections.answer import (
    Block,
    Book,
    Cards,
    Chart,
    Choice,
    Column,
    Facts,
    Links,
    Map,
    Notice,
    Pages,
    Row,
    Search,
    Sentences,
    Table,
    Timeline,
)
from dashboard.sections.cell_text import written
from dashboard.sections.form import Form

Leaf: TypeAlias = Cards | Table | Chart | Map | Sentences | Links | Timeline | Facts | Notice


def static_blocks(blocks: Iterable[Block]) -> Iterator[Leaf]:
    """Every block, those of a row from left to right; controls and forms are the screen's alone."""
    for block in flat(tuple(blocks)):
        if not isinstance(block, Row | Choice | Search | Pages | Book | Form):
            yield block


def paragraphs(leaf: Leaf) -> tuple[str, ...] | None:
    """The lines of a block that is text; None for cards, tables, charts and maps."""
    match leaf:
        case Sentences():
            return leaf.items
        case Notice():
            return (leaf.text,)
        case Links():
            return tuple(one.label for one in leaf.items) or (leaf.empty,)
        case Facts():
            return tuple(
                f"{name}：{written(cell, Column(label=name))}" for name, cell in leaf.items
            )
        case Timeline():
            lines = tuple(f"{one.day.isoformat()} {one.kind} {one.text}" for one in leaf.events)
            return lines or (leaf.empty,)
    return None


def data_tables(blocks: Iterable[Block]) -> Iterator[Table]:
    """The tables behind charts and maps, which say every figure these show."""
    for leaf in static_blocks(blocks):
        if isinstance(leaf, Chart | Map) and leaf.table.rows:
            yield leaf.table
