from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.enforcement import cases, cohort
from dashboard.metrics.filters import Filters
from dashboard.metrics.paging import Paged
from dashboard.store.models.enforcement import EnforcementCase, Penalty
from dashboard.store.models.institutions import Institution
from tests.views import counted

DAY = date(2024, 12, 31)


def listed(engine: Engine, *, filters: Filters | None = None, **asked: Any) -> Paged:
    with Session(engine) as session:
        return cases(
            session, **{"filters": filters or Filters(), "as_of": DAY, "size": 1000, **asked}
        )


def ledger(engine: Engine) -> list[EnforcementCase]:
    with Session(engine) as session:
        return list(session.scalars(select(EnforcementCase)))


def test_every_case_is_listed_newest_lead_first(demo_engine: Engine) -> None:
    page = listed(demo_engine)
    days = [row.lead_on for row in page.rows]
    assert page.total == len(page.rows) == len(ledger(demo_engine))
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("reached", "day"),
    [
        ("confirmed", "confirmed_on"),
        ("penalised", "penalised_on"),
        ("referred", "referred_on"),
        ("filed", "filed_on"),
        ("closed", "closed_on"),
        ("withdrawn", "withdrawn_on"),
    ],
)
def test_a_step_lists_the_cases_that_came_to_it(
    demo_engine: Engine, reached: str, day: str
) -> None:
    expected = {one.number for one in ledger(demo_engine) if getattr(one, day) is not None}
    assert {row.number for row in listed(demo_engine, reached=reached).rows} == expected


def test_open_cases_are_neither_closed_nor_withdrawn(demo_engine: Engine) -> None:
    expected = {
        one.number
        for one in ledger(demo_engine)
        if one.closed_on is None and one.withdrawn_on is None
    }
    assert {row.number for row in listed(demo_engine, reached="open").rows} == expected


def test_a_step_after_the_day_has_not_come(demo_engine: Engine) -> None:
    day = date(2024, 11, 19)
    (row,) = listed(demo_engine, as_of=day, reached="referred").rows
    assert (row.step, row.filed_day) == ("filed", date(2024, 11, 18))
    assert listed(demo_engine, as_of=date(2024, 11, 12), reached="referred").total == 0


def test_fines_of_a_case_are_summed(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        fines = dict(
            session.execute(
                select(EnforcementCase.number, Penalty.amount_fen).join(
                    Penalty, Penalty.case_id == EnforcementCase.id
                )
            ).all()
        )
    fined = {row.number: row.fined for row in listed(demo_engine).rows}
    assert {number: fines.get(number) for number in fined} == fined


def test_outside_the_role_restricted_names_are_not_selected(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        page = listed(demo_engine)
    (statement,) = statements.texts
    assert "subject_name" not in statement
    assert all(row.subject is None for row in page.rows)


def test_the_role_reads_names(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        page = listed(demo_engine, case_role=True)
    assert "subject_name" in statements.texts[0]
    names = {one.number: one.subject_name for one in ledger(demo_engine)}
    assert {row.number: row.subject for row in page.rows} == names


def test_institutions_of_referred_and_withdrawn_cases_are_not_read(demo_engine: Engine) -> None:
    hidden = {
        one.number
        for one in ledger(demo_engine)
        if one.referred_on is not None or one.withdrawn_on is not None
    }
    rows = {row.number: row for row in listed(demo_engine).rows}
    bodies = [(rows[at].institution_id, rows[at].institution, rows[at].exam_site) for at in hidden]
    assert set(bodies) == {(None, None, None)}
    assert any(row.institution for number, row in rows.items() if number not in hidden)


def test_an_earlier_day_does_not_give_away_what_is_hidden(demo_engine: Engine) -> None:
    before = date(2024, 11, 12)  # the day before the first case went to the police
    (later,) = [one for one in ledger(demo_engine) if one.referred_on == date(2024, 11, 13)]
    (row,) = [row for row in listed(demo_engine, as_of=before).rows if row.number == later.number]
    assert row.step == "lead"
    assert (row.institution_id, row.institution) == (None, None)


def test_asking_for_one_institution_does_not_single_out_its_cases(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        one = session.scalars(select(Institution.id)).first()
    assert cohort(Filters(institution=one)) == ()
    assert listed(demo_engine, filters=Filters(institution=one)).total == len(ledger(demo_engine))
