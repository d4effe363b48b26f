"""Which ledger a sheet is, and what is left aside."""

from __future__ import annotations

import pytest

from data_loaders.ledgers.registry import LEDGERS
from tests.data_loaders.workbooks import GOOD, answers, good, read, saved, sheet, table


@pytest.mark.parametrize("ledger", LEDGERS)
def test_every_ledger_is_known_by_its_headings_alone(ledger: str) -> None:
    found = read(sheet(table([GOOD[ledger]]), file="a.csv"))
    assert found.told.ledger is LEDGERS[ledger]
    assert found.said == []
    assert len(found.values) == 1


def test_of_two_ledgers_that_fit_the_one_that_knows_more_columns_counts() -> None:
    row = {"机构名称": "示例一校", "区县": "万州区", "复核轮次": "2024", "阶段": "区县检查"}
    row |= {"结论": "合格", "结论日期": "2024-06-18"}
    assert read(sheet(table([row]))).told.ledger is LEDGERS["reviews"]


def test_a_ledger_that_lacks_a_column_is_not_taken_for_a_smaller_one() -> None:
    row = good("reviews")
    del row["结论日期"]
    found = read(sheet(table([row])))
    assert found.told.ledger is LEDGERS["reviews"]
    assert found.said == [("refuse", "missing-column", 1, "")]
    assert "结论日期" in found.problem().message


def test_a_sheet_whose_name_and_headings_differ_is_asked_about() -> None:
    rows = table([good("reviews")])
    asked = read(saved(rows, name="机构台账"))
    assert asked.said == [("ask", "unclear-ledger", None, "")]
    assert asked.values == []
    found = read(saved(rows, name="机构台账"), decisions=answers(asked, "reviews"))
    assert found.told.ledger is LEDGERS["reviews"]
    assert len(found.values) == 1
    aside = read(saved(rows, name="机构台账"), decisions=answers(asked, "-"))
    assert aside.told.skipped == "不是台账，未导入"
    assert aside.said == []


def test_the_last_word_of_a_name_tells_the_ledger() -> None:
    rows = table([{"机构名称": "示例一校", "区县": "万州区", "理论座位数": 3, "备注": "无"}])
    assert read(saved(rows, name="培训机构检查记录")).said != []
    assert read(saved(rows, name="检查情况机构台账")).said == []


def test_a_ledger_may_be_told() -> None:
    rows = table([{"机构名称": "示例一校", "区县": "万州区"}])
    found = read(sheet(rows), ledger="classes")
    assert {one[1] for one in found.said} == {"missing-column"}
    assert len(found.said) == 2


@pytest.mark.parametrize("name", ["示例·培训班", "示例", "（示例）培训班"])
def test_example_sheets_are_skipped_with_a_word(name: str) -> None:
    found = read(saved(table([good("classes")]), name=name))
    assert found.said == []
    assert found.values == []
    assert found.told.skipped == "示例，不导入"


def test_an_example_saved_as_csv_says_so_itself() -> None:
    found = read(sheet(table([good("classes")], ["示例：培训班（不导入）"])))
    assert found.told.skipped == "示例，不导入"


def test_names_that_begin_with_the_word_are_data() -> None:
    rows = table([good("classes", 机构名称="示例万州第一安全培训学校")])
    assert len(read(sheet(rows)).values) == 1


def test_an_empty_sheet_is_skipped() -> None:
    assert read(sheet([])).told.skipped == "空工作表"
    assert read(sheet([(None,), ()])).said == []


def test_prose_is_reported_and_skipped() -> None:
    found = read(saved([["填表说明"], ["一、请逐行填写。"]], name="说明"))
    assert found.said == [("warn", "not-a-ledger", None, "")]
    assert found.told.skipped == "不是台账，未导入"


def test_a_table_of_something_else_must_be_put_aside_by_a_person() -> None:
    rows = [["姓名", "职务", "电话"], ["甲", "乙", "丙"], ["丁", "戊", "己"]]
    asked = read(saved(rows, name="通讯录"))
    assert asked.said == [("ask", "no-header", None, "")]
    found = read(saved(rows, name="通讯录"), decisions=answers(asked, "-"))
    assert found.said == []
    assert found.told.skipped


def test_a_header_below_the_first_thirty_rows_is_not_found() -> None:
    above = [["说明", "见附件"]] * 31
    assert read(sheet(table([good("classes")], *above))).said[0][1] == "no-header"
