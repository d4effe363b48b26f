from __future__ import annotations

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, aliased

from dashboard.access.restriction import (
    COUNTS,
    HANDED_OVER,
    NAMES,
    VIOLATIONS,
    Restriction,
    readable,
    restriction_of,
)
from dashboard.store.models.enforcement import CasePersonCount, EnforcementCase
from dashboard.store.models.inspections import Finding
from dashboard.store.models.sources import PublishedMention


@pytest.mark.parametrize(
    ("column", "restriction"),
    [
        (EnforcementCase.subject_name, NAMES),
        (EnforcementCase.institution_id, HANDED_OVER),
        (EnforcementCase.exam_site_id, HANDED_OVER),
        (EnforcementCase.finding_id, HANDED_OVER),
        (CasePersonCount.persons, COUNTS),
        (Finding.description, VIOLATIONS),
        (Finding.note, VIOLATIONS),
        (PublishedMention.entity_name, NAMES),
        (Finding.number, None),
    ],
)
def test_a_column_declares_its_restriction(column: object, restriction: Restriction | None) -> None:
    assert restriction_of(column) == restriction


@pytest.mark.parametrize(
    ("restriction", "row", "held"),
    [
        (NAMES, {}, True),
        (VIOLATIONS, {"category": "violation"}, True),
        (VIOLATIONS, {"category": "archive"}, False),
        (VIOLATIONS, {"category": None}, True),
        (VIOLATIONS, {}, True),
        (HANDED_OVER, {"referred_on": None, "withdrawn_on": None}, False),
        (HANDED_OVER, {"referred_on": "2024-12-01"}, True),
    ],
)
def test_it_holds_in_its_rows_and_where_nothing_is_known(
    restriction: Restriction, row: dict[str, str | None], held: bool
) -> None:
    assert restriction.holds(row) is held


def test_a_statement_reads_no_more_than_the_row_allows(demo_engine: Engine) -> None:
    one = aliased(Finding)
    with Session(demo_engine) as session:
        for model in (Finding, one):
            told = session.execute(
                select(model.category, readable(model.description, case_role=False))
            ).all()
            assert {category == "violation" for category, _ in told} == {True, False}
            assert all((said is None) == (category == "violation") for category, said in told)
        everything = session.scalars(select(readable(Finding.description, case_role=True)))
        assert None not in set(everything)


def test_a_statement_does_not_select_what_nobody_else_may_read() -> None:
    told = str(select(readable(EnforcementCase.subject_name, case_role=False)))
    assert "subject_name" not in told
    assert "subject_name" in str(select(readable(EnforcementCase.subject_name, case_role=True)))
