from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import Measured, measure
from dashboard.metrics.states import FigureState
from dashboard.sections.district_values import (
    _unit_value,
    district_table,
    figure_cell,
    figure_text,
    reporting,
    unit_values,
)
from dashboard.sections.view import View
from dashboard.store.models.places import District
from tests.views import view_on


def figure(**given: object) -> Figure:
    whole: dict[str, object] = {
        "metric": "findings_per_inspection",
        "group": (),
        "value": 1.5,
        "numerator": 9,
        "denominator": 6,
        "rows": 9,
        "population": 6,
        "at_least": False,
        "state": FigureState.VALUE,
    }
    return Figure(**whole | given)  # type: ignore[arg-type]


def asked(engine: Engine, view: View, *metrics: str) -> Measured:
    with Session(engine) as session:
        (got,) = measure(session, [view.ask(*metrics, by=("district",), filters=view.wide())])
    return got


@pytest.mark.parametrize(
    ("given", "state", "text"),
    [
        ({}, "value", "1.5项/次"),
        ({"value": 0.0, "numerator": 0, "rows": 0, "state": FigureState.ZERO}, "zero", "0项/次"),
        ({"state": FigureState.THIN, "denominator": 2}, "thin", "样本不足"),
        ({"value": None, "state": FigureState.NOT_INSPECTED}, "not_inspected", "未检查"),
        ({"value": None, "state": FigureState.NOT_REPORTED}, "no_data", "未填报"),
        ({"value": None, "state": FigureState.NO_LEDGER}, "no_data", "无台账"),
    ],
)
def test_value_zero_thin_not_inspected_and_missing_are_five_things(
    demo_engine: Engine, given: dict[str, object], state: str, text: str
) -> None:
    shown = figure(**given)
    assert figure_text(shown) == text
    assert figure_cell(shown) == (shown.value if state in ("value", "zero") else text)
    view = view_on(demo_engine)
    place = view.units()[0]
    assert _unit_value(view, place, shown).state == state


def test_an_uninspected_county_is_neither_zero_nor_missing(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    values = unit_values(view, asked(demo_engine, view, "findings"), metric="findings")
    states = {one.name: (one.state, one.tip) for one in values}
    assert states["城口县"] == ("not_inspected", "未检查")
    assert states["武隆区"] == ("zero", "0项")


def test_the_circular_alone_gives_no_data_anywhere(circular_engine: Engine) -> None:
    view = view_on(circular_engine)
    values = unit_values(view, asked(circular_engine, view, "findings"), metric="findings")
    assert {(one.state, one.why) for one in values} == {("no_data", "无台账")}
    assert len(values) == 38 + 4


def test_units_add_up_to_the_city(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    by_unit = asked(demo_engine, view, "findings", "inspections")
    with Session(demo_engine) as session:
        (city,) = measure(session, [view.ask("findings", "inspections")])
    for metric in ("findings", "inspections"):
        values = unit_values(view, by_unit, metric=metric)
        assert sum(one.value or 0 for one in values) == city.get(metric).value


def test_after_the_merger_former_units_keep_their_rows_and_the_sum(demo_engine: Engine) -> None:
    view = view_on(demo_engine, as_of=date(2025, 12, 31))
    by_unit = asked(demo_engine, view, "findings")
    names = {one.short_name for one in unit_values(view, by_unit, metric="findings")}
    assert {"原江北", "原渝北"} <= names
    with Session(demo_engine) as session:
        (city,) = measure(session, [view.ask("findings")])
        rows = list(session.scalars(select(District.id)))
    units = reporting(view, by_unit)
    assert (
        sum(by_unit.get("findings", one.id).value or 0 for one in units)
        == city.get("findings").value
    )
    assert len({one.id for one in units}) == len(units) <= len(rows)


def test_a_table_says_that_nobody_looked(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    got = asked(demo_engine, view, "findings")
    table = district_table(view, got, key="t", metrics=("findings",))
    assert ["城口县", "未检查"] in [list(row) for row in table.rows]
