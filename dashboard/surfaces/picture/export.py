"""A picture to take away: the drawing between its title and what it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import vl_convert
from lxml import etree

from dashboard import theme
from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.sections.answer import Chart, Map
from dashboard.surfaces import fonts
from dashboard.surfaces.neutral import plain
from dashboard.surfaces.picture.drawing import FACES, drawn
from dashboard.surfaces.picture.map_spec import caption
from dashboard.surfaces.provenance import footing

WIDTH: Final = 960
SCALE: Final = 2
"""Pixels of a PNG for one of the SVG, so that it prints well."""
_PAD: Final = 24
_TITLE: Final = 22.0
_FOOT: Final = 12.0
_SVG: Final = "http://www.w3.org/2000/svg"


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What stands around a picture: its title, and lines under it."""

    title: str
    foot: tuple[str, ...]


def signed(block: Chart | Map, snapshot: Snapshot, section: FrozenSection) -> Signed:
    """Title, source, day and snapshot of a picture from a frozen section."""
    sources = dict.fromkeys(one.source for one in section.definitions if one.source)
    lines = (caption(block),) if isinstance(block, Map) else ()
    return Signed(
        title=block.title or section.title,
        foot=(*lines, f"来源：{'；'.join(sources)}", footing(snapshot, section)),
    )


def svg(block: Chart | Map, *, around: Signed) -> str:
    """The picture as SVG, with text as text."""
    inner = etree.fromstring(drawn(block, width=WIDTH - 2 * _PAD).encode())
    wide, high = (float(inner.get(side)) for side in ("width", "height"))
    page = max(WIDTH, wide + 2 * _PAD)
    root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG})
    back = etree.SubElement(root, f"{{{_SVG}}}rect", width="100%", height="100%")
    back.set("fill", theme.PAPER)
    room = page - 2 * _PAD
    y = _text(root, [around.title], y=_PAD, size=_TITLE, room=room, colour=theme.NAVY)
    inner.set("x", str(_PAD))
    inner.set("y", str(round(y + 8)))
    root.append(inner)
    y = _text(root, around.foot, y=y + high + 16, size=_FOOT, room=room, colour=theme.MUTED)
    for name, value in (("width", page), ("height", y + _PAD / 2)):
        root.set(name, str(round(value)))
    root.set("viewBox", f"0 0 {round(page)} {round(y + _PAD / 2)}")
    return str(etree.tostring(root, encoding="unicode"))


def png(block: Chart | Map, *, around: Signed) -> bytes:
    """The picture as PNG, at twice the size of the SVG."""
    return bytes(vl_convert.svg_to_png(svg(block, around=around), scale=SCALE))


def _text(
    root: Any, texts: Sequence[str], *, y: float, size: float, room: float, colour: str
) -> float:
    """Lines of text from `y` downwards; gives where they end."""
    for text in texts:
        for line in fonts.wrapped(plain(text), size=size, room=room):
            y += size * 1.35
            made = etree.SubElement(root, f"{{{_SVG}}}text", x=str(_PAD), y=str(round(y - 4, 1)))
            made.set("font-family", FACES)
            made.set("font-size", str(size))
            made.set("fill", colour)
            made.text = line
    return y
