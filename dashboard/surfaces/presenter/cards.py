"""Cards on the wall: one large figure each, the others below it."""

from __future__ import annotations

from markupsafe import Markup

from dashboard import theme
from dashboard.sections.answer import Card, Part
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.surfaces.markup import EMPTY, html, joined
from dashboard.surfaces.presenter.measures import lines

_LARGE = 2
"""Lines that the large figure takes."""


def card_html(card: Card) -> Markup:
    """One card."""
    large, *others = card.figures or (None,)
    return html(
        '<section class="card"><h3>{}</h3>{}{}{}{}{}</section>',
        card.title,
        EMPTY if large is None else _large(large),
        _bar(card.bar),
        joined(html("<p>{}　<b>{}</b>{}</p>", one.label, one.text, _mark(one)) for one in others),
        html('<p class="note">{}</p>', card.note) if card.note else EMPTY,
        joined(html("<p>{}</p>", text) for text in _texts(card)),
    )


def card_lines(card: Card, *, room: float) -> int:
    """How many lines of text high the card is."""
    large, *others = card.figures or (None,)
    said = [f"{one.label}　{one.text}{_framed(one)}" for one in others]
    said += [f"{large.label}{_framed(large)}"] if large else []
    said += [*_texts(card), *([card.note] if card.note else [])]
    legend = ["　".join(f"■{part.label}{part.text}" for part in card.bar)] if card.bar else []
    return (
        1
        + (_LARGE if large else 0)
        + (1 if card.bar else 0)
        + sum(lines(one, room=room) for one in (*said, *legend))
    )


def _large(shown: FigureCell) -> Markup:
    return html(
        '<p class="large"><b>{}</b><small>{}</small></p><p class="label">{}{}</p>',
        shown.written.digits,
        shown.written.symbol,
        shown.label,
        _mark(shown),
    )


def _framed(shown: FigureCell) -> str:
    """A mark with what its frame takes across."""
    return f"　{shown.mark}　" if shown.mark else ""


def _mark(shown: FigureCell) -> Markup:
    return html('<span class="mark">{}</span>', shown.mark) if shown.mark else EMPTY


def _texts(card: Card) -> list[str]:
    return [line.label if isinstance(line, Link) else line for line in card.lines]


def _bar(bar: tuple[Part, ...]) -> Markup:
    total = sum(max(0.0, part.value) for part in bar)
    if not total:
        return EMPTY
    pieces = joined(
        html('<i style="flex-grow:{};background:{}"></i>', part.value, part.colour)
        for part in bar
        if part.value > 0
    )
    words = joined(
        html(
            '<span><i style="background:{};color:{}"></i>{} {}</span>',
            part.colour,
            theme.ink_on(part.colour),
            part.label,
            part.text,
        )
        for part in bar
    )
    return html('<div class="bar">{}</div><p class="legend">{}</p>', pieces, words)
