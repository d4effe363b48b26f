"""Our note and colour on one cell of a workbook, and taking them away again.

A note is known by its author, which also says what colour the cell had; the sender's own note on
the same cell stands below ours and comes back when ours goes.
"""

from __future__ import annotations

from typing import Final, cast

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Color, PatternFill
from openpyxl.styles.proxy import StyleProxy
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.theme import MARK
from data_loaders.marked.marks import AUTHOR, Mark, writable

_FORMER: Final = "\n——以下是原有批注——\n"
_OURS: Final = f"{AUTHOR}|"
_COLOUR_KINDS: Final = ("rgb", "theme", "indexed")


def write_note(sheet: Worksheet, mark: Mark, *, with_text: bool) -> None:
    """Colour the cell of `mark` and, `with_text`, say why in a note."""
    cell = _cell(sheet, mark)
    before = cell.comment
    if with_text:
        text = mark.note
        if before is not None:
            text += f"{_FORMER}{before.author}\n{before.text}"
        cell.comment = note(writable(text), author=f"{_OURS}{_fill_text(cell.fill)}")
    cell.fill = PatternFill("solid", fgColor=MARK[mark.level].removeprefix("#"))


def note(text: str, *, author: str) -> Comment:
    """A note large enough to be read without pulling at its corner."""
    lines = sum(1 + len(line) // 22 for line in text.splitlines())
    return Comment(text, author, width=320, height=min(400, 30 + 18 * lines))


def take_away(sheet: Worksheet) -> None:
    """Remove our notes and colours, and give back what was there before."""
    for cell in filled(sheet):
        found = cell.comment
        if found is not None and (found.author or "").startswith(_OURS):
            cell.fill = _fill(found.author.removeprefix(_OURS))
            cell.comment = _former(found.text)


def filled(sheet: Worksheet) -> list[Cell]:
    """The cells that the sheet has; its own walk would make every cell up to the farthest."""
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]


def _former(text: str) -> Comment | None:
    _, mark, former = text.partition(_FORMER)
    author, _, own = former.partition("\n")
    return note(own, author=author) if mark else None


def _cell(sheet: Worksheet, mark: Mark) -> Cell:
    """The cell to mark: the first filled one where none is named, the corner of merged cells."""
    column = mark.column or next(
        (cell.column for cell in sheet[mark.row] if cell.value is not None), 1
    )
    cell = sheet.cell(mark.row, column)
    if isinstance(cell, MergedCell):
        merged = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
        cell = sheet.cell(merged.min_row, merged.min_col)
    return cast(Cell, cell)


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
