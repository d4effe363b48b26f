"""小计 and 合计 against the rows they stand for."""

from __future__ import annotations

from typing import Any

import pytest

from data_loaders.ledgers.registry import LEDGERS
from data_loaders.reading.totals import Totals, TotalsLine
from tests.data_loaders.workbooks import good, read, sheet, table

COLUMNS = tuple(one for one in LEDGERS["classes"].columns if one.key == "enrolled")


def differing(*steps: tuple[str, Any]) -> list[int]:
    """The numbers of the totals that differ, of rows (行) and totals told in order."""
    totals = Totals(columns=COLUMNS)
    found = []
    for row, (label, value) in enumerate(steps, 1):
        if label == "行":
            totals.add({"enrolled": value}, row=row)
        else:
            found += totals.meet(TotalsLine(row=row, label=label, values={"enrolled": value}))
    return [one.row for one in (*found, *totals.finish())]


def test_totals_below_their_rows() -> None:
    assert differing(("行", 1), ("行", 2), ("合计", 3)) == []
    assert differing(("行", 1), ("行", 2), ("合计", 4)) == [3]
    assert differing(("行", 1), ("小计", 1), ("行", 2), ("小计", 2), ("合计", 3)) == []
    assert differing(("行", 1), ("小计", 1), ("行", 2), ("小计", 3), ("合计", 3)) == []
    assert differing(("行", 1), ("小计", 1), ("行", 2), ("小计", 9), ("合计", 3)) == [4]


def test_totals_above_their_rows() -> None:
    assert differing(("合计", 3), ("行", 1), ("行", 2)) == []
    assert differing(("合计", 4), ("行", 1), ("行", 2)) == [1]
    steps = (("合计", 6), ("小计", 3), ("行", 1), ("行", 2), ("小计", 3), ("行", 3))
    assert differing(*steps) == []
    assert differing(*steps[:-1], ("行", 4)) == [1, 5]


def test_a_total_above_all_and_groups_below_their_rows() -> None:
    assert differing(("合计", 3), ("行", 1), ("小计", 1), ("行", 2), ("小计", 2)) == []


def test_blank_totals_and_blank_cells_differ_from_nothing() -> None:
    assert differing(("行", None), ("行", 2), ("合计", 2), ("合计", None)) == []


def test_a_row_that_could_not_be_read_is_named() -> None:
    rows = table([good("classes"), good("classes", 班次编号="乙", 学员人数="若干")])
    place = rows[0].index("学员人数")
    rows.append(["合计", *[None] * (place - 1), 40])
    found = read(sheet(rows))
    (differs,) = (one for one in found.problems if one.rule == "total-differs")
    assert "第3行的数不能读取" in differs.message
    assert differs.column == "学员人数"


def test_a_total_that_cannot_be_read_is_said_so() -> None:
    rows = table([good("classes")])
    place = rows[0].index("学员人数")
    rows.append(["合计", *[None] * (place - 1), "约20"])
    assert "不能读取" in read(sheet(rows)).problem().message


def test_money_is_compared_across_units_and_told_in_yuan() -> None:
    rows = table(
        [
            {
                **good("cases", 案件编号=name, 阶段="处罚", 处罚日期="2024-11-22"),
                "罚款金额（万元）": 1.5,
            }
            for name in "甲乙"
        ]
    )
    rows.append(["合计", *[None] * (len(rows[0]) - 2), 3.5])
    message = read(sheet(rows)).problem().message
    assert "35,000元" in message
    assert "30,000元" in message


ACTIVITIES = (good("publicity", 名称="挂图", 份数=300), good("publicity", 名称="手册", 份数=500))


@pytest.mark.parametrize("name", ["安全月资料共计", "赠书活动累计", "讲座场次总数"])
def test_a_whole_row_is_loaded_whatever_its_name_ends_in(name: str) -> None:
    total = good("publicity", 名称=name, 份数=900)
    found = read(sheet(table([*ACTIVITIES, total])))
    assert found.said == []
    assert [one["name"] for one in found.values] == ["挂图", "手册", name]
    first = read(sheet(table([total, *ACTIVITIES])))
    assert [one["name"] for one in first.values] == [name, "挂图", "手册"]


@pytest.mark.parametrize(
    ("name", "copies"), [("安全月资料共计", 800), ("两次发放累计", 800), ("合计", 17)]
)
def test_a_whole_row_that_may_be_a_total_is_asked_about(name: str, copies: int) -> None:
    total = good("publicity", 名称=name, 份数=copies, 覆盖人次=2000)
    rows = sheet(table([{"名称": None} | one for one in (*ACTIVITIES, total)]))
    found = read(rows)
    assert found.said == [("ask", "unclear-total", 4, "")]
    question = found.problem().question
    assert question is not None
    assert name in question.text
    as_row = read(rows, decisions={question.key: "row"})
    assert [one["copies"] for one in as_row.values] == [300, 500, copies]
    assert as_row.said == []
    as_total = read(rows, decisions={question.key: "total"})
    assert [one["copies"] for one in as_total.values] == [300, 500]
    assert as_total.said[-1][:2] == (
        "warn",
        "total-left-out" if copies == 800 else "total-differs",
    )


@pytest.mark.parametrize(("copies", "rule"), [(800, "total-left-out"), (900, "missing")])
def test_a_row_called_like_a_total_that_lacks_its_day_is_one_only_by_its_sum(
    copies: int, rule: str
) -> None:
    begun = {"区县": "万州区", "名称": "安全月资料共计", "份数": copies}
    found = read(sheet(table([{"名称": None} | one for one in (*ACTIVITIES, begun)])))
    assert {one.row for one in found.problems} == {4}
    assert {one.rule for one in found.problems} - {"empty-below"} == {rule}
    assert len(found.values) == 2


def test_totals_that_agree_are_said_once() -> None:
    rows = table([good("classes", 学员人数=20), good("classes", 班次编号="乙", 学员人数=5)])
    place = rows[0].index("学员人数")
    rows.insert(2, ["小计", *[None] * (place - 1), 20])
    rows.append(["小计", *[None] * (place - 1), 5])
    rows.append(["合计", *[None] * (place - 1), 25])
    rows.append(["总计", *[None] * place])
    found = read(sheet(rows))
    assert [one.message for one in found.problems] == [
        "第3、5、6行是合计行，与各行之和一致，未导入",
        "第7行是合计行，没有可核对的数，未导入",
    ]


def test_a_whole_total_below_another_header_is_not_read() -> None:
    head = ["机构名称", "区县", "工种", "开班日期", "学员人数"]
    whole = ["甲校", "万州区", "低压电工作业", "2024-09-02", 20]
    other = ["机构名称", "区县", "统一社会信用代码", "机构类型", "理论座位数"]
    total = ["培训累计", "万州区", "低压电工作业", "2024-09-02", 999]
    found = read(sheet([head, whole, other, total]), ledger="classes")
    assert found.said == [("refuse", "second-header", row, "") for row in (3, 4)]
    assert len(found.values) == 1
