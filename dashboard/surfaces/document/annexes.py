"""Annexes of the draft: where every figure comes from, and the tables behind charts and maps."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.sections.answer import Chart, Map, Table
from dashboard.surfaces.document.passages import (
    Annex,
    Exhibit,
    Paragraph,
    Passage,
    PassageHeading,
    is_long,
    of_leaf,
)
from dashboard.surfaces.document.pieces import TextRun, cut_title
from dashboard.surfaces.provenance import behind
from dashboard.surfaces.static_blocks import static_blocks


def annexes(snapshot: Snapshot, others: list[FrozenSection]) -> tuple[Annex, ...]:
    """Origins of all sections, then tables; `others` are sections that stand here alone."""
    origins: list[Passage] = []
    tables: list[Passage] = []
    for section in snapshot.sections:
        head = PassageHeading(level=2, pieces=cut_title(section, key=f"{section.key}.annex"))
        origins.append(head)
        origins += [
            Paragraph(pieces=(TextRun(text=text),), small=True)
            for text in behind(snapshot, section)
        ]
        found: tuple[Passage, ...] = (*_labels(section), *_annexed(section))
        tables += (head, *found) if found and section not in others else ()
    for section in others:
        tables.append(
            PassageHeading(level=2, pieces=cut_title(section, key=f"{section.key}.other"))
        )
        tables += _in_full(section)
    named = (("指标口径、分子分母与来源", origins), ("数据表", tables))
    return tuple(Annex(name=name, passages=tuple(said)) for name, said in named if said)


def _labels(section: FrozenSection) -> Iterator[Paragraph]:
    """What a map of named classes writes into each place, which its table may say otherwise."""
    for leaf in static_blocks(section.answer.blocks):
        if isinstance(leaf, Map) and leaf.classes is not None:
            named = (f"{one.name} {one.text.replace(chr(10), '·')}".strip() for one in leaf.units)
            yield Paragraph(pieces=(TextRun(text=f"图中标注：{'；'.join(named)}。"),), small=True)


def _annexed(section: FrozenSection) -> Iterator[Exhibit]:
    """Tables behind charts and maps, and those too long for the text."""
    for leaf in static_blocks(section.answer.blocks):
        if isinstance(leaf, Chart | Map) and leaf.table.rows:
            yield Exhibit(title=leaf.table.title, block=leaf.table)
        elif isinstance(leaf, Table) and leaf.rows and is_long(leaf):
            yield Exhibit(title=leaf.title, block=leaf)


def _in_full(section: FrozenSection) -> Iterator[Passage]:
    for at, leaf in enumerate(static_blocks(section.answer.blocks), start=1):
        if isinstance(leaf, Table) and leaf.rows:
            yield Exhibit(title=leaf.title, block=leaf)
        else:
            yield from of_leaf(leaf, key=f"{section.key}.{at}.full")
