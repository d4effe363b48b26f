"""Sentences cut into words, which may be edited, and figures, which are the snapshot's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from dashboard.briefings.figure_words import text_parts
from dashboard.briefings.snapshot import FrozenSection
from dashboard.briefings.typed_figures import typed_title
from dashboard.sections.answer import Card
from dashboard.sections.figure_cell import FigureCell, Link


@dataclass(frozen=True, kw_only=True)
class TextRun:
    """A run of text; `key` names the figure it is, and is empty for words."""

    text: str
    key: str = ""


_AGREES: Final = "与通报一致"
_BY_HAND: Final = "（手工填写）"


def cut(text: str, *, key: str) -> tuple[TextRun, ...]:
    """`text` with each of its figures and days apart, keyed `key` and a number."""
    numbers = count(1)
    return tuple(
        TextRun(text=part.text, key=f"{key}.{next(numbers)}" if part.is_figure else "")
        for part in text_parts(text)
    )


def cut_title(section: FrozenSection, *, key: str, stop: str = "") -> tuple[TextRun, ...]:
    """A section's title; a typed figure that the section does not tell is words, and marked."""
    typed = typed_title(section)
    return tuple(
        TextRun(text=f"{piece.text}{_BY_HAND}") if piece.key and piece.text in typed else piece
        for piece in cut(f"{section.title}{stop}", key=key)
    )


def of_card(card: Card, *, key: str) -> tuple[TextRun, ...]:
    """A card as a sentence: its title, its figures with their labels, its remarks."""
    return tuple(_of_card(card, key))


def _of_card(card: Card, key: str) -> Iterator[TextRun]:
    yield TextRun(text=f"{card.title}：")
    told = [_named(shown, key) for shown in card.figures]
    parts = [
        (TextRun(text=part.label), TextRun(text=part.text, key=f"{key}.bar.{at}"))
        for at, part in enumerate(card.bar, start=1)
    ]
    lines = [cut(_line(line), key=f"{key}.line{at}") for at, line in enumerate(card.lines)]
    groups = [group for group in (_joined(told), _joined(parts), _joined(lines)) if group]
    for at, group in enumerate(groups):
        yield from ((TextRun(text="；"),) if at else ())
        yield from group
    yield TextRun(text="。")
    if card.note:
        yield from cut(f"（{card.note}）", key=f"{key}.note")


def _line(line: Link | str) -> str:
    return (line.label if isinstance(line, Link) else line).rstrip("。")


def _named(shown: FigureCell, key: str) -> tuple[TextRun, ...]:
    # That a figure agrees with the circular is said in the annex; a draft need not repeat it.
    mark = (TextRun(text=f"（{shown.mark}）"),) if shown.mark not in ("", _AGREES) else ()
    figure = TextRun(text=shown.text, key=f"{key}.{shown.figure.metric}")
    return (*cut(shown.label, key=f"{key}.label"), figure, *mark)


def _joined(groups: Iterable[tuple[TextRun, ...]]) -> tuple[TextRun, ...]:
    """Groups with ， between them."""
    made: list[TextRun] = []
    for group in groups:
        made += (TextRun(text="，"), *group) if made else group
    return tuple(made)
