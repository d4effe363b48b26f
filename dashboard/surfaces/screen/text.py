"""Time lines and fact lists."""

from __future__ import annotations

from dashboard.sections.answer import Column, Facts, Timeline
from dashboard.sections.cell_text import written
from dashboard.surfaces.screen.markup import html, joined, put
from dashboard.theme import NAVY, OVERDUE, STATE

_PLAIN = Column(label="")


def draw_timeline(block: Timeline) -> None:
    """Events, newest first, each with its day and kind."""
    if not block.events:
        put(html('<p class="empty">{}</p>', block.empty))
        return
    tones = {**STATE, "overdue": OVERDUE}
    items = joined(
        html(
            '<li style="border-color:{}"><time>{}</time><b>{}</b><span>{}</span></li>',
            tones.get(event.tone, NAVY),
            event.day.isoformat(),
            event.kind,
            event.text,
        )
        for event in block.events
    )
    put(html('<ol class="timeline">{}</ol>', items))


def draw_facts(block: Facts) -> None:
    """Label and value pairs."""
    pairs = joined(
        html("<div><dt>{}</dt><dd>{}</dd></div>", name, written(cell, _PLAIN))
        for name, cell in block.items
    )
    put(html('<dl class="facts">{}</dl>', pairs))
