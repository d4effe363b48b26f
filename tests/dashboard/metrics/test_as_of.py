"""Days at the boundary, and the difference between zero, not reported and never looked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.figure import Figure
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.metrics.states import FigureState
from tests.ledger import Ledger

DAY = date(2024, 6, 15)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


class Small:
    """A store of a few rows written by hand, and the figures asked of it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.ledger = Ledger(session)
        self.district = self.ledger.add("district", name="示例甲区")

    def add(self, table: str, **values: Any) -> int:
        district = {"district_id": self.district} if table in _PLACED else {}
        return self.ledger.add(table, **{**district, **values})

    def figure(
        self,
        metric: str,
        *,
        on: date = DAY,
        by: tuple[str, ...] = (),
        of: tuple[Any, ...] = (),
        district: str = "",
    ) -> Figure:
        question = FigureQuery(
            metrics=(metric,), as_of=on, by=by, filters=Filters(district=district)
        )
        (answer,) = measure(self.session, [question])
        return answer.get(metric, *of)

    def value(self, metric: str, **asked: Any) -> float | None:
        return self.figure(metric, **asked).value


_PLACED = {
    *("inspection", "finding", "rectification_order", "enforcement_case", "institution"),
    *("publicity_activity", "training_class", "exam_month", "exam_site"),
}


@pytest.fixture
def small(empty_engine: Engine) -> Any:
    with Session(empty_engine) as session:
        yield Small(session)


@pytest.mark.parametrize(("on", "value"), [(BEFORE, None), (DAY, 1), (AFTER, 1)])
def test_a_finding_counts_from_the_day_it_is_found(
    small: Small, on: date, value: float | None
) -> None:
    visit = small.add("inspection", inspected_on=DAY)
    small.add("finding", inspection_id=visit, found_on=DAY)
    assert small.value("findings", on=on) == value
    assert small.value("findings_open", on=on) == value


@pytest.mark.parametrize(("on", "still_open"), [(BEFORE, 1), (DAY, 0), (AFTER, 0)])
def test_a_finding_closed_on_the_day_is_closed(small: Small, on: date, still_open: int) -> None:
    found = date(2024, 5, 1)
    visit = small.add("inspection", inspected_on=found)
    small.add("finding", inspection_id=visit, found_on=found, closed_on=DAY)
    assert small.value("findings_open", on=on) == still_open
    assert small.value("rectification_completion_rate", on=on) == 1 - still_open


@pytest.mark.parametrize(("on", "overdue"), [(BEFORE, 0), (DAY, 0), (AFTER, 1)])
def test_a_finding_due_on_the_day_is_not_overdue(small: Small, on: date, overdue: int) -> None:
    found = date(2024, 5, 1)
    visit = small.add("inspection", inspected_on=found)
    small.add("finding", inspection_id=visit, found_on=found, due_on=DAY)
    assert small.value("findings_overdue", on=on) == overdue


@pytest.mark.parametrize(
    ("closed_on", "share"), [(BEFORE, 1), (DAY, 1), (AFTER, 0), (None, 0)], ids=str
)
def test_a_finding_closed_on_its_due_day_is_on_time(
    small: Small, closed_on: date | None, share: float
) -> None:
    small.add("finding", found_on=date(2024, 5, 1), due_on=DAY, closed_on=closed_on)
    figure = small.figure("on_time_share", on=AFTER)
    assert (figure.value, figure.denominator) == (share, 1)


def test_a_term_not_yet_over_is_neither_kept_nor_broken(small: Small) -> None:
    small.add("finding", found_on=date(2024, 5, 1), due_on=DAY, closed_on=BEFORE)
    figure = small.figure("on_time_share", on=DAY)
    assert figure.value is None
    assert not figure.denominator


def test_what_has_no_term_is_never_overdue(small: Small) -> None:
    visit = small.add("inspection", inspected_on=date(2020, 1, 1))
    small.add("finding", inspection_id=visit, found_on=date(2020, 1, 1))
    assert small.value("findings_overdue") == 0
    assert small.value("findings_without_deadline") == 1


@pytest.mark.parametrize(("on", "state"), [(BEFORE, "rectifying"), (DAY, "qualified")])
def test_a_state_changes_on_the_day_of_the_decision(small: Small, on: date, state: str) -> None:
    institution = small.add("institution")
    first, second = small.add("review_round"), small.add("review_round")
    small.add(
        "review_decision",
        institution_id=institution,
        round_id=first,
        outcome="rectifying",
        decided_on=date(2024, 3, 1),
    )
    small.add(
        "review_decision",
        institution_id=institution,
        round_id=second,
        outcome="qualified",
        decided_on=DAY,
    )
    for other in ("qualified", "rectifying", "eliminated"):
        expected = 1 if other == state else 0
        assert small.value(f"review_institutions_{other}", on=on) == expected
    assert small.value("review_institutions_total", on=on) == 1


