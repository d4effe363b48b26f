from __future__ import annotations

import io
from collections.abc import Mapping

import openpyxl
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Book, Pages, Table
from dashboard.sections.rectification.worklist import SIZE, WORKLIST
from dashboard.surfaces.handout import book_bytes
from dashboard.surfaces.screen.tables import origin_of
from tests.views import answer_of, counted, view_on


def answered(
    engine: Engine, params: Mapping[str, str] | None = None, *, case_role: bool = False, **on: str
) -> Answer:
    view = view_on(engine, filters=Filters(**on), params=params, case_role=case_role)
    return answer_of(WORKLIST, view, engine=engine)


def table_of(answer: Answer) -> Table:
    (table,) = (block for block in answer.blocks if isinstance(block, Table))
    return table


def book_of(answer: Answer) -> Book:
    (book,) = (block for block in answer.blocks if isinstance(block, Book))
    return book


def sheets_of(engine: Engine, params: Mapping[str, str] | None = None, **on: str) -> list[Table]:
    book = book_of(answered(engine, params, **on))
    with Session(engine) as session, counted(engine) as statements:
        made = list(book.sheets(session))
    assert len(statements) == 1
    return made


def column(table: Table, head: str) -> list[object]:
    at = [one.label for one in table.columns].index(head)
    return [row[at] for row in table.rows]


def test_unasked_it_lists_what_is_overdue_longest_first(demo_engine: Engine) -> None:
    answer = answered(demo_engine)
    (pages,) = (block for block in answer.blocks if isinstance(block, Pages))
    assert answer.title == f"督办清单：超期的问题{pages.total}项"
    days = column(table_of(answer), "超期")
    assert len(days) == SIZE
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"term": "7天内到期"}, "7天内到期的问题"),
        ({"term": "未设期限"}, "未设期限的问题"),
        ({"term": "全部未销号", "stage": "待复查"}, "停在“待复查”的未销号的问题"),
        ({"unit": "按整改书"}, "超期的整改书"),
        ({"unit": "按整改书", "term": "全部未销号"}, "未办结的整改书"),
        ({"term": "胡言", "stage": "乱语", "unit": "x", "row": "-1"}, "超期的问题"),
        ({"stage": "已销号"}, "已销号的不督办"),
    ],
)
def test_a_link_says_what_is_listed(demo_engine: Engine, params: dict[str, str], said: str) -> None:
    assert said in answered(demo_engine, params).title


def test_the_file_of_the_table_holds_every_row(demo_engine: Engine) -> None:
    table = table_of(answered(demo_engine))
    assert table.whole is not None
    with Session(demo_engine) as session:
        assert len(table.whole(session)) == 27 > SIZE
    assert table.scope == "全市 · 超期 · 按问题"


@pytest.mark.parametrize("unit", ["按问题", "按整改书"])
def test_the_workbook_has_a_summary_and_a_sheet_a_district(demo_engine: Engine, unit: str) -> None:
    summary, *districts = sheets_of(demo_engine, {"unit": unit, "term": "全部未销号"})
    assert summary.title == "汇总"
    assert [row[0] for row in summary.rows] == [sheet.title for sheet in districts]
    for line, sheet in zip(summary.rows, districts, strict=True):
        late = [day for day in column(sheet, "超期") if day is not None]
        assert line[1:3] == [len(sheet.rows), len(late)]
        assert line[4] == (late[0] if late else None)
        assert late == sorted(late, reverse=True)  # type: ignore[type-var]
        assert all(str(one).startswith("批次") for one in column(sheet, "台账来源"))
    total = sum(row[1] for row in summary.rows)  # type: ignore[misc]
    assert summary.note.startswith(f"合计{total}{'项' if unit == '按问题' else '份'}")


def test_the_workbook_is_made_of_what_is_listed_and_marked_as_demo(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(district="500112"))
    book = book_of(answer_of(WORKLIST, view, engine=demo_engine))
    with Session(demo_engine) as session:
        made = book_bytes(
            book.sheets(session), title=book.title, origin=origin_of(view, scope=book.scope)
        )
    opened = openpyxl.load_workbook(io.BytesIO(made))
    assert opened.sheetnames == ["汇总", "渝北区"]
    head = str(opened["渝北区"]["A2"].value)
    assert "演示数据" in head
    assert "数据截至 2024-12-31" in head
    assert "渝北区 · 超期 · 按问题" in head


def test_reading_the_page_makes_no_workbook(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        answered(demo_engine)
    assert not any("1000000" in text for text in statements.texts)


def test_what_a_violation_says_is_for_the_case_role_in_list_and_workbook(
    demo_engine: Engine,
) -> None:
    params = {"term": "全部未销号"}
    hidden = sheets_of(demo_engine, params, category="违法违规")
    for sheet in hidden[1:]:
        assert set(column(sheet, "问题")) == {"（违法违规类，不显示）"}
    told = answered(demo_engine, params, case_role=True, category="违法违规")
    assert "（违法违规类，不显示）" not in column(table_of(told), "问题")


def test_nothing_to_press_for_offers_no_workbook(demo_engine: Engine) -> None:
    answer = answered(demo_engine, district="沙坪坝区")
    assert table_of(answer).rows == []
    assert not any(isinstance(block, Book | Pages) for block in answer.blocks)


def test_orders_say_which_filters_they_do_not_know(demo_engine: Engine) -> None:
    answer = answered(demo_engine, {"unit": "按整改书"}, severity="较大")
    assert any("不分严重程度" in str(block) for block in answer.blocks)
