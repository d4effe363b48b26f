"""A short, seeded run of the simulation whose long one is told of in the documents."""

from __future__ import annotations

import re

from dashboard.documents import read_block
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


def test_what_readme_says_is_within_the_budget_and_finds_the_rises() -> None:
    told = read_block("simulation")
    rows = re.findall(r"\| ([\d.]+) \| (\d+) \| (\d+)% \| (\d+)% \|", told)
    assert len(rows) == 3
    assert all(float(orange) <= BUDGET for orange, *_ in rows)
    assert all(int(soon) >= 95 for *_, soon in rows)
