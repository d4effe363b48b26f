"""Figures that a person typed into a briefing, held against what its sections tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.briefings.briefing import Briefing
from dashboard.briefings.figure_words import (
    SaidNumber,
    of_value,
    said_number,
    said_numbers,
    text_parts,
)
from dashboard.briefings.figures import tables_in, told_by
from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.sections.answer import Table


@dataclass(frozen=True, kw_only=True)
class TypedFigure:
    """One number of a typed text that its section does not tell."""

    place: str
    """标题 or 讲稿."""
    section: str
    """What the section says of itself, by which a reader knows it."""
    text: str

    def sentence(self) -> str:
        """As a warning says it."""
        return f"“{self.section}”的{self.place}中手工填写的“{self.text}”不是该板块的数字"


def typed_title(section: FrozenSection) -> tuple[str, ...]:
    """The figures of a typed title that its section does not tell; none of its own title."""
    return () if section.title == section.answer.title else _untold(section, section.title)


def typed_figures(snapshot: Snapshot) -> tuple[TypedFigure, ...]:
    """Every number in typed titles and notes that its section does not tell."""
    return tuple(
        TypedFigure(place=place, section=section.answer.title, text=text)
        for section in snapshot.sections
        for place, texts in (
            ("标题", typed_title(section)),
            ("讲稿", _untold(section, section.notes)),
        )
        for text in texts
    )


def caption(section: FrozenSection) -> str:
    """The scope of a section, and which figures of its title are not the snapshot's."""
    typed = typed_title(section)
    if not typed:
        return section.scope
    said = "、".join(f"“{one}”" for one in typed)
    return f"{section.scope}　·　标题中的{said}为手工填写，不是快照的数字"


def has_typed_figures(briefing: Briefing) -> bool:
    """Whether anything was typed into it that would have to be looked up."""
    return any(
        said_number(part.text)
        for item in briefing.shown
        for text in (item.title, item.notes)
        for part in text_parts(text)
        if part.is_figure
    )


def _untold(section: FrozenSection, text: str) -> tuple[str, ...]:
    """The numbers of a text that the section does not tell; days and ranges are not looked up."""
    figures = dict.fromkeys(part.text for part in text_parts(text) if part.is_figure)
    typed = {figure: number for figure in figures if (number := said_number(figure))}
    known = tuple(_numbers(section)) if typed else ()
    return tuple(
        figure for figure, number in typed.items() if not any(number.says(one) for one in known)
    )


def _numbers(section: FrozenSection) -> Iterator[SaidNumber]:
    """What the section tells; cells are told by their values, whose unit stands in the head."""
    yield from said_numbers(section.answer.title)
    for one in told_by(section):
        if one.place not in ("title", "cell"):
            yield from said_numbers(one.text)
    for table in tables_in(section.answer.blocks):
        yield from _cells(table)


def _cells(table: Table) -> Iterator[SaidNumber]:
    for row in table.rows:
        for cell, column in zip(row, table.columns, strict=True):
            if column.unit and isinstance(cell, int | float):
                yield of_value(cell, unit=column.unit)
            elif isinstance(cell, str):
                yield from said_numbers(cell)
