"""Figures that a person typed into a briefing, held against what its sections tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.briefings.figure_words import SaidNumber, of_value, said_number, text_parts
from dashboard.briefings.figures import told_by
from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.sections.answer import Block, Chart, Map, Row, Table


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


class SectionFigures:
    """What numbers a section tells, to look typed ones up in."""

    def __init__(self, section: FrozenSection) -> None:
        self._said = tuple(_numbers(section))

    def tell(self, figure: str) -> bool:
        """Whether the section tells a recognised figure; days and ranges are not looked up."""
        number = said_number(figure)
        return number is None or any(number.says(one) for one in self._said)


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


def _untold(section: FrozenSection, text: str) -> tuple[str, ...]:
    figures = [part.text for part in text_parts(text) if part.is_figure]
    if not figures:
        return ()
    known = SectionFigures(section)
    return tuple(dict.fromkeys(one for one in figures if not known.tell(one)))


def _numbers(section: FrozenSection) -> Iterator[SaidNumber]:
    texts = [section.answer.title, *_texts(section)]
    for text in texts:
        for part in text_parts(text):
            number = said_number(part.text) if part.is_figure else None
            if number is not None:
                yield number
    for table in _tables(section.answer.blocks):
        yield from _cells(table)


def _texts(section: FrozenSection) -> Iterator[str]:
    """What is written; cells are told by their values, whose unit stands in the head."""
    for one in told_by(section):
        if one.place not in ("title", "cell"):
            yield one.text


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for block in blocks:
        match block:
            case Row():
                for _, inner in block.columns:
                    yield from _tables(inner)
            case Table():
                yield block
            case Chart() | Map():
                yield block.table


def _cells(table: Table) -> Iterator[SaidNumber]:
    for row in table.rows:
        for cell, column in zip(row, table.columns, strict=True):
            if column.unit and isinstance(cell, int | float):
                yield of_value(cell, unit=column.unit)
            elif isinstance(cell, str):
                yield from (
                    number
                    for part in text_parts(cell)
                    if part.is_figure and (number := said_number(part.text)) is not None
                )
