"""Cards on slides: each a box whose figures, bar and remarks can be edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Pt

from dashboard import theme
from dashboard.sections.answer import Card, Part
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.surfaces.office.chart import EmuBox, colour, flat
from dashboard.surfaces.slides.text import PT, TextLine, cut, fitted, height, put

_IN_ROW = 3
_GAP = 0.02
_PAD = 9 * PT
_BAR = 14 * PT
_LOWEST = 110 * PT


def draw_cards(shapes: Any, cards: tuple[Card, ...], *, box: EmuBox) -> int:
    """Cards in one row, or in two where there are more than three; gives the height used."""
    rows = 1 if len(cards) <= _IN_ROW else 2
    across = -(-len(cards) // rows)
    gap = int(box.width * _GAP)
    width = (box.width - gap * (across - 1)) // across
    most = (box.height - gap * (rows - 1)) // rows
    high = min(most, max(_LOWEST, *(_wanted(card, width=width) for card in cards)))
    for at, card in enumerate(cards):
        row, column = divmod(at, across)
        place = EmuBox(
            left=box.left + column * (width + gap),
            top=box.top + row * (high + gap),
            width=width,
            height=high,
        )
        _card(shapes, card, box=place)
    return rows * high + (rows - 1) * gap


def summary(card: Card) -> tuple[TextLine, ...]:
    """A card as paragraphs, for a column beside something else."""
    return tuple(replace(line, size=min(line.size, 20)) for line in _lines(card))


def _wanted(card: Card, *, width: int) -> int:
    """How high a card is at its full sizes, in EMU."""
    lines = height(tuple(_lines(card)), room=(width - 2 * _PAD) / PT)
    return int(lines * PT) + 2 * _PAD + (_BAR if card.bar else 0) + 4 * PT


def _card(shapes: Any, card: Card, *, box: EmuBox) -> None:
    back = shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height)
    )
    back.name = f"卡片 {card.title}"
    flat(back)
    back.fill.solid()
    back.fill.fore_color.rgb = colour(theme.WASH)
    back.line.color.rgb, back.line.width = colour(theme.LINE), Pt(0.75)
    bar = _BAR if any(part.value > 0 for part in card.bar) else 0
    inside = EmuBox(
        left=box.left + _PAD,
        top=box.top + _PAD,
        width=box.width - 2 * _PAD,
        height=box.height - 2 * _PAD - bar,
    )
    lines = fitted(tuple(_lines(card)), box=inside) or _shortened(card, box=inside)
    put(shapes, lines, box=inside, name=f"{card.title} 数字")
    if bar:
        used = int(height(lines, room=inside.width / PT) * PT)
        top = min(inside.top + used + PT, inside.top + inside.height)
        strip = EmuBox(left=inside.left, top=top, width=inside.width, height=_BAR - 3 * PT)
        _bar(shapes, card.bar, box=strip)


def _lines(card: Card) -> Iterator[TextLine]:
    yield TextLine(text=card.title, size=15, bold=True, colour=theme.MUTED, after=4)
    for at, shown in enumerate(card.figures):
        if at == 0:
            yield TextLine(text=shown.text, size=34, bold=True, colour=theme.NAVY, after=0)
            yield TextLine(text=_label(shown), size=13, colour=theme.MUTED, after=8)
        else:
            yield TextLine(text=f"{_label(shown)}　{shown.text}", size=15, after=3)
    if card.bar:
        parts = "　".join(f"{part.label} {part.text}" for part in card.bar)
        yield TextLine(text=parts, size=14, after=3)
    for line in card.lines:
        said = line.label if isinstance(line, Link) else line
        yield TextLine(text=said, size=13, bullet=True, after=2)
    if card.note:
        yield TextLine(text=card.note, size=12, colour=theme.MUTED, after=0)


def _label(shown: FigureCell) -> str:
    return f"{shown.label}（{shown.mark}）" if shown.mark else shown.label


def _shortened(card: Card, *, box: EmuBox) -> tuple[TextLine, ...]:
    """The figures alone; what the card adds in words stands in the notes."""
    lines = tuple(line for line in _lines(card) if not line.bullet)
    return fitted(lines, box=box) or (cut(TextLine(text=card.title, size=9), box=box),)


def _bar(shapes: Any, bar: tuple[Part, ...], *, box: EmuBox) -> None:
    """The parts beside each other, as long as they count."""
    total = sum(max(0.0, part.value) for part in bar)
    left = box.left
    for part in bar:
        wide = int(box.width * max(0.0, part.value) / total)
        if wide:
            piece = shapes.add_shape(
                MSO_SHAPE.RECTANGLE, Emu(left), Emu(box.top), Emu(wide), Emu(box.height)
            )
            piece.name = f"{part.label} {part.text}"
            flat(piece)
            piece.fill.solid()
            piece.fill.fore_color.rgb = colour(part.colour)
            piece.line.fill.background()
        left += wide
