"""How a section flows onto slides: what belongs together, and how it is laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from dashboard import theme
from dashboard.charts.office_chart import OfficeChart
from dashboard.sections.answer import Card, Cards, Chart, Map, Table
from dashboard.surfaces.neutral import plain
from dashboard.surfaces.office.chart import EmuBox, add_chart, longest, parts
from dashboard.surfaces.slides.cards import draw_cards, summary
from dashboard.surfaces.slides.map import beside_map, draw_map
from dashboard.surfaces.slides.page import below, beside, remarks
from dashboard.surfaces.slides.tables import draw_table, measured, portions
from dashboard.surfaces.slides.text import PT, TextLine, fitted, height, paged, put
from dashboard.surfaces.static_blocks import Leaf, paragraphs

_BESIDE: Final = 0.68
"""Share of the width a chart keeps where sentences stand beside it."""
_SMALLEST: Final = 0.7
"""What stands beside a chart or map is never smaller than this share of its size."""
_WIDE: Final = 30
_BELOW: Final = 0.2
"""Share of the height left to sentences below a chart of more than `_WIDE` rows."""
_MOST_CARDS: Final = 6
_ONE_ROW: Final = 3
_UNDER_TWO: Final = 0.15
"""Share of the height that sentences may take below two rows of cards."""
_BESIDE_MAP: Final = 2


@dataclass
class SlideContent:
    """What belongs on one slide: something to look at, cards, and what is said of it."""

    shown: Chart | Map | Table | None = None
    cards: list[Card] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def groups(found: Iterable[Leaf]) -> list[SlideContent]:
    """Sentences belong to what they stand under, those at the top to what follows.

    Cards stand together; one or two beside a map belong to it.
    """
    made: list[SlideContent] = []
    for leaf in found:
        last = made[-1] if made else SlideContent(shown=None)
        said = paragraphs(leaf)
        if said is not None:
            last.said += filter(None, said)
        elif isinstance(leaf, Cards):
            if not _takes(last, leaf):
                last = SlideContent()
            last.cards += leaf.cards
        elif isinstance(leaf, Chart | Map | Table):
            if last.shown is not None or (last.cards and not _beside_map(last, leaf)):
                last = SlideContent()
            last.shown = leaf
        if not made or made[-1] is not last:
            made.append(last)
    return [one for one in made if one.shown or one.cards or one.said]


def _takes(last: SlideContent, cards: Cards) -> bool:
    together = len(last.cards) + len(cards.cards)
    if isinstance(last.shown, Map):
        return together <= _BESIDE_MAP
    return last.shown is None and together <= _MOST_CARDS


def _beside_map(last: SlideContent, leaf: Leaf) -> bool:
    return isinstance(leaf, Map) and len(last.cards) <= _BESIDE_MAP


def slides(group: SlideContent, *, box: EmuBox) -> Iterator[Callable[[Any], None]]:
    """What draws each slide of a group into `box`, given the slide's shapes."""
    match group.shown:
        case Chart() if group.shown.native is not None:
            yield from _chart(group.shown, group.said, box=box)
        case Chart():
            yield from _table(group.shown.table, group.said, box=box)
        case Map():
            yield from _map(group.shown, group, box=box)
        case Table():
            yield from _table(group.shown, group.said, box=box)
        case _ if group.cards:
            yield from _cards(tuple(group.cards), group.said, box=box)
        case _:
            yield from _texts(group.said, box=box)


def _texts(said: list[str], *, box: EmuBox) -> Iterator[Callable[[Any], None]]:
    for page in paged(remarks(said, size=18), box=box):
        yield lambda shapes, page=page: put(shapes, page, box=box, name="说明")  # type: ignore[misc]


def _cards(
    cards: tuple[Card, ...], said: list[str], *, box: EmuBox
) -> Iterator[Callable[[Any], None]]:
    lines = remarks(said)
    wanted = int(height(lines, room=box.width / PT) * PT) + 12 * PT if lines else 0
    fits = wanted <= box.height * (0.45 if len(cards) <= _ONE_ROW else _UNDER_TWO)
    upper = replace(box, height=box.height - wanted) if fits else box

    def draw(shapes: Any) -> None:
        used = draw_cards(shapes, cards, box=upper)
        if fits and lines:
            put(shapes, lines, box=below(box, used + 12 * PT), name="说明")

    yield draw
    if not fits:
        yield from _texts(said, box=box)


