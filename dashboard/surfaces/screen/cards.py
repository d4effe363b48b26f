"""Cards: a row of figures drawn as one piece of HTML, each with its own fold-out."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.metrics.reconcile import Agreement
from dashboard.sections.answer import Card, Cards, Part
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.sections.view import View
from dashboard.surfaces.screen.explain import how
from dashboard.surfaces.screen.markup import EMPTY, anchor, html, joined, put
from dashboard.theme import ink_on


def draw_cards(block: Cards, view: View) -> None:
    """Draw a row of cards."""
    cards = joined(_card(card, view) for card in block.cards)
    put(html('<div class="cards">{}</div>', cards))


def _card(card: Card, view: View) -> Markup:
    head, *others = card.figures or (None,)
    return html(
        '<article class="card"><h3>{}</h3>{}{}{}{}{}{}{}</article>',
        card.title,
        _figure(head, size="large") if head else EMPTY,
        _bar(card.bar),
        joined(_figure(shown, size="small") for shown in others if shown),
        html('<p class="note">{}</p>', card.note) if card.note else EMPTY,
        _lines(card.lines),
        html('<p class="more">{}</p>', anchor(card.more)) if card.more else EMPTY,
        how((*card.figures, *card.behind), view),
    )


def _figure(shown: FigureCell, *, size: str) -> Markup:
    return html(
        '<p class="figure {}"><span class="label">{}</span><b>{}</b><small>{}</small>{}</p>',
        size,
        shown.label,
        shown.written.digits,
        shown.written.symbol,
        _mark(shown),
    )


def _mark(shown: FigureCell) -> Markup:
    """与通报一致, by how much not, or that the figure is the circular's own."""
    if not shown.mark:
        return EMPTY
    if shown.from_published:
        return html('<span class="mark published">{}</span>', shown.mark)
    css = "agrees" if shown.mark == Agreement.AGREES.value else "differs"
    return html('<span class="mark {}">{}</span>', css, shown.mark)


def _bar(parts: tuple[Part, ...]) -> Markup:
    total = sum(part.value for part in parts)
    if not total:
        return EMPTY
    cells = joined(
        html(
            '<span style="flex-grow:{};background:{};color:{}" title="{}">{}</span>',
            f"{part.value / total:.4f}",
            part.colour,
            ink_on(part.colour),
            f"{part.label} {part.text}",
            f"{part.value:.0f}" if part.value / total > 0.05 else "",
        )
        for part in parts
        if part.value
    )
    legend = joined(
        html('<span><i style="background:{}"></i>{} {}</span>', part.colour, part.label, part.text)
        for part in parts
    )
    return html('<div class="bar">{}</div><div class="legend">{}</div>', cells, legend)


def _lines(lines: tuple[Link | str, ...]) -> Markup:
    if not lines:
        return EMPTY
    items = joined(
        html("<li>{}</li>", anchor(line) if isinstance(line, Link) else line) for line in lines
    )
    return html('<ul class="lines">{}</ul>', items)
