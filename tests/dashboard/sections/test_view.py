"""A view: what is shown, what stands in for a missing ledger, and links that keep the filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.view import View
from tests.views import figure_of, view_on

SHAPINGBA = Filters(district="沙坪坝区")


@pytest.fixture
def demo(demo_engine: Engine) -> View:
    return view_on(demo_engine)


@pytest.fixture
def circular(circular_engine: Engine) -> View:
    return view_on(circular_engine)


def test_a_ledgers_figure_is_shown_beside_the_circulars(demo: View, demo_engine: Engine) -> None:
    shown = demo.show(figure_of("lookback_problems_found", engine=demo_engine, as_of=demo.as_of))
    assert shown.text == "181项"
    assert not shown.from_published
    assert shown.published is not None
    assert shown.published.sentence() == "与通报一致"


def test_without_a_ledger_the_circulars_figure_stands_in(
    circular: View, circular_engine: Engine
) -> None:
    figure = figure_of("lookback_problems_found", engine=circular_engine, as_of=circular.as_of)
    shown = circular.show(figure)
    assert (shown.text, shown.from_published) == ("181项", True)


def test_the_circulars_figure_stands_in_for_its_own_scope_alone(
    circular: View, circular_engine: Engine
) -> None:
    """181 findings were found in eight districts; no single district has them."""
    figure = figure_of(
        "lookback_problems_found", engine=circular_engine, as_of=circular.as_of, filters=SHAPINGBA
    )
    shown = circular.show(figure, filters=SHAPINGBA)
    assert (shown.text, shown.from_published, shown.published) == ("—", False, None)


def test_a_figure_of_a_district_stands_in_for_that_district(
    circular: View, circular_engine: Engine
) -> None:
    key = "publicity_audience_person_times"
    for filters, text in ((SHAPINGBA, "100万余人次"), (Filters(), "—")):
        figure = figure_of(key, engine=circular_engine, as_of=circular.as_of, filters=filters)
        assert circular.show(figure, filters=filters).text == text


def test_what_the_circular_states_keeps_its_scope_and_day(demo: View) -> None:
    shown = demo.show_stated("publicity_audience_person_times")
    assert shown is not None
    assert shown.filters == SHAPINGBA
    assert shown.as_of == date(2024, 12, 31)
    assert shown.label.startswith("沙坪坝区")
    assert demo.show_stated("findings") is None


def test_a_question_takes_the_views_filters_and_day(demo: View) -> None:
    view = replace(demo, filters=SHAPINGBA)
    asked = view.ask("findings", by=("category",))
    assert (asked.metrics, asked.filters, asked.as_of) == (("findings",), SHAPINGBA, view.as_of)
    other = view.ask("findings", filters=Filters(), as_of=view.earlier)
    assert (other.filters, other.as_of) == (Filters(), view.earlier)


def test_to_compare_districts_the_district_is_dropped(demo: View) -> None:
    view = replace(demo, filters=replace(SHAPINGBA, category="培训档案"))
    assert view.wide() == Filters(category="培训档案")


def test_units_are_those_of_the_day(demo: View) -> None:
    assert len(demo.units()) == 42
    assert [place.name for place in demo.units()][0] == "万州区"
    later = replace(demo, as_of=date(2026, 1, 1))
    assert "江北区" not in {place.name for place in later.units()}


def test_links_keep_filters_and_day(demo: View) -> None:
    view = replace(demo, filters=SHAPINGBA, as_of=date(2024, 6, 30))
    link = view.link("去", "findings-map", measure="未销号", empty="")
    assert link.page == "findings-map"
    assert link.params == {"district": "沙坪坝区", "asof": "2024-06-30", "measure": "未销号"}


def test_the_default_day_stays_out_of_links(demo: View) -> None:
    assert demo.link("去", "data").params == {}
    assert demo.day_query() == {}


def test_a_time_not_reached_is_not_missing(demo: View, demo_engine: Engine) -> None:
    figure = figure_of("days_to_close", engine=demo_engine, as_of=demo.as_of)
    unreached = replace(figure, value=None)
    assert demo.show(figure).text == f"{figure.value:.0f}天"
    assert demo.show(unreached).text == "未达到"
    assert demo.show(replace(unreached, rows=0)).text == "—"
