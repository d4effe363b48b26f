"""Sentences cut into words, which may be edited, and figures, which are the snapshot's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dashboard import units
from dashboard.sections.answer import Card
from dashboard.sections.figure_cell import FigureCell, Link


@dataclass(frozen=True, kw_only=True)
class TextRun:
    """A run of text; `key` names the figure it is, and is empty for words."""

    text: str
    key: str = ""


_AGREES: Final = "与通报一致"
_SYMBOLS: Final = "|".join(
    sorted({re.escape(unit.symbol) for unit in units.UNITS.values()}, key=len, reverse=True)
)
_NUMBER: Final = r"\d[\d,]*(?:\.\d+)?"
_FIGURE: Final = re.compile(
    r"(?P<name>[A-Za-z][\w./]*[ -]?\d[\w./-]*|〔\d{4}〕\d+号|第\d+(?:、\d+)*(?:部分)?)"
    r"|(?P<figure>\d{4}-\d{2}(?:-\d{2})?|\d{4}年(?:\d{1,2}月(?:末|\d{1,2}日)?)?"
    rf"|[+−]?{_NUMBER}(?:–{_NUMBER})?[万亿]?余?(?:个百分点|{_SYMBOLS})?)"
)


def cut(text: str, *, key: str) -> tuple[TextRun, ...]:
    """`text` with each of its figures and days apart, keyed `key` and a number."""
    return tuple(_cut(text, key))


def _cut(text: str, key: str) -> Iterator[TextRun]:
    done, count = 0, 0
    for found in _FIGURE.finditer(text):
        if found["figure"] is None:
            continue
        if found.start() > done:
            yield TextRun(text=text[done : found.start()])
        count += 1
        yield TextRun(text=found["figure"], key=f"{key}.{count}")
        done = found.end()
    if done < len(text):
        yield TextRun(text=text[done:])


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
