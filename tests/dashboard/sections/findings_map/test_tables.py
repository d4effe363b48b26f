from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.measure import measure
from dashboard.sections.comparison_measures import everything
from dashboard.sections.findings_map.tables import units_table
from dashboard.sections.findings_map.where import by_unit, of_city
from dashboard.sections.view import View
from tests.views import view_on


def got_on(engine: Engine, view: View) -> Mapping[str, Any]:
    with Session(engine) as session:
        units, city = measure(session, [by_unit(view), of_city(view)])
        compared = everything(view).run(session)
    return {"units": units, "city": city, "compared": compared}


def test_the_city_stands_first_and_the_counts_below_add_up_to_it(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    first, *rest = units_table(view, got_on(demo_engine, view), key="t").rows
    assert first[0] == "全市合计"
    for column in (1, 2, 3, 5):
        numbers = [row[column] for row in rest if isinstance(row[column], int | float)]
        assert sum(numbers) == first[column]


def test_an_uninspected_unit_has_words_and_no_interval(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    rows = {row[0]: row for row in units_table(view, got_on(demo_engine, view), key="t").rows}
    assert list(rows["城口县"][1:]) == [*["未检查"] * 5, None, None, "未检查"]


def test_rows_are_in_customary_order_not_by_value(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    names = [row[0] for row in units_table(view, got_on(demo_engine, view), key="t").rows]
    assert names[1:] == [place.name for place in view.units()]


def test_without_a_ledger_the_table_is_empty_and_says_why(circular_engine: Engine) -> None:
    view = view_on(circular_engine)
    table = units_table(view, got_on(circular_engine, view), key="t")
    assert (list(table.rows), "原文未说明" in table.empty) == ([], True)
