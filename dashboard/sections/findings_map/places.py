"""District values for maps and tables: missing, not inspected, thin and zero are four things."""

from __future__ import annotations

from dashboard import units
from dashboard.maps.unit_value import State, UnitValue
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import Figure, Measured
from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.view import View
from dashboard.store.places import Place

NOT_INSPECTED = "未检查"
THIN = "样本不足"
NO_DATA = "无数据"


def reporting(view: View, measured: Measured) -> tuple[Place, ...]:
    """The units a sum runs over: those valid on the day, then former ones that still hold rows.

    After 2025-11-06 the rows of 江北区 stay under its name, as nobody can say which of them would
    belong to which successor; left out, the units would no longer add up to the city.
    """
    valid = view.units()
    known = {place.id for place in valid}
    former = {
        figure.group[0]
        for figure in measured.figures
        if (figure.rows or figure.exposure) and figure.group[0] not in known
    }
    places = view.reference.places
    return valid + tuple(place for place in places.units if place.id in former)


def name_on(view: View, place: Place) -> str:
    """The unit's name; a former one says until when it was one."""
    if place.is_valid(on=view.as_of) or place.valid_to is None:
        return place.name
    return f"{place.name}（至{place.valid_to.isoformat()}）"


def unit_values(view: View, measured: Measured, *, metric: str) -> tuple[UnitValue, ...]:
    """One value per reporting unit, in customary order; see `reporting`."""
    loaded = is_loaded(view, metric)
    return tuple(
        _unit_value(view, place, measured.get(metric, place.id), loaded=loaded)
        for place in reporting(view, measured)
    )


def _unit_value(view: View, place: Place, figure: Figure, *, loaded: bool) -> UnitValue:
    state = state_of(figure, loaded=loaded)
    current = place.is_valid(on=view.as_of)
    full = figure_text(figure, loaded=loaded)
    digits = units.written(figure.value, unit=METRICS[figure.metric].unit).digits
    return UnitValue(
        code=place.code,
        name=name_on(view, place),
        short_name=place.short_name if current else f"原{place.short_name}",
        value=None if state == "thin" else figure.value,
        # The legend has the unit; on the map there is room for the number alone.
        text=digits if state in ("value", "zero") else full,
        state=state,
        tip=full,
    )


def is_loaded(view: View, metric: str) -> bool:
    """Whether the ledger that would say that somebody looked is loaded at all."""
    return bool(view.reference.batches_of(METRICS[metric].exposed.fact.ledger))


def state_of(figure: Figure, *, loaded: bool = True) -> State:
    """Whether a figure is a value, a true zero, too thin to say, not inspected, or not reported.

    Without its ledger nobody knows whether anybody looked, so that it is not reported.
    """
    if not figure.exposure:
        return "not_inspected" if loaded else "no_data"
    if figure.value is None:
        return "no_data"
    if figure.thin:
        return "thin"
    return "value" if figure.value else "zero"


def figure_text(figure: Figure, *, loaded: bool = True) -> str:
    """The figure as read on a map: with its unit, or the word for why there is none."""
    words = {"not_inspected": NOT_INSPECTED, "thin": THIN, "no_data": NO_DATA}
    word = words.get(state_of(figure, loaded=loaded))
    if word:
        return word
    return units.text(figure.value, unit=METRICS[figure.metric].unit, at_least=figure.at_least)


def figure_cell(figure: Figure) -> Cell:
    """The figure in a table's cell: a number, 未检查, 样本不足, or missing."""
    state = state_of(figure)
    if state == "not_inspected":
        return NOT_INSPECTED
    return THIN if state == "thin" else figure.value


def district_table(
    view: View, measured: Measured, *, key: str, metrics: tuple[str, ...], title: str = ""
) -> Table:
    """A table twin: one row per reporting unit, one column per metric, in customary order."""
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
