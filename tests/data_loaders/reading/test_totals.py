"""小计 and 合计 against the rows they stand for."""

from __future__ import annotations

from typing import Any

from data_loaders.ledgers.registry import LEDGERS
from data_loaders.reading.totals import Stated, Totals
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
            found += totals.meet(Stated(row=row, label=label, values={"enrolled": value}))
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
    rows = table([good("classes"), good("classes", 班次编号="乙", 学员人数="二十")])
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
