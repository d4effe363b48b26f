from collections import Counter
from datetime import date

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from dashboard.metrics.dossier import Happening, happenings, head
from tests.views import counted

DAY = date(2024, 12, 31)
POLICE = (
    "SELECT institution_id FROM enforcement_case WHERE referred_on IS NOT NULL"
    " AND institution_id IS NOT NULL ORDER BY id"
)
WITHDRAWN = (
    "SELECT institution_id FROM enforcement_case WHERE withdrawn_on IS NOT NULL"
    " AND institution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM enforcement_case o WHERE"
    " o.institution_id = enforcement_case.institution_id AND o.withdrawn_on IS NULL) ORDER BY id"
)
CASE_KINDS = {"lead", "confirmed", "penalised", "referred", "filed", "case_closed"}


def first(engine: Engine, statement: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(statement)).scalars().first() or 0)


def told(
    engine: Engine, institution: int, *, as_of: date = DAY, case_role: bool = False
) -> tuple[Happening, ...]:
    with Session(engine) as session:
        return happenings(session, institution=institution, as_of=as_of, case_role=case_role)


def kinds(happened: tuple[Happening, ...]) -> Counter[str]:
    return Counter(one.kind for one in happened)


def test_head_is_the_registers_row(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        found = head(session, institution=1)
        assert found is not None
        assert found.name == "示例万州第一安全培训学校"
        assert head(session, institution=10**8) is None


def test_everything_is_told_in_one_statement_newest_first(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        happened = told(demo_engine, 1)
    assert len(statements) == 1
    days = [one.day for one in happened]
    assert days == sorted(days, reverse=True)
    assert all(isinstance(one.until, date | None) for one in happened)


def test_counts_are_those_of_the_ledgers(demo_engine: Engine) -> None:
    happened = told(demo_engine, 1)
    for kind, column in (("found", "found_on"), ("closed", "closed_on")):
        rows = f"SELECT COUNT({column}) FROM finding WHERE institution_id = 1"
        assert sum(one.number or 0 for one in happened if one.kind == kind) == first(
            demo_engine, rows
        )
    visits = "SELECT COUNT(*) FROM inspection WHERE institution_id = 1"
    assert kinds(happened)["inspection"] == first(demo_engine, visits)
    taught = "SELECT COUNT(*) FROM training_class WHERE institution_id = 1"
    assert sum(one.number or 0 for one in happened if one.kind == "classes") == first(
        demo_engine, taught
    )


def test_nothing_after_the_day_is_told(demo_engine: Engine) -> None:
    day = date(2024, 4, 30)
    happened = told(demo_engine, 1, as_of=day)
    assert max(one.day for one in happened) <= day
    assert {one.code for one in happened if one.kind == "decision"} == {"self"}


def test_a_case_at_the_police_is_for_the_case_role_alone(demo_engine: Engine) -> None:
    institution = first(demo_engine, POLICE)
    assert "referred" in kinds(told(demo_engine, institution, case_role=True))
    hidden = told(demo_engine, institution)
    assert not [one for one in hidden if one.code == "exam_cheating"]
    assert "referred" not in kinds(hidden)


def test_a_withdrawn_case_is_told_to_nobody(demo_engine: Engine) -> None:
    institution = first(demo_engine, WITHDRAWN)
    assert institution
    assert not CASE_KINDS & set(kinds(told(demo_engine, institution, case_role=True)))


def test_the_text_of_an_open_violation_is_for_the_case_role_alone(demo_engine: Engine) -> None:
    institution = first(
        demo_engine,
        "SELECT institution_id FROM finding WHERE category = 'violation' AND closed_on IS NULL"
        " AND institution_id IS NOT NULL ORDER BY id",
    )
    shown, hidden = (
        [
            one.text
            for one in told(demo_engine, institution, case_role=role)
            if one.kind == "open" and one.code == "violation"
        ]
        for role in (True, False)
    )
    assert all(shown)
    assert set(hidden) == {None}


def test_a_class_after_elimination_is_told_by_itself(demo_engine: Engine) -> None:
    institution = first(
        demo_engine,
        "SELECT c.institution_id FROM training_class c JOIN review_decision r"
        " ON r.institution_id = c.institution_id AND r.outcome = 'eliminated'"
        " AND r.decided_on < c.started_on",
    )
    assert kinds(told(demo_engine, institution))["after_elimination"] == 3


def test_an_unknown_institution_has_no_happenings(demo_engine: Engine) -> None:
    assert told(demo_engine, 10**8) == ()
