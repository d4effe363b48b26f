"""What the colours of the map mean, and tiles for units that have no polygon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Pt

from dashboard import theme
from dashboard.maps.named import NamedClasses
from dashboard.maps.steps import Steps, fill, is_hatched, legend
from dashboard.maps.unit_value import LegendEntry, UnitValue
from dashboard.sections.answer import Map
from dashboard.surfaces.office.chart import EmuBox, colour, flat
from dashboard.surfaces.slides.text import PT, TextLine, cut, fitted, put

ROW: Final = 15 * PT
"""Height of a line of the legend, in EMU."""
_SENTENCE: Final = 10


def paint(shape: Any, unit: UnitValue | None, classes: Steps | NamedClasses) -> None:
    """The class's colour; who was not inspected is hatched, as in the legend."""
    if unit is not None and is_hatched(unit):
        _hatch(shape)
        return
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(shade(unit, classes))


def _hatch(shape: Any) -> None:
    shape.fill.patterned()
    shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
    shape.fill.fore_color.rgb = colour(theme.MUTED)
    shape.fill.back_color.rgb = colour(theme.NO_DATA)


def shade(unit: UnitValue | None, classes: Steps | NamedClasses) -> str:
    """The colour of a unit, also of one nothing is known of."""
    return theme.NO_DATA if unit is None else fill(unit, steps=classes)


def said_of(unit: UnitValue | None) -> str:
    """A unit's figure as read, on one line."""
    return "无数据" if unit is None else unit.text.replace("\n", "·")


def legend_height(block: Map, classes: Steps | NamedClasses) -> int:
    """How high the legend is, in EMU."""
    entries = legend(block.units, steps=classes)
    return 2 * ROW + -(-len(entries) // _across(entries)) * ROW + ROW // 2


def _across(entries: Sequence[LegendEntry]) -> int:
    """Entries side by side: two figures, or one sentence."""
    return 1 if any(len(entry.text) > _SENTENCE for entry in entries) else 2


def tiles_height(apart: Sequence[UnitValue]) -> int:
    """How high the tiles are, in EMU."""
    return ROW + -(-len(apart) // 2) * 2 * ROW + ROW // 2 if apart else 0


def draw_legend(shapes: Any, block: Map, classes: Steps | NamedClasses, *, box: EmuBox) -> int:
    """What the colours mean; gives the height used."""
    head = EmuBox(left=box.left, top=box.top, width=box.width, height=2 * ROW)
    title = TextLine(text=block.label, size=13, bold=True, colour=theme.NAVY, after=0)
    put(shapes, fitted((title,), box=head) or (cut(title, box=head),), box=head, name="图例标题")
    entries = legend(block.units, steps=classes)
    across = _across(entries)
    half = box.width // across
    for at, entry in enumerate(entries):
        row, column = divmod(at, across)
        left, top = box.left + column * half, head.top + head.height + row * ROW
        square = shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Emu(left), Emu(top + 2 * PT), Emu(14 * PT), Emu(10 * PT)
        )
        square.name = f"图例 {entry.text}"
        flat(square)
        square.line.color.rgb, square.line.width = colour(theme.LINE), Pt(0.5)
        if entry.hatched:
            _hatch(square)
        else:
            square.fill.solid()
            square.fill.fore_color.rgb = colour(entry.colour)
        beside_it = EmuBox(left=left + 18 * PT, top=top, width=half - 20 * PT, height=ROW)
        words = TextLine(text=f"{entry.text}（{entry.count}）", size=11, after=0)
        fitting = fitted((words,), box=beside_it) or (cut(words, box=beside_it),)
        put(shapes, fitting, box=beside_it, name="图例文字", middle=True)
    return legend_height(block, classes)


def draw_tiles(
    shapes: Any, apart: Sequence[UnitValue], classes: Steps | NamedClasses, *, box: EmuBox
) -> int:
    """Units without a polygon as tiles; gives the height used."""
    if not apart:
        return 0
    head = EmuBox(left=box.left, top=box.top, width=box.width, height=ROW)
    note = TextLine(text="另有单独填报、不在图上的单位", size=11, colour=theme.MUTED, after=0)
    put(shapes, fitted((note,), box=head) or (cut(note, box=head),), box=head, name="图块说明")
    half, high = box.width // 2, 2 * ROW
    for at, unit in enumerate(apart):
        row, column = divmod(at, 2)
        left, top = box.left + column * half, head.top + head.height + row * high
        tile = shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Emu(left), Emu(top), Emu(half - 4 * PT), Emu(high - 4 * PT)
        )
        tile.name = unit.name
        flat(tile)
        tile.line.color.rgb, tile.line.width = colour(theme.LINE), Pt(0.5)
        paint(tile, unit, classes)
        inside = EmuBox(
            left=left + 3 * PT, top=top + PT, width=half - 10 * PT, height=high - 6 * PT
        )
        said = f"{unit.short_name} {said_of(unit)}".strip()
        ink = theme.ink_on(shade(unit, classes))
        words = TextLine(text=said, size=11, colour=ink, after=0)
        fitting = fitted((words,), box=inside) or (cut(words, box=inside),)
        put(shapes, fitting, box=inside, name=f"{unit.name} 标注", align="center", middle=True)
    return tiles_height(apart)
