"""Lines that head others: told once, or asked about once where they may be rows."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.access.restricted import opened
from data_loaders.reading.records import LineKind
from tests.data_loaders.workbooks import read, sheet

HEAD = ["序号", "区县", "被检单位", "问题类别", "问题描述", "发现日期"]
DAY = "2024-11-06"


def row(number: Any, unit: Any, body: Any, text: str = "缺签到表") -> list[Any]:
    return [number, unit, body, "培训档案", text, DAY]


def test_section_lines_are_told_once_and_part_the_rows() -> None:
    rows = [
        HEAD,
        ["一、万州片区"],
        row(1, "万州区", "甲校"),
        [None, "二、渝东北片区"],
        row(1, "江津区", "乙校"),
        [None, None, None, None, "其中：重大隐患0项"],
        ["共2项"],
    ]
    found = read(sheet(rows))
    assert [(one["district"], one["unit"]) for one in found.values] == [
        ("万州区", "甲校"),
        ("江津区", "乙校"),
    ]
    assert found.said == [("warn", "section-lines", 2, "")]
    for text in ("第2行“一、万州片区”", "第4行", "第6行", "第7行“共2项”"):
        assert text in opened(found.problem().message, case_role=True)
    assert "万州" not in str(found.problem().message), "it may tell of a violation"
    assert [found.kinds[one] for one in (2, 4, 6, 7)] == [LineKind.SECTION] * 4


def test_section_lines_hold_no_number_of_a_person() -> None:
    rows = [HEAD, ["一、王某15923456789负责"], row(1, "万州区", "甲校")]
    message = read(sheet(rows)).problem().message
    assert "159****6789" in opened(message, case_role=True)


CLASSES = [["机构名称", "区县", "工种", "开班日期", "学员人数"]]
WHOLE = ["甲校", "万州区", "低压电工作业", "2024-09-02", 20]


@pytest.mark.parametrize("text", ["首批学员", "低压电工", "2024年9月"])
def test_a_lone_text_where_a_name_should_stand_is_asked_about_once(text: str) -> None:
    rows = [*CLASSES, [text], WHOLE, ["又一批"], WHOLE[:-1] + [30]]
    found = read(sheet(rows), ledger="classes")
    assert found.said == [("ask", "lone-text", 2, ""), ("ask", "lone-text", 4, "")]
    (question,) = {one.question for one in found.problems}
    assert question is not None
    heads = read(sheet(rows), ledger="classes", decisions={question.key: "section"})
    assert heads.said == [("warn", "section-lines", 2, "")]
    assert len(heads.values) == 2
    row = read(sheet(rows), ledger="classes", decisions={question.key: "row"})
    assert {(one.rule, one.row) for one in row.problems} == {("missing", 2), ("missing", 4)}


def test_a_lone_name_at_the_end_or_above_another_is_a_row_that_lacks_the_rest() -> None:
    for rows in ([WHOLE, ["乙校"]], [["乙校"], ["丙校"]]):
        found = read(sheet([*CLASSES, *rows]), ledger="classes")
        assert {one.rule for one in found.problems} == {"missing"}
