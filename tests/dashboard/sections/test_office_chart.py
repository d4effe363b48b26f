"""What an office program draws is what the data table says."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from datetime import date
from importlib import import_module

import pytest
from sqlalchemy import Engine

import dashboard.sections
from dashboard import theme, units
from dashboard.charts.office_chart import OfficeChart
from dashboard.sections.answer import Block, Chart, Column, Row, Table
from dashboard.sections.office_chart import native_of
from dashboard.sections.section import Section
from dashboard.sections.view import View
from tests.views import answer_of, view_on

TABLE = Table(
    key="t",
    title="各月处罚",
    columns=(
        Column(label="月份"),
        Column(label="罚款", unit="fen"),
        Column(label="已缴比例", unit="share"),
    ),
    rows=[["2024-10", 5_300_050, 0.84694], [date(2024, 11, 1), None, None], ["合计", 1, 1.0]],
)
PARAMS = (
    {},
    {"measure": "次均问题"},
    {"measure": "检查次数"},
    {"institution": "1"},
)


def test_values_stand_in_the_unit_of_their_head_and_gaps_stay_gaps() -> None:
    made = native_of(
        TABLE,
        kind="column",
        colours={"罚款": theme.NAVY},
        axis="罚款（元）",
        rows=TABLE.rows[:2],
        lines={"限额": (100, theme.MUTED)},
    )
    assert made is not None
    assert made.categories == ("2024-10", "2024-11-01")
    assert [one.values for one in made.series] == [(53000.5, None), (1.0, 1.0)]
    assert [one.line for one in made.series] == [False, True]


def test_an_empty_table_has_no_chart() -> None:
    assert native_of(TABLE, kind="bar", colours={"罚款": theme.NAVY}, axis="元", rows=[]) is None


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_every_chart_of_the_product_can_be_drawn_by_an_office_program(
    demo_engine: Engine,
) -> None:
    seen = {}
    for params in PARAMS:
        view = view_on(demo_engine, params=params)
        for chart in charts(view, demo_engine):
            assert chart.native is not None, chart.key
            assert_says_what_the_table_says(chart.native, chart.table)
            seen[chart.key] = chart.native.kind
    assert len(seen) >= 14
    assert set(seen.values()) >= {"bar", "stacked_bar", "stacked_column", "line", "interval"}


def charts(view: View, engine: Engine) -> Iterator[Chart]:
    for section in sections():
        if section.when(view):
            yield from within(answer_of(section, view, engine=engine).blocks)


def within(blocks: tuple[Block, ...]) -> Iterator[Chart]:
    for block in blocks:
        if isinstance(block, Chart):
            yield block
        elif isinstance(block, Row):
            for _, inner in block.columns:
                yield from within(inner)


def sections() -> list[Section]:
    """Every section of the product."""
    found = {}
    for module in pkgutil.walk_packages(dashboard.sections.__path__, "dashboard.sections."):
        for one in vars(import_module(module.name)).values():
            if isinstance(one, Section):
                found[id(one)] = one
    return list(found.values())


def assert_says_what_the_table_says(native: OfficeChart, table: Table) -> None:
    """Every value stands in the row of its category, under the head of its series."""
    if native.kind == "scatter":
        assert_points_stand_in_rows(native, table)
        return
    labels = [column.label for column in table.columns]
    if native.series[0].name not in labels:
        assert_parts_stand_in_rows(native, table)
        return
    rows = {str(row[0]): row for row in table.rows}
    for series in (one for one in native.series if not one.line):
        at = labels.index(series.name)
        scale = units.UNITS[table.columns[at].unit].scale
        for name, value in zip(native.categories, series.values, strict=True):
            cell = rows[name][at]
            said = isinstance(cell, int | float)
            assert value == (pytest.approx(cell * scale, abs=1e-4) if said else None)


def assert_points_stand_in_rows(native: OfficeChart, table: Table) -> None:
    """Both numbers of every point stand in one row of the table; lines are no rows."""
    rows = [
        [
            cell * units.UNITS[column.unit].scale
            for cell, column in zip(row, table.columns, strict=True)
            if column.unit and isinstance(cell, int | float)
        ]
        for row in table.rows
    ]
    points = [
        (x, y)
        for series in native.series
        if not series.line
        for x, y in zip(series.x, series.values, strict=True)
    ]
    assert points or all(series.line for series in native.series)
    for x, y in points:
        assert any(
            any(x == pytest.approx(one, abs=1e-4) for one in row)
            and any(y == pytest.approx(one, abs=1e-4) for one in row)
            for row in rows
        ), (x, y)


def assert_parts_stand_in_rows(native: OfficeChart, table: Table) -> None:
    """A table with a row for each category and part: the part's value stands in the third cell."""
    rows = {(str(row[0]), str(row[1])): row[2] for row in table.rows}
    drawn = {
        (name, series.name): value
        for series in native.series
        for name, value in zip(native.categories, series.values, strict=True)
        if value
    }
    assert drawn == {key: value for key, value in rows.items() if value}