def test_of_two_decisions_of_a_day_the_higher_stage_stands(small: Small) -> None:
    institution, of = small.add("institution"), small.add("review_round")
    for stage, outcome in (
        ("municipal", "eliminated"),
        ("self", "qualified"),
        ("district", "rectifying"),
    ):
        small.add(
            "review_decision",
            institution_id=institution,
            round_id=of,
            stage=stage,
            outcome=outcome,
            decided_on=DAY,
        )
    assert small.value("review_institutions_eliminated") == 1
    assert small.value("review_institutions_total") == 1


@pytest.mark.parametrize(
    ("founded_on", "closed_on", "registered"),
    [(None, None, 1), (DAY, None, 1), (AFTER, None, 0), (None, DAY, 0), (None, AFTER, 1)],
    ids=str,
)
def test_an_institution_is_registered_from_founding_until_closing(
    small: Small, founded_on: date | None, closed_on: date | None, registered: int
) -> None:
    small.add("institution", founded_on=founded_on, closed_on=closed_on)
    assert small.figure("district_institutions_count").rows == registered


@pytest.mark.parametrize(("on", "after"), [(DAY, 0), (AFTER, 1)])
def test_only_classes_begun_later_are_after_elimination(small: Small, on: date, after: int) -> None:
    institution = small.add("institution")
    small.add("review_decision", institution_id=institution, outcome="eliminated", decided_on=DAY)
    small.add("training_class", institution_id=institution, started_on=DAY)
    small.add("training_class", institution_id=institution, started_on=AFTER)
    assert small.value("classes_after_elimination", on=on) == after


def test_a_district_inspected_without_finding_has_zero(small: Small) -> None:
    small.add("inspection", inspected_on=DAY)
    figure = small.figure("findings", by=("district",), of=(small.district,))
    assert (figure.value, figure.rows, figure.population) == (0, 0, 1)


def test_a_district_nobody_inspected_has_no_number(small: Small) -> None:
    other = small.ledger.add("district", name="示例乙区")
    small.add("inspection", inspected_on=DAY)
    figure = small.figure("findings", by=("district",), of=(other,))
    assert (figure.value, figure.state) == (None, FigureState.NOT_INSPECTED)
    assert small.value("findings", district="示例乙区") is None


def test_an_inspection_of_tomorrow_has_not_looked_yet(small: Small) -> None:
    small.add("inspection", inspected_on=AFTER)
    assert small.value("findings") is None


def test_a_finding_without_an_inspection_is_still_counted(small: Small) -> None:
    small.add("finding", found_on=DAY)
    assert small.value("findings") == 1


def test_an_empty_ledger_has_no_number_and_not_zero(small: Small) -> None:
    for metric in (
        "findings",
        "penalty_fen",
        "publicity_activities",
        "theory_pass_rate",
        "review_institutions_qualified",
        "lookback_police_cases",
    ):
        figure = small.figure(metric)
        assert (figure.value, figure.state) == (None, FigureState.NO_LEDGER), metric


def test_an_amount_nobody_reported_is_not_zero(small: Small) -> None:
    case = small.add("enforcement_case")
    small.add("penalty", case_id=case, kind="warning", amount_fen=None)
    assert small.value("penalty_fen") == 0
    small.add("penalty", case_id=case, kind="fine", amount_fen=None)
    assert small.figure("penalty_fen").state is FigureState.NOT_REPORTED
    small.add("penalty", case_id=case, amount_fen=0)
    assert small.value("penalty_fen") == 0
    small.add("penalty", case_id=case, amount_fen=500)
    assert small.value("penalty_fen") == 500


def test_a_share_of_nothing_is_no_share(small: Small) -> None:
    small.add("inspection", inspected_on=DAY, mode=None)
    figure = small.figure("covert_share")
    assert figure.value is None
    assert figure.denominator == 0


def test_one_part_reported_with_yu_makes_the_sum_at_least(small: Small) -> None:
    sums = ("publicity_leaflets_total", "publicity_audience_person_times")
    small.add("publicity_activity", copies=100, person_times=1000, reported_by="organiser")
    assert [small.figure(key).at_least for key in sums] == [False, False]
    small.add(
        "publicity_activity",
        copies=50,
        copies_qualifier="at_least",
        person_times=10,
        reach_qualifier="at_least",
        reported_by="organiser",
    )
    assert [small.figure(key).at_least for key in sums] == [True, True]
    assert [small.value(key) for key in sums] == [150, 1010]


def test_yu_of_another_group_does_not_spread(small: Small) -> None:
    small.add("publicity_activity", channel="leaflet", copies=50, copies_qualifier="at_least")
    small.add("publicity_activity", channel="event", copies=30)
    for channel, at_least in (("leaflet", True), ("event", False)):
        figure = small.figure("publicity_leaflets_total", by=("channel",), of=(channel,))
        assert figure.at_least == at_least


def test_reach_of_unlike_reporters_is_never_summed(small: Small) -> None:
    for reporter, reach in (("organiser", 1000), ("platform", 300), (None, 7)):
        small.add("publicity_activity", person_times=reach, reported_by=reporter)
    assert small.value("publicity_audience_person_times") == 1000
    assert small.value("publicity_platform_person_times") == 300


