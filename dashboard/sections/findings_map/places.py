"""District values for maps and tables: missing, not inspected and zero are three things."""

from __future__ import annotations

from dashboard import units
from dashboard.maps.unit_value import State, UnitValue
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import Figure, Measured
from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.view import View

NOT_INSPECTED = "未检查"


def unit_values(view: View, measured: Measured, *, metric: str) -> tuple[UnitValue, ...]:
    """One value per reporting unit valid on the as-of day, in customary order."""
    return tuple(
        UnitValue(
            code=place.code,
            name=place.name,
            short_name=place.short_name,
            value=(figure := measured.get(metric, place.id)).value,
            text=figure_text(figure),
            state=state_of(figure),
        )
        for place in view.units()
    )


def state_of(figure: Figure) -> State:
    """Whether a district's figure is a value, a true zero, not inspected, or not reported."""
    if figure.value:
        return "value"
    if figure.value == 0:
        return "zero"
    return "not_inspected" if not figure.exposure else "no_data"


def figure_text(figure: Figure) -> str:
    """The figure as read on a map: with its unit, 未检查 where nobody looked, — where no data."""
    if state_of(figure) == "not_inspected":
        return NOT_INSPECTED
    return units.text(figure.value, unit=METRICS[figure.metric].unit, at_least=figure.at_least)


def district_table(
    view: View, measured: Measured, *, key: str, metrics: tuple[str, ...], title: str = ""
) -> Table:
    """A table twin: one row per reporting unit, one column per metric, in customary order."""
    rows: list[list[Cell]] = [
        [
            place.name,
            *(
                figure.value if figure.exposure else NOT_INSPECTED
                for figure in (measured.get(metric, place.id) for metric in metrics)
            ),
        ]
        for place in view.units()
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
