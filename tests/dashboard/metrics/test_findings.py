from datetime import date

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.findings import OpenPage, open_findings
from dashboard.metrics.worklist import WITHHELD
from dashboard.store.models.inspections import Finding
from dashboard.store.models.places import District
from tests.views import counted

DAY = date(2024, 12, 31)


def page_of(
    engine: Engine,
    *,
    page: int = 1,
    size: int = 10,
    as_of: date = DAY,
    case_role: bool = True,
    **chosen: str,
) -> OpenPage:
    with Session(engine) as session:
        return open_findings(
            session,
            filters=Filters(**chosen),
            as_of=as_of,
            page=page,
            size=size,
            case_role=case_role,
        )


def still_open(engine: Engine, *, as_of: date = DAY) -> list[Finding]:
    with Session(engine, expire_on_commit=False) as session:
        return [
            one
            for one in session.scalars(select(Finding))
            if one.found_on <= as_of and (one.closed_on is None or one.closed_on > as_of)
        ]


def test_every_open_finding_is_listed_once_over_all_pages(demo_engine: Engine) -> None:
    expected = still_open(demo_engine)
    pages = -(-len(expected) // 10)
    listed = [row for at in range(1, pages + 1) for row in page_of(demo_engine, page=at).rows]
    assert len(listed) == len(expected) == page_of(demo_engine).total
    assert sorted(row.description for row in listed) == sorted(one.description for one in expected)


def test_the_longest_overdue_stands_first_and_what_has_no_deadline_last(
    demo_engine: Engine,
) -> None:
    rows = page_of(demo_engine, size=1000).rows
    overdue = [row.days_overdue for row in rows if row.days_overdue is not None]
    assert overdue == sorted(overdue, reverse=True)
    assert all(row.days_overdue is not None for row in rows[: len(overdue)])
    rest = [row.due_on or date.max for row in rows[len(overdue) :]]
    assert rest == sorted(rest)


def test_due_today_is_not_overdue(demo_engine: Engine) -> None:
    due = next(one.due_on for one in still_open(demo_engine) if one.due_on and one.due_on > DAY)
    rows = page_of(demo_engine, size=1000, as_of=due).rows
    assert all(row.days_overdue is None for row in rows if row.due_on == due)


def test_a_page_beyond_the_last_gives_the_last(demo_engine: Engine) -> None:
    total = page_of(demo_engine).total
    last = page_of(demo_engine, page=10_000)
    assert last.page == -(-total // 10)
    assert len(last.rows) == (total - 1) % 10 + 1


def test_a_district_shows_its_own_alone(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        key = session.scalar(select(District.id).where(District.name == "渝北区"))
    shown = page_of(demo_engine, size=1000, district="500112")
    expected = [one for one in still_open(demo_engine) if one.district_id == key]
    assert shown.total == len(expected) > 0
    assert {row.district_id for row in shown.rows} == {key}


def test_an_earlier_day_shows_what_was_open_then(demo_engine: Engine) -> None:
    earlier = date(2024, 11, 30)
    assert page_of(demo_engine, as_of=earlier).total == len(still_open(demo_engine, as_of=earlier))


def test_nothing_open_is_an_empty_first_page(circular_engine: Engine) -> None:
    assert page_of(circular_engine, page=3) == OpenPage(rows=(), total=0, page=1)


def test_a_page_is_one_statement(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        page_of(demo_engine, page=2)
    assert len(statements) == 1


def test_what_a_violation_says_is_for_the_case_role(demo_engine: Engine) -> None:
    for case_role in (True, False):
        shown = page_of(demo_engine, size=1000, category="违法违规", case_role=case_role)
        assert shown.total > 0
        assert all((row.description == WITHHELD) != case_role for row in shown.rows)
