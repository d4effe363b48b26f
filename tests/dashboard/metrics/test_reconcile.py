"""The circular beside the ledgers: all 25 figures, written out once more by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.demo.inspections import LOOKBACK
from dashboard.metrics.filters import Filters
from dashboard.metrics.reconcile import Agreement, ReconciledFigure, reconcile
from dashboard.store.reference import read_reference
from dashboard.store.state import read_state
from tests.ledger import Ledger
from tests.views import counted

CITY, SHAPINGBA, SHUANGQIAO = "", "500106", "CQ-SQ"

# What the circular says, typed from its text; money in fen, a share from 0 to 1.
TOLD: dict[str, tuple[str, float, bool]] = {
    "review_institutions_total": (CITY, 98, False),
    "review_institutions_qualified": (CITY, 83, False),
    "review_institutions_eliminated": (CITY, 9, False),
    "review_institutions_rectifying": (CITY, 6, False),
    "publicity_video_episodes": (SHAPINGBA, 4, False),
    "publicity_leaflets_total": (SHAPINGBA, 150_000, True),
    "publicity_audience_person_times": (SHAPINGBA, 1_000_000, True),
    "district_institutions_count": (SHAPINGBA, 3, False),
    "enforcement_special_inspections": (SHAPINGBA, 9, False),
    "exam_violators_handled": (SHAPINGBA, 1, False),
    "hazards_found": (SHAPINGBA, 6, False),
    "rectification_orders_issued": (SHAPINGBA, 2, False),
    "rectification_completion_rate": (SHAPINGBA, 1, False),
    "uncertified_leads": (SHUANGQIAO, 4, False),
    "uncertified_confirmed_companies": (SHUANGQIAO, 1, False),
    "uncertified_penalty_cny": (SHUANGQIAO, 1_000_000, False),
    "publicity_wechat_case_circulars": (SHUANGQIAO, 2, False),
    "lookback_teams": (CITY, 2, False),
    "lookback_districts_inspected": (CITY, 8, False),
    "lookback_problems_found": (CITY, 181, False),
    "lookback_penalty_cny": (CITY, 5_300_000, False),
    "lookback_police_cases": (CITY, 2, False),
    "lookback_persons_detained": (CITY, 3, False),
    "lookback_persons_wanted": (CITY, 1, False),
    "local_standard_parts": (CITY, 2, False),
}


def by_metric(verdicts: Sequence[ReconciledFigure]) -> dict[str, ReconciledFigure]:
    found = {one.published.key: one for one in verdicts}
    assert len(found) == len(verdicts)
    return found


@cache
def verdicts_of(
    engine: Engine, *, data_until: date | None = None
) -> Mapping[str, ReconciledFigure]:
    with Session(engine) as session:
        reference = read_reference(session, case_role=False)
        day = data_until or read_state(engine).data_until
        return by_metric(reconcile(session, reference, data_until=day))


def test_all_figures_of_the_circular_are_compared(demo_engine: Engine) -> None:
    assert set(verdicts_of(demo_engine)) == set(TOLD)
    assert len(TOLD) == 25


@pytest.mark.parametrize("key", TOLD)
def test_the_demo_agrees_with_the_circular(demo_engine: Engine, key: str) -> None:
    place, number, at_least = TOLD[key]
    verdict = verdicts_of(demo_engine)[key]
    assert verdict.agreement is Agreement.AGREES
    assert verdict.published.value == pytest.approx(number)
    assert verdict.published.qualifier == ("at_least" if at_least else "exact")
    of_lookback = key.startswith("lookback_")
    assert verdict.filters == Filters(district=place, campaign=LOOKBACK if of_lookback else "")
    if at_least:
        assert (verdict.ledger.value or 0) >= number
    else:
        assert verdict.ledger.value == pytest.approx(number)
        assert verdict.difference == pytest.approx(0)
    assert verdict.sentence() == "与通报一致"


@pytest.mark.parametrize("key", TOLD)
def test_without_ledgers_nothing_is_compared(circular_engine: Engine, key: str) -> None:
    verdict = verdicts_of(circular_engine)[key]
    assert verdict.published.value == pytest.approx(TOLD[key][1])
    if key == "local_standard_parts":
        # The list of standards is no ledger: it comes with the program.
        assert verdict.agreement is Agreement.AGREES
        return
    assert verdict.agreement is Agreement.NO_LEDGER
    assert verdict.difference is None
    assert verdict.sentence() == "台账无记录"


def test_the_ledger_is_asked_as_of_the_day_the_circular_speaks_of(demo_engine: Engine) -> None:
    days = {verdict.as_of for verdict in verdicts_of(demo_engine).values()}
    assert days == {date(2024, 12, 31)}


def test_a_ledger_that_ends_earlier_is_asked_as_of_its_end(demo_engine: Engine) -> None:
    verdicts = verdicts_of(demo_engine, data_until=date(2024, 10, 31))
    assert {verdict.as_of for verdict in verdicts.values()} == {date(2024, 10, 31)}
    # The look-back was in November.
    assert verdicts["lookback_problems_found"].agreement is Agreement.NO_LEDGER


def test_reconciling_costs_one_statement(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        reference = read_reference(session, case_role=False)
        with counted(demo_engine) as statements:
            reconcile(session, reference, data_until=date(2024, 12, 31))
    assert len(statements) == 1


def test_a_store_without_documents_has_nothing_to_compare(empty_engine: Engine) -> None:
    assert verdicts_of(empty_engine, data_until=date(2024, 12, 31)) == {}


@pytest.mark.parametrize(
    ("qualifier", "value", "agreement", "said"),
    [
        ("exact", 2, Agreement.AGREES, "与通报一致"),
        ("exact", 3, Agreement.DIFFERS, "与通报不一致（−1项）"),
        ("exact", 1, Agreement.DIFFERS, "与通报不一致（+1项）"),
        ("at_least", 2, Agreement.AGREES, "与通报一致"),
        ("at_least", 1, Agreement.AGREES, "与通报一致"),
        ("at_least", 3, Agreement.DIFFERS, "与通报不一致（−1项）"),
    ],
)
def test_exact_is_exact_and_yu_is_a_lower_bound(
    empty_engine: Engine, qualifier: str, value: float, agreement: Agreement, said: str
) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        ledger.add("published_figure", key="findings", value=value, qualifier=qualifier)
        for _ in range(2):
            ledger.add("finding")
        reference = read_reference(session, case_role=False)
        (verdict,) = reconcile(session, reference, data_until=date(2024, 12, 31))
    assert verdict.agreement is agreement
    assert verdict.sentence() == said


def test_a_figure_nobody_measures_is_left_out(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        Ledger(session).add("published_figure", key="unheard_of")
        reference = read_reference(session, case_role=False)
        assert reconcile(session, reference, data_until=date(2024, 12, 31)) == ()


def test_a_figure_of_the_whole_country_is_reconciled_with_nothing(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        abroad = ledger.add("source_document", refers_until=date(2025, 6, 30))
        ledger.add("published_figure", key="findings", scope="全国", document_id=abroad)
        reference = read_reference(session, case_role=False)
        assert reference.refers_until is None
        assert reconcile(session, reference, data_until=date(2024, 12, 31)) == ()


def test_two_look_backs_are_each_compared_with_what_is_said_of_it(empty_engine: Engine) -> None:
    """241 findings of two campaigns are nowhere told as those of one."""
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        first, second = (_lookback(ledger, year, findings=found) for year, found in YEARS.items())
        for year, found in YEARS.items():
            _states(ledger, year, found)
        reference = read_reference(session, case_role=False)
        newest, oldest = reconcile(session, reference, data_until=date(2025, 12, 31))
    for verdict, name, year in ((newest, second, 2025), (oldest, first, 2024)):
        assert verdict.filters == Filters(campaign=name)
        assert verdict.as_of == date(year, 12, 31)
        assert verdict.ledger.value == verdict.published.value == YEARS[year]
        assert verdict.agreement is Agreement.AGREES


def test_a_later_look_back_changes_nothing_of_the_first(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        _lookback(ledger, 2024, findings=2)
        _states(ledger, 2024, 2)
        before = reconcile(
            session, read_reference(session, case_role=False), data_until=date(2024, 12, 31)
        )
        _lookback(ledger, 2025, findings=3)
        after = reconcile(
            session, read_reference(session, case_role=False), data_until=date(2025, 12, 31)
        )
    assert [(one.ledger, one.as_of) for one in after] == [(one.ledger, one.as_of) for one in before]


def test_a_look_back_no_ledger_has_is_compared_with_no_other(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        _lookback(ledger, 2024, findings=2)
        _states(ledger, 2025, 2)
        reference = read_reference(session, case_role=False)
        (verdict,) = reconcile(session, reference, data_until=date(2025, 12, 31))
    assert (verdict.agreement, verdict.ledger.value) == (Agreement.NO_LEDGER, None)


def test_a_figure_of_a_period_is_compared_with_that_period(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        for month in (3, 6, 7):
            ledger.add("finding", found_on=date(2025, month, 30))
        ledger.add(
            "published_figure",
            key="findings",
            value=2,
            document_id=ledger.add("source_document", refers_until=date(2025, 7, 10)),
            period_label="2025年上半年",
            period_start=date(2025, 1, 1),
            period_end=date(2025, 6, 30),
        )
        reference = read_reference(session, case_role=False)
        (verdict,) = reconcile(session, reference, data_until=date(2025, 12, 31))
    assert verdict.agreement is Agreement.AGREES
    assert verdict.as_of == date(2025, 6, 30)
    assert verdict.filters == Filters(first=date(2025, 1, 1), last=date(2025, 6, 30))


def test_two_documents_may_state_the_same(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        for year in (2024, 2025):
            ledger.add("finding", found_on=date(year, 6, 1))
            document = ledger.add("source_document", refers_until=date(year, 12, 31))
            ledger.add("published_figure", key="findings", value=1, document_id=document)
        reference = read_reference(session, case_role=False)
        newest, oldest = reconcile(session, reference, data_until=date(2025, 12, 31))
    assert (newest.agreement, newest.ledger.value) == (Agreement.DIFFERS, 2)
    assert (oldest.agreement, oldest.ledger.value) == (Agreement.AGREES, 1)


def test_a_figure_in_another_unit_is_not_counted_by_the_metric(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        Ledger(session).add("published_figure", key="findings", unit="cases")
        reference = read_reference(session, case_role=False)
        assert reconcile(session, reference, data_until=date(2024, 12, 31)) == ()


YEARS = {2024: 2, 2025: 3}
"""Findings of each year's look-back."""


def _lookback(ledger: Ledger, year: int, *, findings: int) -> str:
    name = f"{year}年“回头看”"
    first = date(year, 11, 4)
    campaign = ledger.add("campaign", name=name, kind="lookback", started_on=first)
    visit = ledger.add("inspection", campaign_id=campaign, inspected_on=first)
    for _ in range(findings):
        ledger.add("finding", inspection_id=visit, found_on=first)
    return name


def _states(ledger: Ledger, year: int, findings: int) -> None:
    ledger.add(
        "published_figure",
        key="lookback_problems_found",
        value=findings,
        document_id=ledger.add("source_document", refers_until=date(year, 12, 31)),
        campaign="回头看",
        period_label=f"{year}年11月",
        period_start=date(year, 11, 1),
        period_end=date(year, 11, 30),
    )
