"""The short version of README's simulations, and what README says came out of the long one."""

from __future__ import annotations

import re

from dashboard.handbook import block_of
from dashboard.paths import README
from tests.simulation import (
    Outcome,
    share_finding_the_planted,
    share_naming_anybody,
    table,
    worst_by_rank,
)


def test_hardly_any_store_without_a_difference_names_a_district() -> None:
    assert share_naming_anybody(400, seed=11) < 0.03


def test_a_district_at_four_times_the_rate_is_mostly_found() -> None:
    assert share_finding_the_planted(300, seed=12) > 0.75


def test_a_plain_ranking_names_a_worst_district_by_luck() -> None:
    assert worst_by_rank(50) >= 0.4


def test_what_readme_says_of_the_comparison_is_within_what_was_asked() -> None:
    told = block_of(README.read_text(encoding="utf-8"), "simulation")
    [named] = re.findall(r"below 2 % of stores \| ([\d.]+)%", told)
    [found] = re.findall(r"80 % of stores at least \| ([\d.]+)%", told)
    assert float(named) < 2
    assert float(found) >= 80


def test_a_row_of_the_table() -> None:
    outcome = Outcome(tried="a", asked="b", found="c")
    assert table([outcome]).splitlines()[-1] == "| a | b | c |"
