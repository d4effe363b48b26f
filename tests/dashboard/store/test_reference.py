"""Reference facts: read whole, detached, in their order, and without names that are not for all."""

from __future__ import annotations

from datetime import date

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
    assert reference.document_of(reference.figures["lookback_problems_found"]) is document


def test_figures_stand_in_the_order_of_the_document(reference: Reference) -> None:
    keys = list(reference.figures)
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
    assert len(statements) <= 14


def test_a_store_without_documents_has_no_last_day(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        reference = read_reference(session, case_role=False)
    assert reference.refers_until is None
    assert reference.figures == {}
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
    assert reference.figures["theory_pass_rate"].value == 0.8
    assert reference.benchmarks["theory_pass_rate"].figure.value == 0.7
    assert reference.benchmarks["theory_pass_rate"].document.refers_until == date(2026, 1, 1)
    assert set(reference.documents) == {city}
    assert reference.refers_until == date(2024, 12, 31)
