"""Cells as text: the one way any surface writes what stands in a table."""

from __future__ import annotations

from datetime import date

from dashboard import units
from dashboard.sections.answer import Cell, Column
from dashboard.sections.figure_cell import Link


def written(cell: Cell, column: Column) -> str:
    """A cell as text; missing is —, numbers are written in their column's unit."""
    if cell is None:
        return units.MISSING
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Link):
        return cell.label
    if isinstance(cell, str):
        return cell
    return units.number(cell, unit=column.unit) if column.unit else f"{cell:,}"
