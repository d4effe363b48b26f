"""The filter bar: offers what the store holds, and reads the day figures stand for.

That values come from the URL and bad ones are named: tests/pages/test_links.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import streamlit as st

from dashboard.metrics.filters import Filters
from dashboard.store.models.inspections import FINDING_CATEGORIES
from dashboard.store.models.institutions import INSTITUTION_KINDS
from dashboard.surfaces.screen.filter_bar import NAMES, choose, default_day
from dashboard.surfaces.screen.resources import open_store
from tests.conftest import load_circular_alone, load_whole_demo
from tests.isolation import TODAY
from tests.screen import Piece, screen_on, url_of
from tests.stores import Stores


@pytest.fixture(autouse=True)
def _demo(stores: Stores) -> Iterator[None]:
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    with screen_on(url_of(engine), keep=True):
        yield


def _choose() -> None:
    choose(open_store(), controls=("district", "period", "kind", "campaign", "category"))


def test_it_offers_what_the_store_holds() -> None:
    options = {one.label: list(one.options) for one in Piece(_choose).app.selectbox}
    assert len(options["区县（开发区）"]) == 42
    assert options["机构类型"] == list(INSTITUTION_KINDS.values())
    assert options["问题类别"] == list(FINDING_CATEGORIES.values())
    assert any("回头看" in name for name in options["专项行动"])


def test_days_end_with_today() -> None:
    days = Piece(_choose).app.date_input
    assert len(days) == 4  # from, to, as of, compared with
    assert {one.max for one in days} == {TODAY}
    assert all(one.value is None for one in days)


def test_nothing_chosen_is_the_whole_city_today_and_a_month_ago() -> None:
    got: list[object] = []

    def keep() -> None:
        got.extend(choose(open_store(), controls=("district",)))

    Piece(keep)
    filters, as_of, earlier = got
    assert filters == Filters(period="year")
    assert (as_of, earlier) == (date(2024, 12, 31), date(2024, 12, 1))


def test_today_can_be_looked_at_with_one_press() -> None:
    got: list[object] = []

    def keep() -> None:
        got[:] = choose(open_store(), controls=("district",))

    piece = Piece(keep)
    (now,) = [one for one in piece.app.button if one.label == "今天"]
    now.click().run()
    assert got[1] == TODAY


def test_units_that_hold_rows_can_be_chosen_when_they_have_ceased() -> None:
    def after() -> None:
        st.session_state["asof"] = date(2026, 2, 1)
        choose(open_store(), controls=("district",))

    (units,) = Piece(after).app.selectbox
    assert {"原江北区", "原渝北区", "原两江新区（开发区）", "两江新区"} <= set(units.options)


def test_without_ledgers_the_day_is_that_of_the_circular(stores: Stores) -> None:
    engine = stores.shared("sqlite", "circular", fill=load_circular_alone)
    with screen_on(url_of(engine), keep=True):
        assert default_day(open_store()) == date(2024, 12, 31)


def test_its_parameters_are_kept_from_page_to_page() -> None:
    assert set(NAMES) == {
        *(
            "from",
            "to",
            "period",
            "district",
            "kind",
            "campaign",
            "category",
            "severity",
            "asof",
            "since",
        )
    }
