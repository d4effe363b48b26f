"""A section of one chart, from a metric and its dimensions."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard import theme
from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Chart
from dashboard.sections.metric_chart import MetricChart, chart_section
from dashboard.store.gazetteer import read_places
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES
from dashboard.store.state import loading
from tests.conftest import load_circular_alone
from tests.ledger import Ledger
from tests.views import answer_of, figure_of, view_on


def _chart(
    engine: Engine,
    declared: MetricChart,
    *,
    filters: Filters | None = None,
    as_of: date | None = None,
) -> Chart:
    view = view_on(engine, filters=filters, as_of=as_of)
    section = chart_section(declared, question="多少？")
    (chart,) = answer_of(section, view, engine=engine).blocks
    assert isinstance(chart, Chart)
    return chart


BY_CATEGORY = MetricChart(key="k", metric="findings", by="category", parts="severity")
BY_MONTH = MetricChart(key="m", metric="findings", by="month")
BY_DISTRICT = MetricChart(key="d", metric="findings", by="district")


@pytest.mark.parametrize("declared", [BY_CATEGORY, BY_MONTH, BY_DISTRICT], ids=lambda one: one.by)
def test_rows_add_up_to_the_figure(demo_engine: Engine, declared: MetricChart) -> None:
    whole = figure_of("findings", engine=demo_engine, as_of=date(2024, 12, 31)).value
    chart = _chart(demo_engine, declared)
    assert sum(row[-1] for row in chart.table.rows if isinstance(row[-1], int | float)) == whole
    assert chart.native is not None
    drawn = sum(value or 0 for one in chart.native.series for value in one.values)
    assert drawn == whole


def test_terms_stand_in_the_order_of_their_list_with_what_was_not_reported(
    demo_engine: Engine,
) -> None:
    chart = _chart(demo_engine, BY_CATEGORY)
    assert [row[0] for row in chart.table.rows] == list(FINDING_CATEGORIES.values())
    heads = [column.label for column in chart.table.columns]
    assert heads == ["问题类别", *SEVERITIES.values(), "未填报", "合计"]
    assert chart.title == "各问题类别发现问题，按严重程度"


def test_title_and_axis_are_the_metrics(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    answer = answer_of(chart_section(BY_MONTH, question="多少？"), view, engine=demo_engine)
    assert answer.title.startswith("发现问题")
    assert answer.title.endswith("项")
    assert answer.metrics == ("findings",)


def test_a_month_outside_the_period_is_no_zero(demo_engine: Engine) -> None:
    """A ledger that ever reported has figures of all its months, which say nothing here."""
    declared = MetricChart(key="p", metric="publicity_activities", by="month", parts="channel")
    filters = Filters(first=date(2024, 3, 1), last=date(2024, 5, 15))
    chart = _chart(demo_engine, declared, filters=filters)
    assert [row[0] for row in chart.table.rows] == ["2024-03", "2024-04", "2024-05（未满）"]
    day = date(2024, 12, 31)
    whole = figure_of("publicity_activities", engine=demo_engine, as_of=day, filters=filters).value
    assert sum(row[-1] or 0 for row in chart.table.rows) == whole  # type: ignore[misc]


def test_an_unfinished_month_is_pale_and_said(demo_engine: Engine) -> None:
    chart = _chart(demo_engine, BY_MONTH, as_of=date(2024, 11, 28))
    assert chart.table.rows[-1][0] == "2024-11（未满）"
    last = chart.spec["data"]["values"][-1]
    assert (last["month"], last["faded"]) == ("2024-11", True)
    assert last["text"].endswith("（当月未满）")


def test_without_a_ledger_it_is_said_what_the_circular_leaves_open(circular_engine: Engine) -> None:
    assert "原文未说明" in _chart(circular_engine, BY_MONTH).table.empty


def test_what_was_reported_with_more_is_no_exact_sum(empty_engine: Engine) -> None:
    load_circular_alone(empty_engine)
    with loading(empty_engine, dataset="production") as session:
        ledger = Ledger(session)
        place = next(iter(read_places(session).valid_on(date(2024, 11, 30))))
        for day, qualifier in ((1, "exact"), (2, "at_least")):
            ledger.add(
                "publicity_activity",
                district_id=place.id,
                channel="leaflet",
                held_on=date(2024, 11, day),
                copies=20_000,
                copies_qualifier=qualifier,
            )
    declared = MetricChart(key="l", metric="publicity_leaflets_total", by="month")
    chart = _chart(empty_engine, declared, as_of=date(2024, 11, 30))
    assert chart.table.rows == [["2024-11（含“余”，不少于此数）", 40_000]]
    (mark,) = chart.spec["data"]["values"]
    assert (mark["month"], mark["text"]) == ("2024-11", "4万份（含“余”，不少于此数）")


def test_parts_of_a_rate_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        MetricChart(key="r", metric="findings_per_inspection", by="month")


@pytest.mark.parametrize(
    "dimensions",
    [
        {"by": "institution"},
        {"by": "month", "parts": "district"},
        {"by": "month", "parts": "month"},
    ],
)
def test_a_dimension_that_has_no_terms_is_refused(dimensions: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is no list"):
        MetricChart(key="r", metric="findings", **dimensions)


def test_a_district_without_a_number_has_the_word_for_it(demo_engine: Engine) -> None:
    november = Filters(first=date(2024, 11, 1), last=date(2024, 11, 30))
    chart = _chart(demo_engine, BY_DISTRICT, filters=november)
    assert "未检查" in {row[1] for row in chart.table.rows}
    assert None not in {row[1] for row in chart.table.rows}


def test_every_part_has_a_colour_and_what_was_not_reported_is_grey(demo_engine: Engine) -> None:
    chart = _chart(demo_engine, BY_CATEGORY)
    assert chart.native is not None
    colours = {one.name: one.colour for one in chart.native.series}
    assert list(colours) == [*SEVERITIES.values(), "未填报"]
    assert colours["未填报"] == theme.NO_DATA
    assert len(set(colours.values())) == len(colours)
