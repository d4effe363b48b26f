"""Deterministic cost: statements and bytes have ceilings; tests.cost prints the times."""

from __future__ import annotations

import pytest

from dashboard.navigation import PAGES, Page
from dashboard.surfaces.screen import resources
from tests.cost import MOST_BYTES, MOST_STATEMENTS, Cost, cost_of, table
from tests.screen import LISTING, Screen
from tests.views import counted

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
every_list = pytest.mark.parametrize("page", LISTING, ids=lambda page: page.path)


@every_list
def test_a_page_asks_at_most_eight_statements(page: Page, demo_screen: Screen) -> None:
    cost = cost_of(page, demo_screen)
    assert cost.first <= MOST_STATEMENTS
    assert cost.again == 1


@every_page
def test_a_page_sends_little(page: Page, demo_screen: Screen) -> None:
    assert 1_000 < demo_screen.open(page.path).bytes_sent <= MOST_BYTES


@every_list
def test_a_page_of_the_circular_alone_costs_no_more(page: Page, circular_screen: Screen) -> None:
    cost = cost_of(page, circular_screen)
    assert cost.first <= MOST_STATEMENTS
    assert cost.again == 1
    assert cost.sent <= MOST_BYTES


@every_page
def test_filters_cost_no_more_statements(page: Page, demo_screen: Screen) -> None:
    asked = {"district": "北碚区", "asof": "2024-10-31", "since": "2024-05-31"}
    demo_screen.open(page.path, **asked)  # reconciles, where it needs that, for all pages to come
    demo_screen.forget_answers()
    with counted(demo_screen.engine) as statements:
        demo_screen.open(page.path, **asked)
    assert len(statements) <= MOST_STATEMENTS + 1  # a second day asked of is one more


def test_the_list_of_briefings_is_read_anew_in_two_statements(demo_screen: Screen) -> None:
    """Briefings change without a new revision, so that nothing of them is kept."""
    demo_screen.open("briefings")
    with counted(demo_screen.engine) as statements:
        demo_screen.open("briefings")
    assert len(statements) == 3


@pytest.mark.parametrize("path", ["data-import", "briefings", "watch"])
def test_what_states_no_figure_reconciles_nothing(path: str, demo_screen: Screen) -> None:
    resources.revision_cache.clear(demo_screen.url)
    with counted(demo_screen.engine) as statements:
        demo_screen.open(path)
    assert not [one for one in statements.texts if "AS row_count" in one]


def test_what_documents_state_is_reconciled_once_after_a_load(demo_screen: Screen) -> None:
    resources.revision_cache.clear(demo_screen.url)
    with counted(demo_screen.engine) as statements:
        demo_screen.open("data")
    assert len([one for one in statements.texts if "AS row_count" in one]) == 1
    with counted(demo_screen.engine) as statements:
        demo_screen.open("data")
    assert len(statements) == 1


def test_a_second_reader_pays_one_statement(demo_screen: Screen) -> None:
    demo_screen.open("overview")
    with counted(demo_screen.engine) as statements:
        demo_screen.open("overview")
    assert len(statements) == 1


def test_the_table_of_readme() -> None:
    cost = Cost(page=PAGES[0], first=4, again=1, sent=98_765, milliseconds=31.4)
    assert table([cost]).splitlines()[-1] == "| 总览 | 4 | 1 | 99 | 31 |"
