"""The frame of one slide: title, demo mark, body, foot, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.util import Emu

from dashboard import theme
from dashboard.surfaces.neutral import plain
from dashboard.surfaces.office.chart import EmuBox, colour
from dashboard.surfaces.slides.text import TextLine, cut, fill, fitted, put

_MARGIN: Final = 0.045
"""Of the slide's width, left and right."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Where things stand on slides of a presentation's size."""

    width: int
    height: int

    @property
    def left(self) -> int:
        """Left edge of everything."""
        return int(self.width * _MARGIN)

    @property
    def title(self) -> EmuBox:
        """Where the finding stands."""
        return self._band(0.05, 0.13)

    @property
    def body(self) -> EmuBox:
        """What is left for the blocks."""
        return self._band(0.205, 0.715)

    @property
    def foot(self) -> EmuBox:
        """One line at the bottom, left of the number."""
        band = self._band(0.942, 0.034)
        return EmuBox(left=band.left, top=band.top, width=int(band.width * 0.9), height=band.height)

    @property
    def number(self) -> EmuBox:
        """The slide's number at the bottom right."""
        band = self._band(0.942, 0.034)
        wide = int(band.width * 0.08)
        return EmuBox(
            left=band.left + band.width - wide, top=band.top, width=wide, height=band.height
        )

    @property
    def mark(self) -> EmuBox:
        """The demo mark at the top right."""
        band = self._band(0.012, 0.034)
        wide = int(band.width * 0.2)
        return EmuBox(
            left=band.left + band.width - wide, top=band.top, width=wide, height=band.height
        )

    def _band(self, top: float, height: float) -> EmuBox:
        return EmuBox(
            left=self.left,
            top=int(self.height * top),
            width=self.width - 2 * self.left,
            height=int(self.height * height),
        )


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every slide of a section carries."""

    frame: Frame
    title: str
    foot: str
    demo: str
    notes: tuple[str, ...]


class SlideWriter:
    """Makes the slides of one presentation, one after the other."""

    def __init__(self, deck: Any, layout: Any) -> None:
        self._deck = deck
        self._layout = layout

    def new(self, paper: Paper, *, part: int = 0) -> Any:
        """A slide with everything but its blocks; `part` counts the slides of one section."""
        slide = self._deck.slides.add_slide(self._layout)
        more = "（续）" if part else ""
        _title(slide, f"{paper.title}{more}", box=paper.frame.title)
        self._around(slide, paper)
        notes = slide.notes_slide.notes_text_frame
        said = paper.notes if not part else (f"（续）{paper.title}", "口径与来源见本节第一页备注。")
        notes.text = plain("\n".join(said))
        return slide

    def _around(self, slide: Any, paper: Paper) -> None:
        frame = paper.frame
        line = fitted(
            (TextLine(text=paper.foot, size=11, colour=theme.MUTED, after=0),), box=frame.foot
        )
        wanted = line or (
            cut(TextLine(text=paper.foot, size=8, colour=theme.MUTED), box=frame.foot),
        )
        put(slide.shapes, wanted, box=frame.foot, name="页脚", middle=True)
        number = TextLine(text=str(len(self._deck.slides)), size=11, colour=theme.MUTED, after=0)
        put(slide.shapes, (number,), box=frame.number, name="页码", align="right", middle=True)
        if paper.demo:
            badge(slide.shapes, paper.demo, box=frame.mark)


def badge(shapes: Any, text: str, *, box: EmuBox) -> None:
    """The mark that says that nothing here is real."""
    mark = TextLine(text=text, size=11, bold=True, colour=theme.DEMO, after=0)
    shape = put(shapes, (mark,), box=box, name="演示标记", align="center", middle=True)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(theme.DEMO_WASH)


def _title(slide: Any, text: str, *, box: EmuBox) -> None:
    """The finding in the layout's title, as large as it fits."""
    line = TextLine(text=text, size=28, bold=True, colour=theme.NAVY, after=0)
    lines = fitted((line,), box=box) or (
        cut(TextLine(text=text, size=16, bold=True, colour=theme.NAVY, after=0), box=box),
    )
    place(slide.shapes.title, box)
    fill(slide.shapes.title.text_frame, lines, middle=True)


def place(shape: Any, box: EmuBox) -> None:
    """Put a shape where the box is."""
    shape.left, shape.top = Emu(box.left), Emu(box.top)
    shape.width, shape.height = Emu(box.width), Emu(box.height)


def beside(box: EmuBox, share: float, *, gap: float = 0.02) -> tuple[EmuBox, EmuBox]:
    """A box cut into a left part of `share` of its width and what is right of it."""
    left, between = int(box.width * share), int(box.width * gap)
    return (
        EmuBox(left=box.left, top=box.top, width=left, height=box.height),
        EmuBox(
            left=box.left + left + between,
            top=box.top,
            width=box.width - left - between,
            height=box.height,
        ),
    )


def below(box: EmuBox, used: int) -> EmuBox:
    """What is left of a box under its first `used` EMU."""
    return EmuBox(left=box.left, top=box.top + used, width=box.width, height=box.height - used)


def remarks(texts: Sequence[str], *, size: float = 16) -> tuple[TextLine, ...]:
    """Sentences as paragraphs of the body."""
    return tuple(TextLine(text=text, size=size, bullet=True, after=6) for text in texts if text)
