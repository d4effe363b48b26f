"""The circular beside the ledgers: all 25 figures, written out once more by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.reconcile import Agreement, Verdict, reconcile
from dashboard.store.reference import read_reference
from dashboard.store.state import read_state
from tests.ledger import Ledger
from tests.views import counted

CITY, SHAPINGBA, SHUANGQIAO = "", "沙坪坝区", "双桥经开区"

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


@cache
def verdicts_of(engine: Engine, *, data_until: date | None = None) -> Mapping[str, Verdict]:
    with Session(engine) as session:
        reference = read_reference(session, case_role=False)
        day = data_until or read_state(engine).data_until
        return reconcile(session, reference, data_until=day)


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
    assert verdict.filters == Filters(district=place)
    assert verdict.ledger is not None
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
        verdict = reconcile(session, reference, data_until=date(2024, 12, 31))["findings"]
    assert verdict.agreement is agreement
    assert verdict.sentence() == said


def test_a_figure_nobody_measures_is_left_out(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        Ledger(session).add("published_figure", key="unheard_of")
        reference = read_reference(session, case_role=False)
        assert reconcile(session, reference, data_until=date(2024, 12, 31)) == {}


def test_a_figure_of_the_whole_country_is_reconciled_with_nothing(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        abroad = ledger.add("source_document", refers_until=date(2025, 6, 30))
        ledger.add("published_figure", key="findings", scope="全国", document_id=abroad)
        reference = read_reference(session, case_role=False)
        assert reference.refers_until is None
        assert reconcile(session, reference, data_until=date(2024, 12, 31)) == {}
