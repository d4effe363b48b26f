from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.institutions import SORTS, STATES, RegisterPage, register
from tests.views import counted

DAY = date(2024, 12, 31)


def page_of(engine: Engine, **asked: Any) -> RegisterPage:
    with Session(engine) as session:
        return register(session, **{"as_of": DAY, "filters": Filters(), **asked})


def test_states_of_the_register_are_the_circulars(demo_engine: Engine) -> None:
    totals = {state: page_of(demo_engine, state=state).total for state in STATES}
    assert totals == {"合格": 83, "整改": 6, "淘汰": 9, "未复核": 0}
    assert page_of(demo_engine).total == 98


def test_pages_hold_every_institution_once(demo_engine: Engine) -> None:
    seen = [row.id for page in range(1, 6) for row in page_of(demo_engine, page=page).rows]
    assert len(seen) == len(set(seen)) == 98


@pytest.mark.parametrize(("asked", "got"), [(99, 5), (5, 5), (0, 1), (-3, 1)])
def test_page_beyond_the_ends_is_the_nearest(demo_engine: Engine, asked: int, got: int) -> None:
    assert page_of(demo_engine, page=asked).page == got


def test_no_match_is_an_empty_first_page(demo_engine: Engine) -> None:
    assert page_of(demo_engine, search="没有这个名字") == RegisterPage(rows=(), page=1, total=0)


def test_without_a_size_all_rows_are_one_page(demo_engine: Engine) -> None:
    assert len(page_of(demo_engine, size=None).rows) == 98


@pytest.mark.parametrize(
    "search",
    [
        "沙坪坝第一",
        "91509999000000019d",
        "９１５０９９９９０００００００１９Ｄ",
        "  91509999000000019D ",
    ],
)
def test_search_ignores_case_and_width(demo_engine: Engine, search: str) -> None:
    (row,) = page_of(demo_engine, search=search).rows
    assert row.name == "示例沙坪坝第一安全技术培训有限公司"


@pytest.mark.parametrize("search", ["%", "_", "\\"])
def test_wildcards_are_plain_letters(demo_engine: Engine, search: str) -> None:
    assert page_of(demo_engine, search=search).total == 0


def test_district_and_kind_narrow_the_register(demo_engine: Engine) -> None:
    filters = Filters(district="500106")
    assert page_of(demo_engine, filters=filters).total == 3
    filters = Filters(district="500106", kind="企业")
    assert {row.kind for row in page_of(demo_engine, filters=filters).rows} == {"company"}


def test_counts_are_those_of_the_ledgers(demo_engine: Engine) -> None:
    statement = text(
        "SELECT institution_id, COUNT(*) AS still, SUM(CASE WHEN due_on < '2024-12-31' THEN 1"
        " ELSE 0 END) AS late FROM finding WHERE institution_id IS NOT NULL AND closed_on IS NULL"
        " GROUP BY institution_id"
    )
    with demo_engine.connect() as connection:
        expected = {row[0]: (row[1], int(row[2])) for row in connection.execute(statement)}
    rows = page_of(demo_engine, size=None).rows
    got = {row.id: (row.findings_open, row.findings_overdue) for row in rows if row.findings_open}
    assert got == expected


def test_counts_of_an_earlier_day_know_nothing_later(demo_engine: Engine) -> None:
    early = page_of(demo_engine, as_of=date(2022, 6, 30), size=None).rows
    assert all(row.outcome is None for row in early)
    assert sum(row.inspections for row in early) < sum(
        row.inspections for row in page_of(demo_engine, size=None).rows
    )


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_shows_the_same_institutions(demo_engine: Engine, sort: str) -> None:
    assert {row.id for row in page_of(demo_engine, sort=sort, size=None).rows} == {
        row.id for row in page_of(demo_engine, size=None).rows
    }


def test_order_by_deadline_puts_the_earliest_first_and_none_last(demo_engine: Engine) -> None:
    deadlines = [row.deadline for row in page_of(demo_engine, sort="整改期限", size=None).rows]
    known = [day for day in deadlines if day]
    assert deadlines == [*sorted(known), *[None] * (98 - len(known))]
    assert len(known) == 6


def test_order_by_overdue_puts_the_most_first(demo_engine: Engine) -> None:
    late = [row.findings_overdue for row in page_of(demo_engine, sort="超期", size=None).rows]
    assert late == sorted(late, reverse=True)
    assert late[0] > 0


def test_one_page_is_one_statement(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        page_of(demo_engine, search="示例", state="合格", sort="超期", page=2)
    assert len(statements) == 1


def test_a_store_without_institutions_gives_an_empty_register(circular_engine: Engine) -> None:
    assert page_of(circular_engine).total == 0
