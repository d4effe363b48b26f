"""From headings to columns: clear, asked about, unknown, missing."""

from __future__ import annotations

import pytest

from data_loaders.files.opening import open_sheets
from data_loaders.ledgers.registry import LEDGERS
from data_loaders.problems import Question
from tests.data_loaders.workbooks import answers, good, read, read_rows, saved, sheet, table


def renamed(ledger: str, **names: str) -> dict[str, object]:
    """A good row with some headings written otherwise."""
    return {names.get(heading, heading): cell for heading, cell in good(ledger).items()}


def test_aliases_and_headings_with_units_marks_and_spaces_are_clear() -> None:
    row = renamed(
        "classes",
        区县="所属\n区 县",
        机构名称="*培训机构名称",
        开班日期="开班日期（年月日）",
        学员人数="４.学员人数(人)",
    )
    found = read_rows("classes", row)
    assert found.said == []
    assert found.values == read_rows("classes", good("classes")).values


def test_a_heading_may_say_that_its_numbers_are_in_ten_thousands() -> None:
    row = renamed("publicity", 覆盖人次="覆盖人次（万人次）")
    assert (
        read_rows("publicity", row | {"覆盖人次（万人次）": 12.5}).values[0]["person_times"]
        == 125_000
    )
    again = read_rows("publicity", row | {"覆盖人次（万人次）": "12.5万余"}).values[0]
    assert (again["person_times"], again["reach_qualifier"]) == (125_000, "at_least")


def test_a_line_of_units_below_the_headings_counts() -> None:
    rows = table([good("publicity", 覆盖人次=12.5)])
    units = {"份数": "份", "覆盖人次": "万人次"}
    rows.insert(1, [units.get(heading) for heading in rows[0]])
    found = read(sheet(rows))
    assert found.said == []
    assert [one["person_times"] for one in found.values] == [125_000]


def test_a_fine_whose_unit_stands_below_is_clear() -> None:
    rows = table([good("cases", 阶段="处罚", 处罚日期="2024-11-22", 罚款金额=5.3)])
    rows.insert(1, [*[None] * (len(rows[0]) - 1), "万元"])
    found = read(sheet(rows))
    assert found.said == []
    assert found.values[0]["amount_fen"] == 5_300_000


def test_a_line_that_numbers_the_columns_is_skipped() -> None:
    rows = table([good("classes")])
    rows.insert(1, ["甲", "乙", "丙", 1, 2])
    assert read(sheet(rows)).said == []


def test_brackets_that_change_a_meaning_are_asked_about() -> None:
    row = good("institutions") | {"座位数（实操）": 30}
    del row["理论座位数"]
    asked = read_rows("institutions", row)
    assert asked.said == [("ask", "unclear-column", 1, "座位数（实操）")]
    assert asked.problem().question is not None


def test_a_group_that_changes_a_meaning_is_not_overlooked() -> None:
    rows = [
        ["机构名称", "区县", "实操", None],
        [None, None, "座位数", "教室数"],
        ["示例一校", "万州区", 30, 2],
    ]
    found = read(saved(rows, merges=("A1:A2", "B1:B2", "C1:D1")), ledger="institutions")
    assert found.values == []
    assert found.said[0] == ("ask", "unclear-column", 2, "实操 座位数")
    bare = read(sheet(rows), ledger="institutions")
    assert all("theory_seats" not in one for one in bare.values)
    assert bare.said


def test_an_unknown_column_is_reported_and_may_be_said() -> None:
    """Where every day, outcome and count has its column, nothing hangs on another one."""
    row = good("publicity", 期数=1, 数据来源="平台", 承办="甲")
    found = read_rows("publicity", row)
    assert found.said == [("warn", "unknown-column", 1, "承办")]
    assert len(found.values) == 1
    question = found.problem().question
    assert question is not None
    assert not question.needed
    said = read_rows("publicity", row, **{question.key: "note"})
    assert (said.said, said.values[0]["note"]) == ([], "甲")
    assert read_rows("publicity", row, **{question.key: "-"}).said == []


