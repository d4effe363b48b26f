from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Links, Pages, Table
from dashboard.sections.findings_map.unclosed import SIZE, UNCLOSED
from tests.views import answer_of, view_on


def answered(
    engine: Engine, *, district: str = "", params: Mapping[str, str] | None = None
) -> Answer:
    view = view_on(engine, filters=Filters(district=district), params=params)
    return answer_of(UNCLOSED, view, engine=engine)


def table_of(answer: Answer) -> Table:
    table = answer.blocks[0]
    assert isinstance(table, Table)
    return table


def pages_of(answer: Answer) -> Pages:
    (pages,) = (block for block in answer.blocks if isinstance(block, Pages))
    return pages


def test_a_page_holds_a_dozen_and_the_pager_knows_them_all(demo_engine: Engine) -> None:
    answer = answered(demo_engine)
    assert len(table_of(answer).rows) == SIZE
    assert f"全市未销号问题{pages_of(answer).total}项" in answer.title


def test_a_file_holds_the_rows_of_all_pages(demo_engine: Engine) -> None:
    answer = answered(demo_engine)
    whole = table_of(answer).whole
    assert whole is not None
    with Session(demo_engine) as session:
        assert len(whole(session)) == pages_of(answer).total > SIZE


@pytest.mark.parametrize(("asked", "shown"), [("2", 2), ("0", 1), ("x", 1), ("-3", 1), ("²", 1)])
def test_the_page_of_the_url_is_read_with_care(demo_engine: Engine, asked: str, shown: int) -> None:
    assert pages_of(answered(demo_engine, params={"page": asked})).current == shown


def test_a_district_lists_its_own(demo_engine: Engine) -> None:
    rows = table_of(answered(demo_engine, district="渝北区")).rows
    assert {row[1] for row in rows} == {"渝北区"}


def test_nothing_open_is_said_in_the_title(demo_engine: Engine) -> None:
    assert answered(demo_engine, district="沙坪坝区").title == "沙坪坝区没有未销号问题"


def test_a_county_nobody_visited_is_not_called_clean(demo_engine: Engine) -> None:
    assert answered(demo_engine, district="城口县").title == "城口县期间内未检查，没有可列的问题"


def test_without_a_ledger_the_circulars_silence_is_said(circular_engine: Engine) -> None:
    [notice] = answered(circular_engine).blocks
    assert "181项" in str(notice)
    assert "原文未说明" in str(notice)


def test_a_bare_store_is_no_error(bare_engine: Engine) -> None:
    assert answered(bare_engine).title == "未销号问题：问题台账尚未导入"


def test_the_loop_behind_it_is_one_click_away(demo_engine: Engine) -> None:
    (links,) = (
        block
        for block in answered(demo_engine, district="渝北区").blocks
        if isinstance(block, Links)
    )
    assert [(link.page, link.params) for link in links.items] == [
        ("rectification", {"period": "全部", "district": "500112"})
    ]


def test_what_a_violation_says_is_for_the_case_role(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(category="违法违规"))
    hidden = table_of(answer_of(UNCLOSED, view, engine=demo_engine)).rows
    assert {row[-1] for row in hidden} == {"（违法违规类，不显示）"}
    told = table_of(answer_of(UNCLOSED, replace(view, case_role=True), engine=demo_engine)).rows
    assert "（违法违规类，不显示）" not in {row[-1] for row in told}
