"""District values for maps and tables, with the word that each figure's own state gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard import units
from dashboard.maps import unit_value
from dashboard.maps.unit_value import UnitValue
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import Measured
from dashboard.metrics.states import FigureState
from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.view import View
from dashboard.store.places import Place

NOT_INSPECTED = FigureState.NOT_INSPECTED.word
THIN = FigureState.THIN.word
_DRAWN: Final[Mapping[FigureState, unit_value.State]] = {
    FigureState.VALUE: "value",
    FigureState.ZERO: "zero",
    FigureState.THIN: "thin",
    FigureState.NOT_INSPECTED: "not_inspected",
}


def reporting(view: View, measured: Measured) -> tuple[Place, ...]:
    """The units a sum runs over: those valid on the day, then others with rows in the answer.

    See `Places.of_sum`: left out, the units would no longer add up to the city.
    """
    held = {figure.group[0] for figure in measured.figures if figure.rows or figure.population}
    return view.reference.places.of_sum(on=view.as_of, held=held)


def name_on(view: View, place: Place) -> str:
    """The unit's name as of the day; a former one says that it is one."""
    return view.named(place.id)


def short_name_on(view: View, place: Place) -> str:
    """The unit's name for a label of the map; a former one says that it is one."""
    return f"原{place.short_name}" if place.has_ceased(on=view.as_of) else place.short_name


def unit_values(view: View, measured: Measured, *, metric: str) -> tuple[UnitValue, ...]:
    """One value per reporting unit, in customary order; see `reporting`."""
    return tuple(
        _unit_value(view, place, measured.get(metric, place.id))
        for place in reporting(view, measured)
    )


def _unit_value(view: View, place: Place, figure: Figure) -> UnitValue:
    full = figure_text(figure)
    digits = units.written(figure.value, unit=METRICS[figure.metric].unit).digits
    drawn = _DRAWN.get(figure.state, "no_data")
    return UnitValue(
        code=place.code,
        name=name_on(view, place),
        short_name=short_name_on(view, place),
        value=figure.value if drawn in ("value", "zero") else None,
        # The legend has the unit; on the map there is room for the number alone.
        text=digits if drawn in ("value", "zero") else full,
        state=drawn,
        tip=full,
        why="" if drawn in ("value", "zero") else figure.state.word,
    )


def figure_text(figure: Figure) -> str:
    """The figure as read on a map: with its unit, or the word for why there is none."""
    if figure.state in (FigureState.VALUE, FigureState.ZERO):
        return units.text(figure.value, unit=METRICS[figure.metric].unit, at_least=figure.at_least)
    return figure.state.word


def figure_cell(figure: Figure) -> Cell:
    """The figure in a table's cell: a number, or the word for why there is none."""
    return (
        figure.value if figure.state in (FigureState.VALUE, FigureState.ZERO) else figure.state.word
    )


def district_table(
    view: View, measured: Measured, *, key: str, metrics: tuple[str, ...], title: str = ""
) -> Table:
    """A data table: one row per reporting unit, one column per metric, in customary order."""
    rows: list[list[Cell]] = [
        [
            name_on(view, place),
            *(figure_cell(measured.get(metric, place.id)) for metric in metrics),
        ]
        for place in reporting(view, measured)
    ]
    return Table(
        key=key,
        title=title or "各区县数据",
        columns=(
            Column(label="区县（开发区）"),
            *(Column(label=METRICS[metric].label, unit=METRICS[metric].unit) for metric in metrics),
        ),
        rows=rows if measured.figures else [],
        empty="尚无台账数据",
    )
