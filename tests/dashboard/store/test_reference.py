"""Reference facts: read whole, detached, in their order, and without names that are not for all."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.store.reference import Reference, read_reference
from tests.ledger import Ledger
from tests.views import counted


@pytest.fixture
def reference(demo_engine: Engine) -> Reference:
    with Session(demo_engine) as session:
        return read_reference(session, case_role=False)


def test_everything_the_circular_says_is_held(reference: Reference) -> None:
    assert len(reference.figures) == 25
    (document,) = reference.documents.values()
    assert document.number == "渝应急办发〔2024〕39号"
    assert reference.refers_until == date(2024, 12, 31)
    assert all(reference.document_of(one) is document for one in reference.figures)


def test_figures_stand_in_the_order_of_the_document(reference: Reference) -> None:
    keys = [one.key for one in reference.figures]
    assert keys[:4] == [
        "review_institutions_total",
        "review_institutions_qualified",
        "review_institutions_eliminated",
        "review_institutions_rectifying",
    ]
    assert keys[-1] == "local_standard_parts"


def test_lists_are_not_empty(reference: Reference) -> None:
    for listed in (
        reference.mentions,
        reference.practices,
        reference.requirements,
        reference.gaps,
        reference.standards,
        reference.clauses,
        reference.campaigns,
        reference.batches,
    ):
        assert listed


def test_records_can_be_read_after_the_session(reference: Reference) -> None:
    assert all(mention.content for mention in reference.mentions)
    assert all(gap.question for gap in reference.gaps)


def test_batches_come_newest_first(reference: Reference) -> None:
    keys = [batch.id for batch in reference.batches]
    assert keys == sorted(keys, reverse=True)
    assert {batch.ledger for batch in reference.batches_of("findings")} == {"findings"}
    assert reference.batches_of(None) == ()


def test_suspects_are_named_to_the_case_role_alone(demo_engine: Engine) -> None:
    def names(*, case_role: bool) -> set[str]:
        with Session(demo_engine) as session:
            mentions = read_reference(session, case_role=case_role).mentions
        return {mention.entity_name for mention in mentions if mention.entity_name}

    assert len(names(case_role=True)) == 2
    assert names(case_role=False) == set()


def test_hiding_names_changes_nothing_in_the_store(demo_engine: Engine) -> None:
    for case_role, count in ((False, 0), (True, 2)):
        with Session(demo_engine) as session:
            mentions = read_reference(session, case_role=case_role).mentions
            session.commit()
        assert sum(mention.entity_name is not None for mention in mentions) == count


def test_reference_facts_cost_a_fixed_number_of_statements(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements, Session(demo_engine) as session:
        read_reference(session, case_role=False)
    assert len(statements) <= 16


def test_a_store_without_documents_has_no_last_day(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        reference = read_reference(session, case_role=False)
    assert reference.refers_until is None
    assert reference.figures == ()
    assert reference.places.units == ()


def test_figures_of_the_whole_country_stand_apart_the_newest_of_each(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        city = ledger.add("source_document", refers_until=date(2024, 12, 31))
        ledger.add("published_figure", key="theory_pass_rate", document_id=city, value=0.8)
        for year, value in ((2026, 0.7), (2025, 0.6)):
            document = ledger.add("source_document", refers_until=date(year, 1, 1))
            ledger.add(
                "published_figure",
                key="theory_pass_rate",
                scope="全国",
                document_id=document,
                value=value,
            )
        reference = read_reference(session, case_role=False)
    (own,) = reference.figures
    assert own.value == 0.8
    newest = reference.benchmark("theory_pass_rate")
    assert newest is not None
    assert newest.figure.value == 0.7
    assert newest.document.refers_until == date(2026, 1, 1)
    earlier = reference.on(date(2025, 6, 1)).benchmark("theory_pass_rate")
    assert earlier is not None
    assert earlier.figure.value == 0.6
    assert reference.benchmark("findings") is None
    assert set(reference.documents) == {city}
    assert reference.refers_until == date(2024, 12, 31)


def test_nothing_speaks_before_its_time(reference: Reference) -> None:
    (document,) = reference.documents.values()
    before = reference.on(document.refers_until - timedelta(days=1))
    assert before.documents == {}
    assert before.silent == (document,)
    assert not any(
        (before.figures, before.mentions, before.practices, before.requirements, before.gaps)
    )
    assert reference.on(document.refers_until) is reference


def test_the_newest_document_comes_first(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        for year, value in ((2024, 1), (2025, 2)):
            document = ledger.add("source_document", refers_until=date(year, 12, 31))
            for position in (2, 1):
                ledger.add("published_figure", document_id=document, position=position, value=value)
        reference = read_reference(session, case_role=False)
    assert [(one.value, one.position) for one in reference.figures] == [
        *((2, 1), (2, 2)),
        *((1, 1), (1, 2)),
    ]
    assert [one.value for one in reference.on(date(2025, 6, 1)).figures] == [1, 1]


def test_a_figure_speaks_of_the_campaign_it_names_or_of_that_of_its_period(
    empty_engine: Engine,
) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        for year in (2024, 2025):
            ledger.add(
                "campaign",
                name=f"{year}年“回头看”",
                kind="lookback",
                started_on=date(year, 11, 4),
                ended_on=date(year, 11, 29),
            )
        document = ledger.add("source_document", refers_until=date(2025, 12, 31))
        for position, stated in enumerate(
            (
                {"campaign": "2024年“回头看”"},
                {"campaign": "回头看", "period_start": date(2025, 11, 1)},
                {
                    "campaign": "回头看",
                    "period_start": date(2024, 11, 1),
                    "period_end": date(2024, 11, 30),
                },
                {"campaign": "回头看", "period_end": date(2023, 11, 30)},
                {},
            )
        ):
            ledger.add("published_figure", document_id=document, position=position, **stated)
        reference = read_reference(session, case_role=False)
    named = [reference.campaign_of(one) for one in reference.figures]
    assert [one and one.name for one in named] == [
        *("2024年“回头看”", "2025年“回头看”", "2024年“回头看”"),
        *(None, None),
    ]
    newest = reference.lookback(on=date(2025, 10, 1))
    assert newest is not None
    assert newest.title == "2024年11月“回头看”"
