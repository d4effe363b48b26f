"""A snapshot as slides, each what stands on the wall at one time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.briefings.typed_figures import caption
from dashboard.sections.answer import Card, Chart, Map, Table
from dashboard.surfaces.markup import html, joined
from dashboard.surfaces.office.chart import longest
from dashboard.surfaces.presenter.cards import card_html, card_lines
from dashboard.surfaces.presenter.measures import (
    BODY_LINES,
    BODY_WIDTH,
    MOST_BARS,
    PAD,
    batches,
    lines,
    paged,
)
from dashboard.surfaces.presenter.office_chart_spec import chart_html, parts
from dashboard.surfaces.presenter.plan import legend_html, plan_html
from dashboard.surfaces.presenter.sheet import fitted, sheet_html
from dashboard.surfaces.provenance import behind
from dashboard.surfaces.slides.flow import SlideContent, groups
from dashboard.surfaces.static_blocks import static_blocks

_CARDS: Final = 3
_GAP: Final = 24
_INSIDE: Final = 24
"""Between cards, and between a card's edge and its text."""
_MORE: Final = "（续）"
_CARD_LINES: Final = BODY_LINES - 1
"""Of one card, whose frame takes a line."""
_BESIDE: Final = 0.3
"""Share of the width for words beside a chart or map."""


@dataclass(frozen=True, kw_only=True)
class PresentSlide:
    """One slide: its title, whose filters it is under, what stands on it, what is said to it."""

    title: str
    scope: str
    body: Markup
    notes: tuple[str, ...]
    origin: tuple[str, ...] = ()


def present_slides(snapshot: Snapshot) -> Iterator[PresentSlide]:
    """The cover, then every section on as many slides as it needs."""
    yield _cover(snapshot)
    for section in snapshot.sections:
        scope = f"{caption(section)}　·　数据截至 {section.as_of.isoformat()}"
        notes = tuple(filter(None, section.notes.splitlines()))
        bodies = list(_bodies(section))
        for at, body in enumerate(bodies, start=1):
            several = f"（{at}/{len(bodies)}）" if len(bodies) > 1 else ""
            yield PresentSlide(
                title=section.title,
                scope=f"{scope}{several}",
                body=body,
                notes=notes,
                origin=behind(snapshot, section),
            )


def _cover(snapshot: Snapshot) -> PresentSlide:
    listed = joined(html("<li>{}</li>", one.title) for one in snapshot.sections[:8])
    body = html('<div class="cover"><ol>{}</ol></div>', listed)
    when = f"数据截至 {snapshot.as_of.isoformat()}"
    return PresentSlide(title=snapshot.title, scope=when, body=body, notes=("方向键翻页",))


def _bodies(section: FrozenSection) -> Iterator[Markup]:
    for group in groups(static_blocks(section.answer.blocks)):
        match group.shown:
            case Chart() as chart if chart.native is not None and chart.table.rows:
                yield from _chart(chart, group)
            case Chart() as chart:
                yield from _table(chart.table, group.said)
            case Map() as found:
                yield from _map(found, group)
            case Table() as table:
                yield from _table(table, group.said)
            case _:
                yield from _cards(group.cards, group.said)


def _cards(cards: list[Card], said: list[str]) -> Iterator[Markup]:
    """Cards in rows of three, and what is said of them under the last row or by itself."""
    room = (BODY_WIDTH - (_CARDS - 1) * _GAP) / _CARDS - 2 * _INSIDE
    pieces = [part for card in cards for part in _fitting(card, room)]
    rows = list(batches(pieces, most=_CARDS))
    for row in rows[:-1]:
        yield _row(row)
    if not rows:
        yield from _texts(said)
    elif (
        said
        and len(rows[-1]) < _CARDS
        and sum(lines(one, room=room) for one in said) <= (BODY_LINES)
    ):
        yield _row(rows[-1], said=said)
    else:
        used = max(card_lines(card, room=room) for card in rows[-1]) + 1
        yield from _then(_row(rows[-1]), used=used, said=said)


def _row(cards: Sequence[Card], said: Sequence[str] = ()) -> Markup:
    """Cards side by side; where there is a place free, what is said of them stands in it."""
    words = (_words(list(said)),) if said else ()
    return html('<div class="cards">{}</div>', joined((*map(card_html, cards), *words)))


def _then(body: Markup, *, used: float, said: list[str]) -> Iterator[Markup]:
    """What is said stands under the body where there is room, else on slides of its own."""
    wanted = sum(lines(one, room=BODY_WIDTH - PAD) for one in said)
    if said and used + wanted + 1 <= BODY_LINES:
        yield joined((body, _words(said)))
    else:
        yield body
        yield from _texts(said)


def _fitting(card: Card, room: float) -> Iterator[Card]:
    """The card, or where it is too high the same figures on cards below each other."""
    if card_lines(card, room=room) <= _CARD_LINES:
        yield card
        return
    more = f"{card.title.removesuffix(_MORE)}{_MORE}"
    if card.lines or card.note:
        yield from _fitting(replace(card, lines=(), note="", more=None), room)
        yield replace(card, title=more, figures=(), bar=(), behind=())
        return
    half = -(-len(card.figures) // 2)
    yield replace(card, figures=card.figures[:half])
    if card.figures[half:]:
        yield replace(card, title=more, figures=card.figures[half:], bar=(), behind=())


def _texts(said: list[str]) -> Iterator[Markup]:
    for page in paged(said, room=BODY_WIDTH - PAD):
        yield _words(page)


def _words(texts: list[str]) -> Markup:
    return html('<ul class="words">{}</ul>', joined(html("<li>{}</li>", one) for one in texts))


def _beside(group: SlideContent) -> list[str] | None:
    """What is said, where it is short enough to stand beside what is shown."""
    room = BODY_WIDTH * _BESIDE - PAD
    said = [*_spoken(group.cards), *group.said]
    return said if sum(lines(one, room=room) for one in said) <= BODY_LINES - 1 else None


def _spoken(cards: list[Card]) -> Iterator[str]:
    for card in cards:
        for shown in card.figures:
            mark = f"（{shown.mark}）" if shown.mark else ""
            yield f"{shown.label} {shown.text}{mark}"


def _chart(chart: Chart, group: SlideContent) -> Iterator[Markup]:
    said = _beside(group)
    pieces = list(parts(chart, most=MOST_BARS))
    top = longest(chart.native) if chart.native and len(pieces) > 1 else 0
    for native in pieces:
        drawn = chart_html(native, title=chart.title, alt=chart.alt, top=top)
        yield _duo(drawn, said or [])
    if said is None:
        yield from _cards(group.cards, group.said)


def _map(found: Map, group: SlideContent) -> Iterator[Markup]:
    """The map and its legend; cards and words about it follow."""
    side = html('<div class="side">{}</div>', legend_html(found))
    yield html('<div class="duo">{}{}</div>', plan_html(found), side)
    yield from _cards(group.cards, group.said)


def _table(table: Table, said: list[str]) -> Iterator[Markup]:
    if not table.rows:
        yield from _texts([table.empty, *said])
        return
    cut = fitted(table)
    yield from _then(sheet_html(table, cut=cut), used=cut.lines, said=said)


def _duo(left: Markup, said: list[str]) -> Markup:
    if not said:
        return html('<div class="solo">{}</div>', left)
    return html('<div class="duo">{}<div class="side">{}</div></div>', left, _words(said))
