"""The stage of present mode: one canvas that the browser scales whole, so that nothing scrolls.

All sizes are units of a canvas 720 high and at least 1280 wide; at 1280×720 a unit is a pixel, on
a larger or wider screen it is more. What fits is decided here, before anything is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from dashboard.surfaces import fonts

Item = TypeVar("Item")

WIDTH: Final = 1280
HEIGHT: Final = 720
PAD: Final = 48
TEXT: Final = 24
"""The smallest text; only names on the map are smaller, as 38 districts leave no room."""
LINE: Final = 36
"""From one line of text to the next."""
TITLE: Final = 36
BODY_WIDTH: Final = WIDTH - 2 * PAD
BODY_HEIGHT: Final = 464
"""What title, scope and foot leave."""
BODY_LINES: Final = BODY_HEIGHT // LINE
MOST_BARS: Final = 11
"""Rows of a lying chart on one slide, each with its name at full size."""


def lines(text: str, *, room: float, size: float = TEXT) -> int:
    """How many lines `text` takes."""
    return len(fonts.wrapped(text, size=size, room=room))


def paged(texts: Iterable[str], *, room: float, most: int = BODY_LINES) -> Iterator[list[str]]:
    """Paragraphs in pages of at most `most` lines; one longer than a page falls apart."""
    page: list[str] = []
    used = 0
    for text in _short(texts, room=room, most=most):
        high = lines(text, room=room)
        if page and used + high > most:
            yield page
            page, used = [], 0
        page.append(text)
        used += high
    if page:
        yield page


def batches(items: Sequence[Item], *, most: int) -> Iterator[Sequence[Item]]:
    """Pieces of nearly equal length, none longer than `most`."""
    count = -(-len(items) // most)
    size = -(-len(items) // count) if count else 1
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _short(texts: Iterable[str], *, room: float, most: int) -> Iterator[str]:
    for text in texts:
        wrapped = fonts.wrapped(text, size=TEXT, room=room)
        for start in range(0, len(wrapped), most):
            yield "".join(wrapped[start : start + most])
