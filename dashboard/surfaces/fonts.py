"""The fonts shipped with the product: how wide text is, and which characters they have.

What the server draws itself (PDF, pictures) is drawn with them; slides and documents name the
office's own fonts and are only measured with these, whose Chinese is one em wide as theirs is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from PIL import ImageFont

from dashboard.paths import ASSETS

FOLDER: Final = ASSETS / "fonts"
SANS: Final = "Oversight Sans"
SERIF: Final = "Oversight Serif"
RESERVE: Final = 1.03
"""How much wider than measured a text may turn out in the office's own font."""
_NARROW: Final = 1.14
"""How much wider Latin and digits are in the widest font that may stand in for the office's."""
_GRAIN: Final = 1000
_PIECES: Final = re.compile(r"\n|[A-Za-z0-9.,%+\-−/:]+|.", re.DOTALL)


def width(text: str, *, size: float) -> float:
    """How wide `text` is on one line, in points at `size` points, with a reserve."""
    return sum(map(_advance, text)) * size * RESERVE


def wrapped(text: str, *, size: float, room: float) -> list[str]:
    """`text` as lines of at most `room` points; numbers and Latin words are kept together."""
    lines, line, used = [], "", 0.0
    for piece in _broken(text, most=room / (size * RESERVE)):
        wide = width(piece, size=size)
        if piece == "\n" or (line and used + wide > room):
            lines.append(line)
            line, used = "", 0.0
        if piece != "\n":
            line, used = line + piece, used + wide
    return [*lines, line]


def uncovered(text: str) -> tuple[str, ...]:
    """The characters of `text` that not all shipped fonts have, in order of code."""
    return tuple(sorted({one for one in set(text) if one >= " " and ord(one) not in _covered()}))


def _broken(text: str, *, most: float) -> Iterable[str]:
    """Pieces of `text` that stay together; a word wider than a line falls apart."""
    for piece in _PIECES.findall(text):
        if len(piece) > 1 and sum(map(_advance, piece)) > most:
            yield from piece
        else:
            yield piece


@cache
def _covered() -> frozenset[int]:
    spans = json.loads((FOLDER / "coverage.json").read_text(encoding="utf-8"))
    return frozenset(point for first, last in spans for point in range(first, last + 1))


@cache
def _face() -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.BASIC
    return ImageFont.truetype(
        str(FOLDER / "OversightSans-Regular.otf"), _GRAIN, layout_engine=layout
    )


@cache
def _advance(letter: str) -> float:
    """Width of one character in em; what the font has not is taken as a full em."""
    if ord(letter) not in _covered():
        return 1.0 if letter >= " " else 0.0
    wide = _face().getlength(letter) / _GRAIN
    return wide if wide > 0.9 else wide * _NARROW
