"""Text on slides: measured before it is put, so that none leaves its box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Pt

from dashboard import theme
from dashboard.surfaces import fonts
from dashboard.surfaces.neutral import plain
from dashboard.surfaces.office.chart import FACE, EmuBox, colour

PT: Final = 12_700
"""EMU in a point."""
LEADING: Final = 1.3
"""Line pitch in em; set as a fixed pitch, so that no font's own leading moves a line."""
SMALLEST: Final = 0.55
_STEP: Final = 0.05


@dataclass(frozen=True, kw_only=True)
class TextLine:
    """One paragraph: its text, size in points, weight, colour, space after in points."""

    text: str
    size: float
    bold: bool = False
    colour: str = theme.INK
    after: float = 4
    bullet: bool = False

    def height(self, room: float) -> float:
        """How high it is in points when wrapped at `room` points."""
        count = len(fonts.wrapped(_said(self), size=self.size, room=room))
        return count * self.size * LEADING + self.after


def height(lines: Sequence[TextLine], *, room: float) -> float:
    """Height of paragraphs below each other, in points."""
    return sum(line.height(room) for line in lines)


def fitted(
    lines: Sequence[TextLine], *, box: EmuBox, smallest: float = SMALLEST
) -> tuple[TextLine, ...] | None:
    """The lines, scaled down in steps as far as needed to stand in `box`; None where they do not.

    `smallest` is the share of the wanted size that is still read.
    """
    scale = 1.0
    while scale >= smallest - 1e-9:
        scaled = tuple(
            replace(line, size=round(line.size * scale, 1), after=line.after * scale)
            for line in lines
        )
        if height(scaled, room=box.width / PT) <= box.height / PT:
            return scaled
        scale -= _STEP
    return None


def cut(line: TextLine, *, box: EmuBox) -> TextLine:
    """The line, shortened with … where it does not stand in `box`."""
    text = line.text
    while text and fitted((replace(line, text=f"{text}…", after=0),), box=box, smallest=1) is None:
        text = text[:-1]
    return replace(line, text=f"{text}…", after=0)


def paged(lines: Sequence[TextLine], *, box: EmuBox) -> list[tuple[TextLine, ...]]:
    """The lines in portions that each stand in `box`; a line too long for one is split."""
    room, most = box.width / PT, box.height / PT
    pages: list[list[TextLine]] = [[]]
    for line in (part for whole in lines for part in _split(whole, room=room, most=most)):
        if pages[-1] and height([*pages[-1], line], room=room) > most:
            pages.append([])
        pages[-1].append(line)
    return [tuple(page) for page in pages if page]


def put(
    shapes: Any,
    lines: Sequence[TextLine],
    *,
    box: EmuBox,
    name: str,
    align: str = "left",
    middle: bool = False,
) -> Any:
    """A text box with these paragraphs, exactly as measured; gives the shape."""
    shape = shapes.add_textbox(Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height))
    shape.name = name
    fill(shape.text_frame, lines, align=align, middle=middle)
    return shape


def fill(
    frame: Any, lines: Sequence[TextLine], *, align: str = "left", middle: bool = False
) -> None:
    """Paragraphs into a text frame without margins, wrapped at its width."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE if middle else MSO_ANCHOR.TOP
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = getattr(PP_ALIGN, align.upper())
        paragraph.line_spacing = Pt(line.size * LEADING)
        paragraph.space_after = Pt(line.after)
        write(paragraph, line)


def write(paragraph: Any, line: TextLine) -> None:
    """One run with the line's text and look; control characters are left out."""
    run = paragraph.add_run()
    run.text = plain(_said(line)).replace("\n", " ").replace("\t", " ")
    run.font.size, run.font.bold = Pt(line.size), line.bold
    run.font.name = FACE
    run.font.color.rgb = colour(line.colour)


def _said(line: TextLine) -> str:
    return f"• {line.text}" if line.bullet else line.text


def _split(line: TextLine, *, room: float, most: float) -> list[TextLine]:
    rows = fonts.wrapped(line.text, size=line.size, room=room * 0.97)
    fit = max(1, int((most - line.after) / (line.size * LEADING)))
    parts = ["".join(rows[at : at + fit]) for at in range(0, len(rows), fit)]
    return [
        replace(line, text=part, bullet=line.bullet and at == 0) for at, part in enumerate(parts)
    ]