@pytest.mark.parametrize(
    ("ledger", "heading", "cell", "column"),
    [
        ("findings", "闭环日", "2024-12-01", "completed_on"),
        ("findings", "回访情况", "不通过", "verification"),
        ("reviews", "限改到", "2024-07-31", "deadline"),
        ("publicity", "触达", 1200, "person_times"),
        ("classes", "来了多少", 20, "enrolled"),
        ("cases", "处罚额", 5000, "amount_yuan"),
    ],
)
def test_an_unknown_column_is_asked_while_a_figure_may_hang_on_it(
    ledger: str, heading: str, cell: object, column: str
) -> None:
    known = LEDGERS[ledger].column(column)
    row = {name: value for name, value in good(ledger).items() if name not in known.headings}
    row |= {heading: cell}
    if ledger == "findings":
        row |= {"复查日期": "2024-12-05"}
    asked = read_rows(ledger, row)
    assert asked.values == []
    assert [one[:2] for one in asked.said] == [("ask", "unknown-column")]
    question = asked.problem().question
    assert question is not None
    assert question.options[-1].answer == "-"
    free = [one.answer for one in question.options]
    assert column in free
    assert read_rows(ledger, row, **{question.key: column}).values[0].get(known.field) is not None
    assert read_rows(ledger, row, **{question.key: "-"}).problems == []


def test_the_likeliest_column_is_offered_first() -> None:
    row = good("findings") | {"销号（办结）时间": "2024-12-01", "回查结论": "通过"}
    asked = read_rows("findings", row)
    firsts = {one.column: one.question.options[0].answer for one in asked.problems if one.question}
    assert firsts == {"销号（办结）时间": "closed_on", "回查结论": "verification"}


def test_a_required_column_is_asked_for_before_it_is_missed() -> None:
    row = good("inspections", 上门日子="2024-11-06", 陪同="乙")
    del row["检查日期"]
    asked = read_rows("inspections", row)
    assert {one[:2] for one in asked.said} == {("ask", "unknown-column")}
    assert "检查日期" in asked.problems[0].message
    found = read_rows("inspections", row, **answers(asked, "inspected_on", "-"))
    assert (found.said, len(found.values)) == ([], 1)
    none = read_rows("inspections", row, **answers(asked, "-", "-"))
    assert none.said == [("refuse", "missing-column", 1, "")]
    assert "“上门日子”、“陪同”" in none.problem().message


def test_what_a_heading_means_is_asked_of_every_sender() -> None:
    def asked(district: str, file: str) -> Question | None:
        rows = table([renamed("classes", 学员人数="学员人数数") | {"区县": district}])
        return read(sheet(rows, file=file), ledger="classes").problem().question

    one, other = asked("万州区", "一.csv"), asked("涪陵区", "二.csv")
    assert one is not None
    assert other is not None
    assert one.key != other.key
    assert asked("万州", "三.csv") == one, "the short name is the same unit"
    rows = table([renamed("classes", 学员人数="学员人数数") | {"区县": "涪陵区"}])
    again = read(sheet(rows), ledger="classes", decisions={one.key: "enrolled"})
    assert again.values == []


def test_answers_of_before_senders_were_told_apart_still_hold() -> None:
    row = renamed("classes", 学员人数="学员人数数")
    found = read_rows("classes", row, **{"heading|classes|学员人数数": "enrolled"})
    assert (found.said, found.values[0]["enrolled"]) == ([], 20)


def test_an_answer_of_a_file_without_sender_holds_for_it_alone() -> None:
    rows = [
        renamed("classes", 学员人数="学员人数数") | {"区县": one} for one in ("万州区", "涪陵区")
    ]
    question = read(sheet(table(rows)), ledger="classes").problem().question
    assert question is not None
    assert not question.lasting