def _chart(chart: Chart, said: list[str], *, box: EmuBox) -> Iterator[Callable[[Any], None]]:
    drawn, side, lines = _beside_chart(chart, said, box=box)

    def draw(shapes: Any) -> None:
        title = (TextLine(text=chart.title, size=14, bold=True, colour=theme.MUTED, after=0),)
        put(shapes, title, box=replace(drawn, height=22 * PT), name="图表标题")
        _native(shapes, chart, box=below(drawn, 22 * PT))
        if lines:
            put(shapes, lines, box=side, name="说明")

    yield draw
    if said and not lines:
        yield from _texts(said, box=box)


def _beside_chart(
    chart: Chart, said: list[str], *, box: EmuBox
) -> tuple[EmuBox, EmuBox, tuple[TextLine, ...] | None]:
    """Where the chart stands, where its sentences do, and these if they fit there.

    A chart of many rows needs the whole width: a few sentences stand below it.
    """
    drawn, side = beside(box, _BESIDE)
    if chart.native is not None and len(chart.native.categories) > _WIDE:
        used = int(box.height * _BELOW)
        drawn = replace(box, height=box.height - used)
        side = replace(below(box, drawn.height + 4 * PT), height=used - 4 * PT)
    lines = fitted(remarks(said), box=side, smallest=_SMALLEST) if any(said) else None
    return (drawn if lines else box), side, lines


def _native(shapes: Any, chart: Chart, *, box: EmuBox) -> None:
    if chart.native is None:
        return
    pieces = parts(chart.native)
    top = longest(chart.native) * 1.08 if len(pieces) > 1 else 0
    width = box.width // len(pieces)
    for at, piece in enumerate(pieces):
        place = replace(box, left=box.left + at * width, width=width)
        size = _size(piece, box=box)
        frame = add_chart(shapes, piece, box=place, size=size, top=top)
        frame.name = chart.title if len(pieces) == 1 else f"{chart.title}（{at + 1}）"
        frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(chart.alt))


def _size(native: OfficeChart, *, box: EmuBox) -> float:
    """Text in a chart as large as its rows leave room for, so that no name is left out."""
    rows = len(native.categories)
    if native.kind in ("bar", "stacked_bar"):
        return round(max(7.5, min(12, 0.75 * box.height / PT / (rows + 4))), 1)
    return 12 if rows <= 16 else 10


def _map(block: Map, group: SlideContent, *, box: EmuBox) -> Iterator[Callable[[Any], None]]:
    cards = [line for card in group.cards for line in summary(card)]
    lines = (*cards, *remarks(group.said))
    room = beside_map(block, box=box)
    fitting = fitted(lines, box=room, smallest=_SMALLEST) if lines else None

    def draw(shapes: Any) -> None:
        left = draw_map(shapes, block, box=box)
        if fitting:
            put(shapes, fitting, box=left, name="说明")

    yield draw
    if lines and not fitting:
        yield from (
            _cards(tuple(group.cards), group.said, box=box)
            if cards
            else _texts(group.said, box=box)
        )


def _table(table: Table, said: list[str], *, box: EmuBox) -> Iterator[Callable[[Any], None]]:
    lines = remarks([*said, *([table.note] if table.note else [])], size=13)
    used = int(height(lines, room=box.width / PT) * PT) + 6 * PT if lines else 0
    if used > box.height * 0.3:
        yield from _texts(said, box=box)
        lines, used = (), 0
    if not table.rows:
        empty = remarks([table.empty], size=18)
        yield lambda shapes: put(shapes, empty, box=box, name=table.title)
        return
    head = 22 * PT
    sheet = measured(table, width=box.width / PT)
    free = (box.height - head - used) / PT, (box.height - head) / PT
    for at, rows in enumerate(portions(sheet, first=free[0], most=free[1])):

        def draw(shapes: Any, at: int = at, rows: Any = rows) -> None:
            more = "（续）" if at else ""
            title = (TextLine(text=f"{table.title}{more}", size=14, bold=True, colour=theme.MUTED),)
            put(shapes, title, box=replace(box, height=head), name="表格标题")
            place = below(box, head)
            if lines and not at:
                put(shapes, lines, box=replace(place, height=used), name="说明")
                place = below(place, used)
            draw_table(shapes, sheet, rows, box=place, name=f"{table.title}{more}")

        yield draw
