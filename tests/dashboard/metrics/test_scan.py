"""One reading of a ledger counts for many branches what each would have counted alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.branch import Branch
from dashboard.metrics.counting import count, scans_of
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.metric import Tally, rows
from dashboard.metrics.scan import MOST_BITS
from dashboard.store.models.inspections import Finding
from tests.ledger import Ledger
from tests.views import counted

DAY = date(2024, 12, 31)
FILTERS = (
    Filters(),
    Filters(first=date(2024, 10, 1), last=date(2024, 12, 31)),
    Filters(first=date(2024, 1, 1)),
    Filters(district="500106", severity="重大", last=date(2024, 9, 30)),
)
GROUPS = ((), ("district",), ("district", "month"), ("category",))
FINDINGS = METRICS["findings"].fact
_PARTS = 23
"""Of which four are tried; prime, so that each meets all kinds of tallies, groups and filters."""


def _branches() -> list[Branch]:
    """Every tally of every metric, by the groups its ledger knows, in and out of periods."""
    tallies = {
        id(one): one
        for metric in METRICS.values()
        for one in (*metric.measured, metric.population.tally)
    }
    return [
        Branch(tally=tally, by=by, filters=filters, timed=timed)
        for tally in tallies.values()
        for by in GROUPS
        for filters in FILTERS
        for timed in (True, False)
        if set(by) <= set(tally.fact.dimensions)
    ]


@pytest.mark.parametrize("part", range(4))
def test_together_branches_come_to_what_each_comes_to_alone(demo_engine: Engine, part: int) -> None:
    branches = _branches()[part::_PARTS]
    with Session(demo_engine) as session:
        together, _ = count(session, branches, as_of=DAY)
        for branch, found in zip(branches, together, strict=True):
            (alone,), _ = count(session, [branch], as_of=DAY)
            assert _sorted(found) == _sorted(alone), (branch.by, branch.filters, branch.timed)


def _sorted(found: dict[tuple[object, ...], object]) -> list[tuple[str, object]]:
    for one in found.values():
        one.spans.sort()  # type: ignore[attr-defined]
    return sorted((str(group), str(one)) for group, one in found.items())


def test_a_ledger_is_read_once_for_all_conditions_and_nested_groups(demo_engine: Engine) -> None:
    asked = [
        Branch(tally=METRICS[key].numerator, by=by, filters=FILTERS[1], timed=timed)
        for key in ("findings", "findings_open", "findings_overdue", "on_time_share")
        for by in ((), ("district",), ("district", "month"))
        for timed in (True, False)
    ]
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        count(session, asked, as_of=DAY)
    (statement,) = statements.texts
    assert statement.count("FROM finding ") == 1


def test_no_expression_looks_through_a_list_of_all_orders(demo_engine: Engine) -> None:
    stages = [
        Branch(tally=METRICS[key].numerator, by=(), filters=Filters())
        for key in METRICS
        if METRICS[key].numerator.fact is FINDINGS
    ]
    assert stages
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        count(session, stages, as_of=DAY)
    assert all("order_id IN" not in one for one in statements.texts)


def test_rows_that_no_branch_counts_are_not_read(demo_engine: Engine) -> None:
    quarter = [
        Branch(tally=METRICS[key].numerator, by=(), filters=FILTERS[1], timed=True)
        for key in ("findings", "findings_critical")
    ]
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        count(session, quarter, as_of=DAY)
    (statement,) = statements.texts
    assert statement.count("finding.found_on >=") == 1
    assert "THEN 2" not in statement  # the period is no bit, for all ask it


def test_conditions_that_no_mask_holds_are_counted_in_several_scans(empty_engine: Engine) -> None:
    days = [date(2024, 1, 1).replace(day=1 + at % 28, month=1 + at // 28) for at in range(99)]
    tallies = [rows(FINDINGS, Finding.found_on == day) for day in days]
    branches = [Branch(tally=one, by=(), filters=Filters()) for one in tallies]
    assert len(scans_of(branches)) == 2
    assert len(scans_of(branches[:MOST_BITS])) == 1
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        for at, day in enumerate(days):
            for _ in range(1 + at % 3):
                ledger.add("finding", found_on=day)
        found, _ = count(session, branches, as_of=DAY)
    assert [one[()].rows for one in found] == [1 + at % 3 for at in range(99)]


def test_different_values_are_not_counted_in_parts() -> None:
    with pytest.raises(ValueError, match="all rows alike"):
        Tally(
            fact=FINDINGS,
            tells_apart=Finding.district_id,
            lower_bound=Finding.severity == "critical",
        )


def test_sums_of_nothing_known_are_unknown_beside_sums_that_are_known(
    empty_engine: Engine,
) -> None:
    candidates = METRICS["exam_candidates"].numerator
    passes = METRICS["theory_pass_rate"].numerator
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        school = ledger.add("institution")
        ledger.add("exam_month", institution_id=school, month=date(2024, 5, 1))
        ledger.add("exam_month", institution_id=school, month=date(2024, 6, 1), theory_candidates=7)
        asked = _every(candidates, passes)
        (by_month, whole, _, passed), _ = count(session, asked, as_of=DAY)
    assert {group: one.amount for group, one in by_month.items()} == {
        ("202405",): None,
        ("202406",): 7.0,
    }
    assert (whole[()].amount, whole[()].rows) == (7.0, 2)
    assert (passed[()].amount, passed[()].rows) == (None, 0)


def _every(*tallies: Tally) -> Sequence[Branch]:
    one = Branch(tally=tallies[0], by=("month",), filters=Filters())
    return [replace(one, tally=tally, by=by) for tally in tallies for by in (("month",), ())]
