from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.sections.answer import Table
from dashboard.sections.districts.first_rows import FIRST_ROWS, first_rows, first_rows_table
from dashboard.sections.figure_cell import Link
from tests.dashboard.sections.districts.kept import view_of


def rows_of(engine: Engine, district: str) -> Table:
    view = view_of(engine, district=district)
    with Session(engine) as session:
        return first_rows_table(view, first_rows(view).run(session))


def test_ten_rows_to_act_on_the_longest_overdue_first(demo_engine: Engine) -> None:
    table = rows_of(demo_engine, "渝北区")
    late = [row[4] for row in table.rows if isinstance(row[4], int)]
    assert len(table.rows) == FIRST_ROWS
    assert late == sorted(late, reverse=True)
    assert table.title == "先办哪几条：未销号问题前10条，超期最久、到期最早的在前"


def test_an_institution_leads_to_its_own_page(demo_engine: Engine) -> None:
    links = [row[1] for row in rows_of(demo_engine, "渝北区").rows if isinstance(row[1], Link)]
    assert links
    assert {one.page for one in links} == {"institutions"}


def test_nothing_open_is_said(demo_engine: Engine) -> None:
    table = rows_of(demo_engine, "沙坪坝区")
    assert (list(table.rows), table.empty, table.note) == ([], "没有未销号问题", "")
