"""The short version of the simulations, and what the documents say came out of the long one."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy import Engine

from dashboard.analysis.funnel import FunnelKind
from dashboard.documents import read_block
from tests.simulation import (
    REVIEWS,
    Outcome,
    Store,
    demo_page,
    names_of_deals,
    share_finding_the_planted,
    share_naming_anybody,
    share_outside_limits,
    table,
    worst_by_rank,
)

FINDINGS = Store(trials=(1, 20), likeness=0.5, measures=1, kinds=(FunnelKind.RATE,), rate=1.6)


def test_hardly_any_store_without_a_difference_names_a_district() -> None:
    assert share_naming_anybody(REVIEWS, 150, seed=11) < 0.04
    assert share_naming_anybody(replace(REVIEWS, bodies=(8, 39)), 60, seed=12) < 0.06


def test_findings_that_hang_together_name_nobody_though_plain_limits_would() -> None:
    assert share_naming_anybody(FINDINGS, 100, seed=13) < 0.05
    assert share_outside_limits(FINDINGS, 20, seed=13) > 0.9


def test_a_whole_page_of_measures_is_one_trial() -> None:
    assert share_naming_anybody(Store(), 50, seed=14) < 0.07
    assert share_outside_limits(Store(), 10, seed=14) == 1


def test_deals_of_the_demos_own_institutions_name_hardly_anybody(demo_engine: Engine) -> None:
    found = names_of_deals(demo_page(demo_engine), 40, seed=15)
    assert found.some < 0.08
    assert found.some_by_limits == 1


def test_a_district_at_four_times_the_rate_is_mostly_found() -> None:
    planted = Store(planted=80, rate=0.125, kinds=(FunnelKind.RATE, FunnelKind.SHARE))
    assert share_finding_the_planted(planted, 20, seed=16) > 0.7


def test_one_institution_is_never_a_district() -> None:
    assert share_finding_the_planted(Store(planted=200, hands=1, measures=2), 20, seed=17) == 0


def test_a_plain_ranking_names_a_worst_district_by_luck() -> None:
    assert worst_by_rank(50) >= 0.4


def test_what_is_said_of_the_comparison_is_within_what_was_asked() -> None:
    told = read_block("simulation")
    named = re.findall(r"below 2 % of (?:stores|deals) \| ([\d.]+)%", told)
    found = re.findall(r"80 % of stores at least \| ([\d.]+)%", told)
    assert len(named) == 7
    assert all(float(share) < 2 for share in named)
    assert len(found) == 2
    assert all(float(share) >= 80 for share in found)


def test_a_row_of_the_table() -> None:
    outcome = Outcome(tried="a", asked="b", found="c")
    assert table([outcome]).splitlines()[-1] == "| a | b | c |"
