"""Blocks at rest: what of an answer is kept when it is frozen.

Controls and ways to read more go, since a frozen section is read and not asked; every figure takes
its explanation with it, since the store will say something else tomorrow.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import TypeVar

from dashboard.sections.answer import (
    Answer,
    Block,
    Book,
    Card,
    Cards,
    Chart,
    Choice,
    Facts,
    Links,
    Map,
    Pages,
    Row,
    Search,
    Sentences,
    Table,
    Timeline,
)
from dashboard.sections.explanation import explain
from dashboard.sections.figure_cell import FigureCell
from dashboard.sections.form import Form
from dashboard.sections.view import View

LONGEST = 200
"""Rows a frozen table holds at most; the rest is cut with a note."""

Keyed = TypeVar("Keyed", Chart, Map, Table, Timeline)


class Keys:
    """Gives every block of a snapshot a key of its own, the first of a kind its usual one."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def own(self, key: str) -> str:
        """`key`, or with a number where it is taken."""
        numbered = (f"{key}-{number}" for number in count(2))
        free = key
        while free in self._taken:
            free = next(numbered)
        self._taken.add(free)
        return free


def at_rest(answer: Answer, view: View, *, keys: Keys) -> Answer:
    """The answer as it is frozen."""
    blocks = _all(answer.blocks, view, keys=keys)
    return replace(
        answer, blocks=blocks, metrics=tuple(answer.metrics), sources=tuple(answer.sources)
    )


def _all(blocks: Iterable[Block], view: View, *, keys: Keys) -> tuple[Block, ...]:
    kept = (_block(block, view, keys=keys) for block in blocks)
    return tuple(block for block in kept if block is not None)


def _block(block: Block, view: View, *, keys: Keys) -> Block | None:
    match block:
        case Choice() | Search() | Pages() | Book() | Form():
            return None
        case Cards():
            return replace(block, cards=tuple(_card(card, view) for card in block.cards))
        case Row():
            return _row(block, view, keys=keys)
        case Table():
            return _table(block, keys=keys)
        case Chart():
            return _chart(block, keys=keys)
        case Map():
            return _map(block, keys=keys)
        case _:
            return _listed(block, keys=keys)


def _map(block: Map, *, keys: Keys) -> Map:
    return replace(
        block,
        key=keys.own(block.key),
        units=tuple(block.units),
        table=_table(block.table, keys=keys),
        selects="",
    )


def _listed(block: Block, *, keys: Keys) -> Block:
    """Blocks that are a sequence, which a section may have given as a list."""
    match block:
        case Sentences():
            return replace(block, items=tuple(block.items))
        case Links():
            return replace(block, items=tuple(block.items))
        case Facts():
            return replace(block, items=tuple(block.items))
        case Timeline():
            return replace(block, key=keys.own(block.key), events=tuple(block.events))
        case _:
            return block


def _row(block: Row, view: View, *, keys: Keys) -> Row | None:
    """Columns that held nothing but controls go too, and a row without any."""
    columns = tuple((width, _all(inner, view, keys=keys)) for width, inner in block.columns)
    left = tuple((width, inner) for width, inner in columns if inner)
    return Row(columns=left) if left else None


def _card(card: Card, view: View) -> Card:
    return replace(
        card,
        figures=tuple(_shown(one, view) for one in card.figures),
        behind=tuple(_shown(one, view) for one in card.behind),
        bar=tuple(card.bar),
        lines=tuple(card.lines),
    )


def _shown(shown: FigureCell, view: View) -> FigureCell:
    # What a curve says of the figure is in its explanation.
    figure = replace(shown.figure, curve=None)
    return replace(shown, figure=figure, explained=explain(shown, view), published=None)


def _chart(block: Chart, *, keys: Keys) -> Chart:
    return replace(
        block,
        key=keys.own(block.key),
        # As it will be read back: lists for tuples, plain numbers.
        spec=json.loads(json.dumps(dict(block.spec), allow_nan=False)),
        table=_table(block.table, keys=keys),
        selects="",
        field="",
    )


def _table(table: Table, *, keys: Keys) -> Table:
    rows = tuple(tuple(row) for row in table.rows[:LONGEST])
    return replace(
        table,
        key=keys.own(table.key),
        columns=tuple(table.columns),
        rows=rows,
        whole=None,
        note=_note(table, rows),
    )


def _note(table: Table, rows: Sequence[object]) -> str:
    left = len(table.rows) - len(rows)
    cut = f"共{len(table.rows)}行，此处列前{len(rows)}行。" if left > 0 else ""
    return f"{table.note}{cut}"
