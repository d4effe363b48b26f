from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Chart, Notice, Table
from dashboard.sections.enforcement.cases import LISTED_CASES
from dashboard.sections.enforcement.chain import CHAIN
from dashboard.sections.enforcement.circular import TOLD
from dashboard.sections.enforcement.contradictions import CONTRADICTIONS
from dashboard.sections.enforcement.named import NAMED
from dashboard.sections.enforcement.penalties import PENALTIES
from dashboard.sections.enforcement.who import WHO
from dashboard.sections.section import NoMemory, gather
from dashboard.sections.view import View
from dashboard.surfaces.workbook import Origin, csv_bytes
from tests.views import answer_of, counted, view_on

NAMES = ("华光", "匠成")
PAGE = (TOLD, CHAIN, WHO, PENALTIES, NAMED, CONTRADICTIONS, LISTED_CASES)


def _parts(engine: Engine, *, case_role: bool) -> tuple[Answer, Notice, Table]:
    answer = answer_of(NAMED, view_on(engine, case_role=case_role), engine=engine)
    notice, table = answer.blocks
    assert isinstance(notice, Notice)
    assert isinstance(table, Table)
    return answer, notice, table


def test_outside_the_role_schools_are_counted(circular_engine: Engine) -> None:
    answer, notice, table = _parts(circular_engine, case_role=False)
    assert answer.title == "2所学校（涉嫌，案件侦查中）：黔江区、丰都县"
    assert notice.text.startswith("2所学校（涉嫌，案件侦查中），名称仅案件角色可见")
    assert [row[:2] for row in table.rows] == [
        ["黔江区", "名称仅案件角色可见"],
        ["丰都县", "名称仅案件角色可见"],
    ]


def test_the_role_sees_the_names_as_suspected(circular_engine: Engine) -> None:
    _, notice, table = _parts(circular_engine, case_role=True)
    assert notice.level == "warning"
    assert [row[1] for row in table.rows] == [
        "华光计算机职业学校（涉嫌）",
        "匠成职业技能培训学校（涉嫌）",
    ]


def test_a_status_is_of_its_document_until_confirmed(circular_engine: Engine) -> None:
    _, _, table = _parts(circular_engine, case_role=True)
    assert {row[4] for row in table.rows} == {"截至2024年通报，未再确认；应于2025-03-31前重新确认"}
    assert "每90天重新确认" in table.note


def test_a_status_not_confirmed_in_time_is_overdue(circular_engine: Engine) -> None:
    view = view_on(circular_engine, as_of=date(2025, 4, 1), case_role=True)
    _, table = answer_of(NAMED, view, engine=circular_engine).blocks
    assert isinstance(table, Table)
    assert all(str(row[4]).endswith("已逾期") for row in table.rows)


@pytest.mark.parametrize("district", ["", "黔江区", "丰都县"])
def test_no_surface_outside_the_role_holds_a_name(demo_engine: Engine, district: str) -> None:
    view = view_on(demo_engine, filters=Filters(district=district))
    surfaces = "".join(_surfaces(view, demo_engine))
    assert not any(name in surfaces for name in NAMES)


def test_without_ledgers_no_surface_holds_a_name(circular_engine: Engine) -> None:
    surfaces = "".join(_surfaces(view_on(circular_engine), circular_engine))
    assert not any(name in surfaces for name in NAMES)


def test_the_walk_over_surfaces_would_find_a_name(demo_engine: Engine) -> None:
    surfaces = "".join(_surfaces(view_on(demo_engine, case_role=True), demo_engine))
    assert all(name in surfaces for name in NAMES)


def test_the_page_is_asked_for_in_four_statements(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    with counted(demo_engine) as statements, Session(demo_engine) as session:
        gather(session, PAGE, view, memory=NoMemory())
    assert len(statements) == 4


def _surfaces(view: View, engine: Engine) -> Iterator[str]:
    """Everything the page's sections give to any surface: answers, reference facts and files."""
    origin = Origin(as_of=view.as_of, scope="", demo=True, revision=1)
    yield repr([vars(one) for one in view.reference.mentions])
    for section in PAGE:
        answer = answer_of(section, view, engine=engine)
        yield repr(answer)
        for table in _tables(answer.blocks):
            yield csv_bytes(table, origin=origin).decode("utf-8")
            if table.whole is not None:
                with Session(engine) as session:
                    yield repr(table.whole(session))


def _tables(blocks: Any) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Chart):
            yield block.table
