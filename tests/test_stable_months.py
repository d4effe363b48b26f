"""A short, seeded run of the simulation whose long one stands in README."""

from __future__ import annotations

from tests.stable_months import BUDGET, simulate, table


def test_stable_months_stay_within_the_budget_and_rises_are_found() -> None:
    found = simulate(stores=2)
    assert found.orange <= BUDGET
    assert 0 < found.yellow < 98 * 3 * 12 * 0.05
    assert found.two_months == 1.0
    assert found.first_month >= 0.4


def test_the_budget_is_that_of_plain_limits() -> None:
    assert round(BUDGET, 1) == 7.1


def test_the_table_says_what_was_simulated() -> None:
    lines = table(stores=1).splitlines()
    assert len(lines) == 5
    assert lines[2].startswith("| chance alone | ")
