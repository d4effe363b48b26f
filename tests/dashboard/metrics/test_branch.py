from datetime import date

import pytest

from dashboard.metrics.branch import Branch
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters

FOUND = METRICS["findings"].numerator
OPEN = METRICS["findings_open"].numerator
TAKEN = METRICS["days_to_close"].numerator
TEAMS = METRICS["lookback_teams"].numerator
YEAR = Filters(first=date(2024, 1, 1), last=date(2024, 12, 31))


def branch(tally: object, *, by: tuple[str, ...] = (), filters: Filters = YEAR) -> Branch:
    return Branch(tally=tally, by=by, filters=filters, timed=True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        branch(OPEN),
        branch(FOUND, by=("district",)),
        branch(FOUND, filters=Filters()),
        Branch(tally=OPEN, by=(), filters=YEAR),
    ],
)
def test_conditions_groups_and_periods_do_not_part_branches(other: Branch) -> None:
    assert other.reads_alike == branch(FOUND).reads_alike


@pytest.mark.parametrize(
    "other",
    [
        branch(TAKEN),
        branch(METRICS["inspections"].numerator),
        branch(FOUND, filters=Filters(district="500106")),
    ],
)
def test_a_clock_another_ledger_and_another_filter_part_branches(other: Branch) -> None:
    assert other.reads_alike != branch(FOUND).reads_alike


def test_different_values_are_told_apart_by_every_branch_on_its_own() -> None:
    assert branch(TEAMS).reads_alike == branch(TEAMS).reads_alike
    assert branch(TEAMS).reads_alike != branch(TEAMS, by=("district",)).reads_alike
    assert branch(TEAMS).reads_alike != branch(TEAMS, filters=Filters()).reads_alike


def test_a_condition_that_two_branches_share_has_one_key() -> None:
    assert set(branch(FOUND).conditions) == {("first", YEAR.first), ("last", YEAR.last)}
    assert set(branch(FOUND).conditions) < set(branch(OPEN).conditions)
    assert set(Branch(tally=FOUND, by=(), filters=YEAR).conditions) == set()
