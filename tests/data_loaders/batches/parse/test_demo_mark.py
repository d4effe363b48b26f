"""Demo data never reaches a production store, nor real data a demo store, not even in part."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.demo.practice import PRACTICE
from dashboard.errors import LoadRefusedError
from data_loaders.batches import Preview, Upload, commit, gather, preview
from data_loaders.batches.parse.demo_mark import MARK
from data_loaders.export.folder import export
from tests.data_loaders.corpus.broken import saved
from tests.handed_in import ALL, sheets

TODAY = date(2025, 2, 1)
"""After the days of the practice ledgers."""
_ACTIVITY = [["区县", "渠道", "名称", "日期"], ["渝北区", "其他", "讲座", "2025-01-03"]]
_HEAD = [f"【{MARK}】渝北区台账"]


def test_a_demos_own_workbook_is_refused_whole_by_a_production_store(
    demo_engine: Engine, circular_engine: Engine, tmp_path: Path
) -> None:
    export(demo_engine, tmp_path, district="渝中区", case_role=True)
    found = preview(circular_engine, gather([tmp_path]).files, today=TODAY)
    assert [problem.rule for problem in found.problems] == ["demo-data"]
    assert (found.rows_added, found.loadable) == (0, False)
    with pytest.raises(LoadRefusedError):
        commit(circular_engine, found, by="test")
    assert commit(circular_engine, found, by="test", partial=True).number is None


def test_a_demo_store_refuses_every_ledger_that_is_not_marked(demo_engine: Engine) -> None:
    found = preview(demo_engine, sheets(), today=TODAY)
    assert [problem.rule for problem in found.problems] == ["no-demo-mark"] * len(ALL)
    assert (found.batches, found.loadable) == ((), False)
    assert commit(demo_engine, found, by="test", partial=True).number is None


def test_one_sheet_without_the_mark_keeps_its_workbook_out_of_a_demo(demo_engine: Engine) -> None:
    file = _book({"宣传活动": [_HEAD, *_ACTIVITY], "宣传活动（2）": _ACTIVITY})
    (problem,) = preview(demo_engine, [file], today=TODAY).problems
    assert problem.rule == "no-demo-mark"
    assert "“宣传活动（2）”" in problem.message


def test_a_demo_store_takes_marked_ledgers_whatever_else_the_workbook_holds(
    demo_engine: Engine,
) -> None:
    for one in PRACTICE:
        found = preview(demo_engine, [Upload(name=one.file_name, content=one.make())], today=TODAY)
        assert not found.closed
        assert found.rows_added == 4
    assert _marked(demo_engine, "宣传活动", _ACTIVITY).loadable


def test_a_marked_csv_is_taken_by_a_demo(demo_engine: Engine) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_HEAD, *_ACTIVITY])
    file = Upload(name="宣传活动.csv", content=text.getvalue().encode("gb18030"))
    assert preview(demo_engine, [file], today=TODAY).loadable


@pytest.mark.parametrize(
    ("ledger", "head"), [("机构台账", "机构名称"), ("考试点台账", "考试点名称")]
)
def test_no_real_body_enters_a_demo(demo_engine: Engine, ledger: str, head: str) -> None:
    found = _marked(
        demo_engine, ledger, [[head, "区县"], ["渝北甲", "渝北区"], ["示例渝北乙", "渝北区"]]
    )
    assert [(one.rule, one.row, one.column) for one in found.problems] == [
        ("not-example-name", 3, head)
    ]
    assert (found.rows_added, found.rows_refused) == (1, 1)


def _marked(engine: Engine, ledger: str, rows: list[list[Any]]) -> Preview:
    return preview(engine, [_book({ledger: [_HEAD, *rows]})], today=TODAY)


def _book(rows: dict[str, list[list[Any]]]) -> Upload:
    return Upload(name="渝北区.xlsx", content=saved(rows))
