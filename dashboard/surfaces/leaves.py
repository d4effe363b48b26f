"""What a frozen section says, block after block, without the screen's side-by-side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from dashboard.sections.answer import (
    Block,
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
from dashboard.sections.written import written

Leaf: TypeAlias = Cards | Table | Chart | Map | Sentences | Links | Timeline | Facts | Notice


def leaves(blocks: Iterable[Block]) -> Iterator[Leaf]:
    """Every block, those of a row from left to right; controls are of the screen alone."""
    for block in blocks:
        if isinstance(block, Row):
            for _, inner in block.columns:
                yield from leaves(inner)
        elif not isinstance(block, Choice | Search | Pages):
            yield block


def title_of(leaf: Chart | Map) -> str:
    """The title of a chart or map; where the screen's only says what to click, the table's."""
    return leaf.table.title if is_prompt(leaf.title) else leaf.title


def is_prompt(text: str) -> bool:
    """Whether a text tells a reader of the screen what to click."""
    return text.startswith("点击")


def paragraphs(leaf: Leaf) -> tuple[str, ...] | None:
    """The lines of a block that is text; None for cards, tables, charts and maps."""
    found = _lines(leaf)
    return None if found is None else tuple(one for one in found if not is_prompt(one))


def _lines(leaf: Leaf) -> tuple[str, ...] | None:
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
