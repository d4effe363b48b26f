from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.sections.answer import Answer, Pages, Table
from dashboard.sections.publicity.activities import ACTIVITIES
from tests.views import answer_of, view_on


def _answer(engine: Engine, params: Mapping[str, str] | None = None) -> Answer:
    return answer_of(ACTIVITIES, view_on(engine, params=params), engine=engine)


def _table(answer: Answer) -> Table:
    (table,) = [block for block in answer.blocks if isinstance(block, Table)]
    return table


def test_a_page_shows_some_and_the_file_takes_all(demo_engine: Engine) -> None:
    answer = _answer(demo_engine)
    table = _table(answer)
    (pager,) = [block for block in answer.blocks if isinstance(block, Pages)]
    assert table.whole is not None
    with Session(demo_engine) as session:
        whole = table.whole(session)
    assert len(table.rows) == pager.size < pager.total == len(whole)
    assert list(whole[: pager.size]) == list(table.rows)


def test_channel_and_name_filter_the_list_and_its_file(demo_engine: Engine) -> None:
    table = _table(_answer(demo_engine, {"channel": "微视频", "activity": "小课堂"}))
    assert {row[2] for row in table.rows} == {"微视频"}
    assert table.scope.endswith("微视频 · 名称含“小课堂”")
    assert table.whole is not None
    with Session(demo_engine) as session:
        assert {row[2] for row in table.whole(session)} == {"微视频"}


@pytest.mark.parametrize("page", ["0", "-3", "abc", "", "９", "99999999999"])
def test_a_page_number_that_is_none_is_the_first(demo_engine: Engine, page: str) -> None:
    assert (
        _table(_answer(demo_engine, {"activities": page})).rows == _table(_answer(demo_engine)).rows
    )


def test_an_unknown_channel_is_every_channel(demo_engine: Engine) -> None:
    assert _answer(demo_engine, {"channel": "电视"}).title == _answer(demo_engine).title


def test_reach_without_a_named_reporter_is_not_said(demo_engine: Engine) -> None:
    table = _table(_answer(demo_engine))
    assert table.whole is not None
    with Session(demo_engine) as session:
        rows = table.whole(session)
    assert {row[7] for row in rows} == {None, "主办方", "平台", "未说明"}
    assert all((row[6] is None) == (row[7] is None) for row in rows)


def test_without_a_ledger_there_is_no_list(circular_engine: Engine) -> None:
    answer = _answer(circular_engine)
    assert len(answer.blocks) == 1
    assert "尚未导入" in _table(answer).empty