@pytest.mark.parametrize(("visits", "thin"), [(4, True), (5, False)])
def test_a_rate_on_few_cases_is_marked_thin(small: Small, visits: int, thin: bool) -> None:
    for _ in range(visits):
        small.add("inspection", inspected_on=DAY)
    assert small.figure("findings_per_inspection").thin == thin


def test_a_count_is_never_thin(small: Small) -> None:
    small.add("inspection", inspected_on=DAY)
    assert not small.figure("inspections").thin


def test_theory_and_practice_are_apart_and_need_both_numbers(small: Small) -> None:
    institution = small.add("institution")
    small.add(
        "exam_month",
        institution_id=institution,
        month=date(2024, 1, 1),
        theory_candidates=100,
        theory_passes=80,
        practical_candidates=50,
    )
    small.add(
        "exam_month", institution_id=institution, month=date(2024, 2, 1), theory_candidates=100
    )
    assert small.value("exam_candidates") == 200
    figure = small.figure("theory_pass_rate")
    assert (figure.numerator, figure.denominator, figure.value) == (80, 100, 0.8)
    assert small.value("practical_pass_rate") is None


def test_sites_and_institutions_are_two_views_of_the_same_people(small: Small) -> None:
    institution, site = small.add("institution"), small.add("exam_site")
    for body in ({"institution_id": institution}, {"exam_site_id": site}):
        small.add("exam_month", month=date(2024, 1, 1), theory_candidates=60, **body)
    assert small.value("exam_candidates") == 60


@pytest.mark.parametrize(
    ("on", "ended", "median"), [(BEFORE, 0, None), (DAY, 1, 10), (AFTER, 1, 10)]
)
def test_a_clock_stops_on_the_day_of_closing(
    small: Small, on: date, ended: int, median: int | None
) -> None:
    found = DAY - timedelta(days=10)
    small.add("finding", found_on=found, closed_on=DAY)
    figure = small.figure("days_to_close", on=on)
    assert figure.curve is not None
    assert (figure.rows, figure.curve.ended, figure.value) == (1, ended, median)
    assert figure.curve.last_day == (min(on, DAY) - found).days
    assert (figure.state is FigureState.THIN) == (median is None or figure.rows < 10)


def test_what_is_open_counts_with_its_days_so_far(small: Small) -> None:
    for days, closed in ((4, True), (6, True), (30, False), (40, False), (50, False)):
        found = DAY - timedelta(days=days)
        small.add("finding", found_on=found, closed_on=DAY if closed else None)
    figure = small.figure("days_to_close")
    assert figure.curve is not None
    assert (figure.curve.things, figure.curve.ended) == (5, 2)
    # Of the closed alone half would be closed after five days; of all, two fifths ever are.
    assert figure.value is None
    assert figure.curve.quantile(0.4).day == 6


def test_a_failed_check_does_not_stop_the_clock(small: Small) -> None:
    found = DAY - timedelta(days=20)
    small.add(
        "finding",
        found_on=found,
        completed_on=found,
        verified_on=BEFORE,
        verification="failed",
        reopened_on=BEFORE,
        closed_on=AFTER,
    )
    assert small.figure("days_to_close").value is None
    assert small.figure("days_to_close", on=AFTER).value == 21
    assert small.value("findings_redone") == 1
    assert small.figure("findings_redone", on=AFTER).rows == 0


def test_a_time_on_few_cases_is_marked_thin(small: Small) -> None:
    for _ in range(9):
        small.add("finding", found_on=BEFORE, closed_on=DAY)
    assert small.figure("days_to_close").thin
    small.add("finding", found_on=BEFORE, closed_on=DAY)
    assert not small.figure("days_to_close").thin


def test_an_orders_clock_runs_from_its_issue(small: Small) -> None:
    small.add("rectification_order", issued_on=DAY - timedelta(days=7), closed_on=DAY)
    assert small.value("order_days_to_close") == 7
    assert small.figure("order_days_to_close", on=BEFORE).value is None


def test_an_order_closed_in_its_term_is_on_time(small: Small) -> None:
    issued = DAY - timedelta(days=30)
    for closed in (BEFORE, DAY, AFTER, None):
        small.add("rectification_order", issued_on=issued, due_on=DAY, closed_on=closed)
    assert small.figure("orders_on_time_share", on=DAY).value is None
    on_time = small.figure("orders_on_time_share", on=AFTER)
    assert (on_time.numerator, on_time.denominator) == (2, 4)
    late = small.figure("orders_overdue_share", on=AFTER)
    assert (late.numerator, late.denominator) == (1, 4)
    assert small.figure("overdue_share", on=AFTER).value is None


def test_times_of_groups_are_their_own(small: Small) -> None:
    for severity, days in (("minor", 3), ("critical", 90)):
        for _ in range(10):
            found = DAY - timedelta(days=days)
            small.add("finding", severity=severity, found_on=found, closed_on=DAY)
    for severity, days in (("minor", 3), ("critical", 90)):
        figure = small.figure("days_to_close", by=("severity",), of=(severity,))
        assert (figure.value, figure.rows) == (days, 10)
