"""A view: what is shown, what stands in for a missing ledger, and links that keep the filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.periods import DEFAULT
from dashboard.metrics.states import FigureState
from dashboard.sections.view import View
from tests.circulars import two_circulars, two_lookbacks
from tests.ledger import Ledger
from tests.views import figure_of, view_on

SHAPINGBA = Filters(district="500106")


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
    assert (shown.text, shown.from_published, shown.published) == ("无台账", False, None)


def test_a_figure_of_a_district_stands_in_for_that_district(
    circular: View, circular_engine: Engine
) -> None:
    key = "publicity_audience_person_times"
    for filters, text in ((SHAPINGBA, "100万余人次"), (Filters(), "无台账")):
        figure = figure_of(key, engine=circular_engine, as_of=circular.as_of, filters=filters)
        assert circular.show(figure, filters=filters).text == text


def test_what_the_circular_states_keeps_its_scope_and_day(demo: View) -> None:
    (stated,) = demo.told("publicity_audience_person_times")
    shown = demo.show_stated(stated)
    assert shown.filters == SHAPINGBA
    assert shown.as_of == date(2024, 12, 31)
    assert shown.label.startswith("沙坪坝区")
    assert demo.told("findings") == ()


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
    assert link.params == {
        "period": "全部",
        "district": "500106",
        "asof": "2024-06-30",
        "measure": "未销号",
    }


def test_the_default_day_stays_out_of_links(demo: View) -> None:
    usual = replace(demo, filters=Filters(period=DEFAULT))
    assert usual.link("去", "data").params == {}
    assert demo.day_query() == {}


def test_a_time_not_reached_is_not_missing(demo: View, demo_engine: Engine) -> None:
    figure = figure_of("days_to_close", engine=demo_engine, as_of=demo.as_of)
    unreached = replace(figure, value=None, state=FigureState.UNREACHED)
    assert demo.show(figure).text == f"{figure.value:.0f}天"
    assert demo.show(unreached).text == "未达到"
    assert demo.show(replace(unreached, state=FigureState.NOT_INSPECTED)).text == "未检查"


def test_nothing_of_a_document_is_in_a_view_of_an_earlier_day(demo_engine: Engine) -> None:
    early = view_on(demo_engine, as_of=date(2022, 6, 30))
    assert early.verdicts == ()
    assert early.reference.figures == early.reference.mentions == ()
    figure = figure_of("lookback_problems_found", engine=demo_engine, as_of=early.as_of)
    shown = early.show(figure)
    assert (shown.text, shown.published, shown.mark) == ("未检查", None, "")


def test_a_filter_that_changes_what_is_counted_leaves_the_published_figure_out(
    demo: View, demo_engine: Engine
) -> None:
    key = "lookback_problems_found"
    for filters, mark in (
        (Filters(), "与通报一致"),
        (Filters(campaign="2024年专项治理“回头看”"), "与通报一致"),
        (Filters(category="培训档案"), ""),
        (Filters(first=date(2024, 12, 1)), "与通报一致"),
    ):
        figure = figure_of(key, engine=demo_engine, as_of=demo.as_of, filters=filters)
        assert demo.show(figure, filters=filters).mark == mark


def test_a_filter_that_does_not_touch_a_figure_leaves_it_in_its_scope(
    demo: View, demo_engine: Engine
) -> None:
    """The number of institutions reviewed knows no category of findings."""
    filters = Filters(category="培训档案")
    figure = figure_of("review_institutions_total", engine=demo_engine, as_of=demo.as_of)
    assert demo.show(figure, filters=filters).mark == "与通报一致"


def test_the_newest_look_back_is_the_one_meant_and_is_named(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        ledger.add("store_state")
        two_lookbacks(ledger)
        two_circulars(ledger)
        session.commit()
    key = "lookback_problems_found"
    for day, text, label in (
        (date(2025, 12, 31), "60项", "回头看发现问题（2025年11月）"),
        (date(2025, 11, 3), "181项", "回头看发现问题（2024年11月）"),
    ):
        view = view_on(empty_engine, as_of=day)
        shown = view.show(figure_of(key, engine=empty_engine, as_of=day))
        assert (shown.text, shown.label) == (text, label)
    chosen = view_on(
        empty_engine,
        as_of=date(2025, 12, 31),
        filters=Filters(campaign="2024年专项治理“回头看”"),
    )
    figure = figure_of(key, engine=empty_engine, as_of=chosen.as_of, filters=chosen.filters)
    assert chosen.show(figure).text == "181项"
    assert chosen.lookback is not None
    assert chosen.lookback.title == "2024年11月“回头看”"


def test_a_published_figure_of_a_closed_period_is_compared_there(empty_engine: Engine) -> None:
    half = Filters(first=date(2025, 1, 1), last=date(2025, 6, 30))
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        ledger.add("store_state")
        ledger.add("finding", found_on=date(2025, 3, 1))
        ledger.add(
            "published_figure",
            document_id=ledger.add("source_document", refers_until=date(2025, 6, 30)),
            key="findings",
            value=1,
            period_label="2025年上半年",
            period_start=half.first,
            period_end=half.last,
        )
        session.commit()
    day = date(2025, 12, 31)
    view = view_on(empty_engine, as_of=day)
    for filters, mark in ((half, "与通报一致"), (Filters(), "")):
        figure = figure_of("findings", engine=empty_engine, as_of=day, filters=filters)
        assert view.show(figure, filters=filters).mark == mark


def test_another_action_filtered_for_is_no_look_back(demo_engine: Engine) -> None:
    names = {one.kind: one.name for one in view_on(demo_engine).reference.campaigns}
    chosen = view_on(demo_engine, filters=Filters(campaign=names["special"]))
    assert chosen.lookback is None
    figure = figure_of(
        "lookback_problems_found",
        engine=demo_engine,
        as_of=chosen.as_of,
        filters=chosen.filters,
    )
    assert chosen.show(figure).label == "回头看发现问题"
