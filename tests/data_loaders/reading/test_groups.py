"""Section lines, lone units, and cells left empty below a filled one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data_loaders.workbooks import Outcome, answers, good, read, sheet, table

HEAD = ["序号", "区县", "被检单位", "问题类别", "问题描述", "发现日期"]
DAY = "2024-11-06"


def row(number: Any, unit: Any, body: Any, text: str = "缺签到表") -> list[Any]:
    return [number, unit, body, "培训档案", text, DAY]


def told(found: Outcome) -> list[tuple[str, str]]:
    return [(one["district"], one["unit"]) for one in found.values]


@pytest.mark.parametrize(
    ("heading", "rows", "asked"),
    [
        ("被检单位", [row(1, "万州区", "甲校"), row(None, "万州区", None)], "unit"),
        ("区县", [row(1, "万州区", "甲校"), row(2, None, "甲校"), row(3, "", "甲校")], "district"),
        (
            "问题类别",
            [row(1, "万州区", "甲校"), ["", "万州区", "甲校", None, "学时不足", DAY]],
            "category",
        ),
    ],
)
def test_a_column_left_empty_is_asked_about_once(
    heading: str, rows: list[list[Any]], asked: str
) -> None:
    found = read(sheet([HEAD, *rows]))
    empty = list(range(3, len(rows) + 2))
    assert found.said == [("ask", "empty-below", one, heading) for one in empty]
    (question,) = {one.question for one in found.problems}
    assert question is not None
    assert question.key.endswith(f"|{asked}")
    assert "第3行" in question.text
    filled = read(sheet([HEAD, *rows]), decisions={question.key: "fill"})
    assert filled.said == [("warn", "filled-down", 3, heading)]
    assert f"空着的{len(empty)}行" in filled.problem().message
    assert {one[asked] for one in filled.values} == {filled.values[0][asked]}
    assert len(filled.values) == len(rows)
    left = read(sheet([HEAD, *rows]), decisions={question.key: "leave"})
    assert left.said == [("refuse", "missing", one, heading) for one in empty]


def test_blocks_below_a_number_are_filled_column_by_column() -> None:
    rows = [
        HEAD,
        row(1, "万州区", "甲校"),
        [None, None, None, "培训档案", "学时不足", DAY],
        row(2, "江津区", "乙校"),
        [None, None, None, "培训档案", "通道堵塞", DAY],
    ]
    asked = answers(read(sheet(rows)), "fill", "fill")
    found = read(sheet(rows), decisions=asked)
    assert told(found) == [("万州区", "甲校")] * 2 + [("江津区", "乙校")] * 2
    assert [one.message.split("（")[1] for one in found.problems] == ["第3、5行）已按上面的填"] * 2


@pytest.mark.parametrize(
    ("ledger", "changes"),
    [
        ("findings", {"发现日期": None}),
        ("findings", {"问题描述": None}),
        ("publicity", {"日期": None}),
        ("institutions", {"机构名称": None}),
        ("exam_months", {"月份": None}),
    ],
)
def test_what_is_a_rows_own_is_never_filled(ledger: str, changes: dict[str, Any]) -> None:
    rows = table([good(ledger), good(ledger, **changes)])
    (heading,) = changes
    assert read(sheet(rows), ledger=ledger).said == [("refuse", "missing", 3, heading)]


@pytest.mark.parametrize("parting", [["二、第二批"], ["合计"], ["小计", None, None, None, "1项"]])
def test_nothing_is_filled_across_sections_and_totals(parting: list[Any]) -> None:
    rows = [HEAD, row(1, "万州区", "甲校"), parting, row(2, "万州区", None)]
    assert ("refuse", "missing", 4, "被检单位") in read(sheet(rows)).said


@pytest.mark.parametrize("line", [["万州区"], [None, "万州区"], ["一、万州区（2项）"]])
def test_a_lone_unit_is_asked_whether_the_rows_below_belong_to_it(line: list[Any]) -> None:
    rows = [
        HEAD,
        line,
        row(1, None, "甲校"),
        ["（一）档案"],
        row(2, None, "乙校"),
        ["", "江津区"],
        row(3, None, "丙校"),
    ]
    found = read(sheet(rows))
    asked = [one for one in found.problems if one.question]
    assert [one.row for one in asked] == [3, 5, 7]
    (question,) = {one.question for one in asked}
    assert question is not None
    assert "第2行单列的“万州区”" in question.text
    filled = read(sheet(rows), decisions={question.key: "fill"})
    assert told(filled) == [("万州区", "甲校"), ("万州区", "乙校"), ("江津区", "丙校")]
    assert {one.level.value for one in filled.problems} == {"warn"}


def test_a_lone_unit_above_rows_that_name_theirs_is_only_told() -> None:
    rows = [HEAD, [None, "万州区"], row(1, "江津区", "甲校")]
    found = read(sheet(rows))
    assert told(found) == [("江津区", "甲校")]
    assert found.said == [("warn", "section-lines", 2, "")]


def test_a_lone_body_above_rows_that_name_none_is_asked_about() -> None:
    rows = [HEAD, [None, None, "甲校"], row(1, "万州区", None), row(2, "万州区", None)]
    asked = answers(read(sheet(rows)), "fill")
    assert told(read(sheet(rows), decisions=asked)) == [("万州区", "甲校")] * 2
    alone = read(sheet([HEAD, [None, None, "甲校"], row(1, "万州区", "乙校")]))
    assert ("refuse", "missing", 2, "区县") in alone.said
    assert told(alone) == [("万州区", "乙校")]
