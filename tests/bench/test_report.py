from dashboard.navigation import PAGES
from tests.bench.crowd import Outcome
from tests.bench.pages import Cost
from tests.bench.report import crowds_table, pages_table


def _cost(seconds: float) -> Cost:
    return Cost(
        page=PAGES[0],
        start=2 * seconds,
        load=seconds,
        warm=[seconds / 2],
        new=[seconds],
        known=[seconds / 4],
        bytes=12_345,
    )


def test_pages_are_told_with_their_ratios_and_their_growth() -> None:
    told = pages_table({"S": [_cost(0.1)], "M": [_cost(0.4)]}).splitlines()
    assert told[0].endswith("| load M ÷ S | warm M ÷ S | new M ÷ S |")
    assert told[-1] == (
        "| 总览 | 800 | 400 | 200 | 400 | 100 | 12 | 2.00 | 4.00 | 4.00 | 4.00 | 4.00 |"
    )


def test_a_page_without_filters_leaves_their_cells_empty() -> None:
    cost = Cost(page=PAGES[0], load=0.1, warm=[0.1], failed=1)
    assert pages_table({"S": [cost]}).splitlines()[-1].startswith("| 总览（1 failed） | 0 | 100 |")
    assert "|  |  | 0 |" in pages_table({"S": [cost]})


def test_a_crowd_is_told_with_what_it_missed() -> None:
    floor = Outcome(wanted=4, seconds=[0.1] * 4, megabytes=100)
    slow = Outcome(wanted=4, seconds=[0.1, 0.2], waited=[0.9], errors=1, megabytes=300)
    told = crowds_table({"lean": floor, "ours": slow}, floor="lean").splitlines()
    assert told[-1] == "| ours | 2 of 4 | 1 | 200 | 900 | 9.00 | 300 |"
