"""A table's cell as a program reads it, in the unit its column's head names."""

from __future__ import annotations

from datetime import date

from dashboard import units
from dashboard.sections.answer import Cell, Column
from dashboard.sections.figure_cell import Link


def valued(cell: Cell, column: Column) -> str | float | int | date | None:
    """A cell as a value: shares in per cent, money in yuan, a link as its label."""
    if isinstance(cell, Link):
        return cell.label
    if column.unit and isinstance(cell, int | float):
        scale = units.UNITS[column.unit].scale
        return cell if scale == 1 else round(cell * scale, 4)
    return cell
