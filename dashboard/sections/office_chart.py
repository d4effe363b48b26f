"""A chart for office programs, drawn from the data table: what the table says and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard.charts.office_chart import Kind, OfficeChart, Series
from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.cell_value import valued
from dashboard.sections.figure_cell import Link


def native_of(
    table: Table,
    *,
    kind: Kind,
    colours: Mapping[str, str],
    axis: str,
    rows: Sequence[Sequence[Cell]] | None = None,
    lines: Mapping[str, tuple[float | None, str]] | None = None,
) -> OfficeChart | None:
    """The columns of `table` named in `colours` as series over its first column.

    Args:
        table: The chart's data table.
        kind: How an office program draws it.
        colours: Colour by label of a column, in the order of the series.
        axis: Title of the value axis with its unit.
        rows: The rows to draw where a table has others too, as a total.
        lines: Reference lines: name to value, in the stored unit of the first series, and colour.

    Returns:
        None where there is nothing to draw. Values stand in the unit the heads name.
    """
    drawn = table.rows if rows is None else rows
    if not drawn or not colours:
        return None
    places = {column.label: at for at, column in reversed(list(enumerate(table.columns)))}
    series = [
        Series(
            name=label,
            values=tuple(
                axis_value(row[places[label]], table.columns[places[label]]) for row in drawn
            ),
            colour=colour,
        )
        for label, colour in colours.items()
    ]
    first = table.columns[places[next(iter(colours))]]
    for name, (value, colour) in (lines or {}).items():
        level = (axis_value(value, first),) * len(drawn)
        series.append(Series(name=name, values=level, colour=colour, line=True))
    return OfficeChart(
        kind=kind,
        categories=tuple(cell_name(row[0]) for row in drawn),
        series=tuple(series),
        axis=axis,
        category_axis=table.columns[0].label,
    )


def axis_value(cell: Cell, column: Column) -> float | None:
    """A cell in the unit its head names; what is no number, as 未检查, stays a gap."""
    value = valued(cell, column)
    return value if isinstance(value, int | float) else None


def cell_name(cell: Cell) -> str:
    """What a row is called on an axis: its first cell as text."""
    if isinstance(cell, Link):
        return cell.label
    return cell.isoformat() if isinstance(cell, date) else str(cell)
