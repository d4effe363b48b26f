from __future__ import annotations

from sqlalchemy import Engine

from dashboard.metrics.clusters import PACE
from dashboard.metrics.definitions import METRICS
from dashboard.sections.answer import Table
from dashboard.sections.comparison_groups import grouped
from dashboard.sections.comparison_measures import MEASURES
from dashboard.sections.districts.table import comparison_table
from tests.dashboard.sections.districts.kept import compared_on, view_of


def table_of(engine: Engine, metric: str) -> Table:
    view, compared = view_of(engine), compared_on(engine, metric)
    members = grouped(view, compared)
    return comparison_table(view, MEASURES[metric], compared, members, key="t")


def test_rows_fit_the_columns_the_city_first(demo_engine: Engine) -> None:
    for metric in MEASURES:
        table = table_of(demo_engine, metric)
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert table.rows[0][0] == "全市"


def test_rows_are_in_customary_order(demo_engine: Engine) -> None:
    names = [row[0] for row in table_of(demo_engine, "on_time_share").rows[1:]]
    assert names == [place.name for place in view_of(demo_engine).units()]


def test_a_standardised_rate_stands_beside_the_raw_one(demo_engine: Engine) -> None:
    heads = [column.label for column in table_of(demo_engine, "theory_pass_rate").columns]
    assert heads[2:4] == ["标准化合格率", "理论首考合格率"]


def test_the_pace_stands_beside_the_median_of_days(demo_engine: Engine) -> None:
    table = table_of(demo_engine, PACE)
    assert [column.unit for column in table.columns[2:6]] == [
        "ratio",
        METRICS[PACE].unit,
        "findings",
        "findings",
    ]
    assert table.rows[0][2] == 1.0


def test_a_unit_stands_apart_where_it_reaches_beyond_one(demo_engine: Engine) -> None:
    for row in table_of(demo_engine, "archive_complete_share").rows[1:]:
        _, group, *_, reach = row
        if reach is not None:
            assert str(group).startswith("明显偏低") == (float(str(reach)) < -1)


def test_without_a_ledger_the_table_is_empty(circular_engine: Engine) -> None:
    table = table_of(circular_engine, "on_time_share")
    assert (list(table.rows), "台账尚未导入" in table.empty) == ([], True)