@pytest.mark.parametrize(
    ("ledger", "names"),
    [
        ("findings", {"发现日期": "检查时间", "整改期限": "整改时限", "问题描述": "隐患内容"}),
        (
            "findings",
            {"严重程度": "隐患等级", "问题类别": "隐患类别", "被检单位": "被检查单位名称"},
        ),
        ("reviews", {"整改期限": "整改时限", "结论日期": "复核时间"}),
        ("classes", {"开班日期": "培训开始时间", "学员人数": "参训人数"}),
        ("publicity", {"日期": "活动时间", "覆盖人次": "受众人次", "名称": "活动主题"}),
        ("exam_months", {"理论首考人数": "理论首考人次", "月份": "统计月份"}),
    ],
)
def test_what_districts_write_for_a_column_is_known(ledger: str, names: dict[str, str]) -> None:
    found = read_rows(ledger, renamed(ledger, **names))
    assert found.said == []
    assert found.values == read_rows(ledger, good(ledger)).values


def test_a_column_spelled_almost_right_is_asked_about() -> None:
    row = renamed("classes", 学员人数="学员人数数")
    asked = read_rows("classes", row)
    assert asked.said == [("ask", "unclear-column", 1, "学员人数数")]
    assert asked.values == []
    yes = read_rows("classes", row, **answers(asked, "enrolled"))
    assert yes.values[0]["enrolled"] == 20
    no = read_rows("classes", row, **answers(asked, "-"))
    assert no.said == []
    assert "enrolled" not in no.values[0]


def test_a_fine_without_a_unit_is_asked_about() -> None:
    row = good("cases", 阶段="处罚", 处罚日期="2024-11-22", 罚款金额=5000)
    asked = read_rows("cases", row)
    assert asked.said == [("ask", "unclear-column", 1, "罚款金额")]
    found = read_rows("cases", row, **answers(asked, "amount_yuan"))
    assert found.values[0]["amount_fen"] == 500_000


def test_two_headings_of_one_column_are_asked_about() -> None:
    rows = [
        good("inspections", 检查编号="甲") | {"被检单位": None, "机构名称": "示例一校"},
        good("inspections", 检查编号="乙") | {"被检单位": "示例一考点", "机构名称": None},
        good("inspections", 检查编号="丙") | {"被检单位": "示例一考点", "机构名称": "示例一校"},
    ]
    asked = read_rows("inspections", *rows)
    assert [one[:2] for one in asked.said] == [("ask", "column-twice")]
    found = read_rows("inspections", *rows, **answers(asked, "*"))
    assert [one["unit"] for one in found.values] == ["示例一校", "示例一考点"]
    assert [one[1:3] for one in found.said] == [("columns-disagree", 4)]
    question = asked.problem().question
    assert question is not None
    first = read_rows("inspections", *rows, **answers(asked, question.options[0].answer))
    assert [one[1:3] for one in first.said] == [("missing", 2)]


def test_a_missing_required_column_closes_the_sheet_and_names_what_is_there() -> None:
    row = good("inspections")
    del row["检查日期"]
    found = read_rows("inspections", row)
    assert found.said == [("refuse", "missing-column", 1, "")]
    assert "检查时间" in found.problem().message
    assert "被检单位" in found.problem().message


@pytest.mark.parametrize(
    "line",
    [
        "万州区,其他,讲座,缺课时,2024-09-01",
        "万州区,其他,讲座,2024-09-01,3,000",
        "万州区,现场活动,讲座,2024-09-01,二",
    ],
)
def test_a_line_of_a_csv_file_with_more_cells_than_headings_has_shifted(line: str) -> None:
    text = f"区县,渠道,名称,日期\n{line}\n万州区,其他,海报,2024-09-02\n"
    (raw,) = open_sheets(text.encode(), name="宣传活动.csv")
    found = read(raw)
    assert found.said == [("refuse", "cells-shifted", 2, "")]
    assert [one["name"] for one in found.values] == ["海报"]


def test_cells_under_no_heading_are_reported() -> None:
    rows = table([good("classes")])
    rows[1].append("多写的")
    found = read(sheet(rows))
    assert [one[1:3] for one in found.said] == [("no-heading", 2)]
    assert len(found.values) == 1


def test_questions_of_headings_hold_for_later_files() -> None:
    row = renamed("classes", 学员人数="学员人数数")
    one = read(sheet(table([row]), file="一月.csv"), ledger="classes").problem().question
    two = read(sheet(table([row]), file="二月.csv"), ledger="classes").problem().question
    assert one is not None
    assert one == two
    assert one.lasting
