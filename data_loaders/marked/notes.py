"""Our note and colour on one cell of a workbook, and taking them away again.

A note is known by how it begins, for not every program keeps its author. It says what colour the
cell had, if it had one; the sender's own note on the same cell stands below ours. Both come back
when ours goes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, cast

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Color, PatternFill
from openpyxl.styles.proxy import StyleProxy
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.theme import MARK
from data_loaders.marked.marks import AUTHOR, GRAVEST_FIRST, MOST_LETTERS, CellMark, writable

_OURS: Final = f"{AUTHOR}：\n"
_FORMER: Final = "\n——以下是原有批注——\n"
_COLOUR: Final = re.compile(r"\n（原底色([^）]*)）\Z")
_COLOUR_KINDS: Final = ("rgb", "theme", "indexed")


def write_marks(sheet: Worksheet, marks: Iterable[CellMark], *, most: int) -> int:
    """Colour the cells of `marks` and say why in a note each, in `most` notes; give their number.

    Marks that come to the same cell, as those of a row and of its first cell, share a note.
    """
    firsts, corners = _firsts(sheet), _corners(sheet)
    cells: dict[tuple[int, int], list[CellMark]] = defaultdict(list)
    for mark in marks:
        place = (mark.row, mark.column or firsts.get(mark.row, 1))
        cells[corners.get(place, place)].append(mark)
    for number, ((row, column), found) in enumerate(cells.items()):
        cell = cast(Cell, sheet.cell(row, column))
        if number < most:
            _write_note(cell, found)
        gravest = min((mark.level for mark in found), key=GRAVEST_FIRST.index)
        cell.fill = PatternFill("solid", fgColor=MARK[gravest].removeprefix("#"))
    return min(len(cells), most)


def _write_note(cell: Cell, marks: Sequence[CellMark]) -> None:
    told = "\n".join(
        mark.note if mark.row == cell.row else f"第{mark.row}行：{mark.note}" for mark in marks
    )
    colour = _fill_text(cell.fill)
    text = _OURS + writable(told, most=MOST_LETTERS) + (f"\n（原底色{colour}）" if colour else "")
    before = cell.comment
    if before is not None:
        text += f"{_FORMER}{before.author}\n{before.text}"
    cell.comment = note(writable(text), author=AUTHOR)


def note(text: str, *, author: str) -> Comment:
    """A note large enough to be read without pulling at its corner."""
    lines = sum(1 + len(line) // 22 for line in text.splitlines())
    return Comment(text, author, width=320, height=min(400, 30 + 18 * lines))


def take_away(sheet: Worksheet) -> None:
    """Remove our notes and colours, and give back what was there before."""
    for cell in filled(sheet):
        found = cell.comment
        if found is not None and found.text.startswith(_OURS):
            ours, mark, former = found.text.partition(_FORMER)
            colour = _COLOUR.search(ours)
            cell.fill = _fill(colour[1] if colour else "")
            author, _, own = former.partition("\n")
            cell.comment = note(own, author=author) if mark else None


def filled(sheet: Worksheet) -> list[Cell]:
    """The cells that the sheet has; its own walk would make every cell up to the farthest."""
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]


def _firsts(sheet: Worksheet) -> dict[int, int]:
    """By row its first filled column, where a mark goes that names none."""
    firsts: dict[int, int] = {}
    for cell in filled(sheet):
        if cell.value is not None:
            firsts[cell.row] = min(cell.column, firsts.get(cell.row, cell.column))
    return firsts


def _corners(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """By row and column of a merged cell the one that it is shown as."""
    return {
        place: (merged.min_row, merged.min_col)
        for merged in sheet.merged_cells.ranges
        for place in merged.cells
    }


def _fill_text(fill: StyleProxy) -> str:
    """A plain colour in words that `_fill` reads; anything finer than that is given up."""
    if getattr(fill, "patternType", "") != "solid":
        return ""
    colour = fill.fgColor
    return f"{colour.type}:{getattr(colour, colour.type)}:{colour.tint}"


def _fill(text: str) -> PatternFill:
    parts = text.split(":")
    if len(parts) != 3 or parts[0] not in _COLOUR_KINDS:
        return PatternFill()
    kind, value, tint = parts
    try:
        colour = Color(**{kind: value if kind == "rgb" else int(value)}, tint=float(tint))
    except (ValueError, TypeError):
        return PatternFill()
    return PatternFill("solid", fgColor=colour)
