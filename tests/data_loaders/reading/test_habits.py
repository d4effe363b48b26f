"""What real workbooks do: each habit in a small workbook, with exactly what must come of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest

from data_loaders.files.sheet import CellRange, Uncalculated
from data_loaders.ledgers.registry import LEDGERS
from data_loaders.problems import Level
from data_loaders.reading.records import LineKind
from tests.data_loaders.workbooks import good, read, read_rows, saved, sheet, table

EXAMS = ["工种", "月份", "考点或机构"]
MERGED = [
    ["渝北区2024年11月考试月报", *[None] * 7],
    ["填报单位：渝北区应急管理局", *[None] * 3, "填报时间：2024年12月3日", *[None] * 3],
    ["序号", "考点或机构", "工种", "月份", "理论首考", None, "实操首考", None],
    [None, None, None, None, "人数", "合格人数", "人数", "合格人数"],
    [1, "示例一校", "低压电工作业", "2024年11月", 77, 60, 57, 41],
    [3, "示例二校", "低压电工作业", "2024.11", "１００", "90", None, None],
]
MERGES = ("A1:H1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:H3")
TOLD = ("warn", "district-outside", 4, "")


def test_title_reporting_line_two_row_header_and_gaps_in_the_numbering() -> None:
    found = read(saved(MERGED, merges=MERGES))
    assert found.said == [TOLD]
    assert "填报单位" in found.problems[0].message
    assert found.values == [
        {
            "district": "渝北区",
            "unit": "示例一校",
            "trade": "低压电工作业",
            "month": date(2024, 11, 1),
            "theory_candidates": 77,
            "theory_passes": 60,
            "practical_candidates": 57,
            "practical_passes": 41,
        },
        {
            "district": "渝北区",
            "unit": "示例二校",
            "trade": "低压电工作业",
            "month": date(2024, 11, 1),
            "theory_candidates": 100,
            "theory_passes": 90,
            "practical_candidates": None,
            "practical_passes": None,
        },
    ]
    assert [kind for row, kind in found.kinds.items() if row < 5] == [
        LineKind.TITLE,
        LineKind.TITLE,
        LineKind.HEADER,
        LineKind.HEADER,
    ]


def test_a_csv_whose_group_headings_stand_once_reads_the_same() -> None:
    merged, bare = read(saved(MERGED, merges=MERGES)), read(sheet(MERGED, file="a.csv"))
    assert bare.values == merged.values


def test_a_header_of_three_rows() -> None:
    rows = [
        ["区县", "考试情况", None, "首考", None],
        [None, "考点或机构", "工种", "理论", None],
        [None, None, None, "理论首考人数", "理论首考合格人数"],
        ["万州区", "示例一校", "低压电工作业", 77, 60],
    ]
    found = read(saved(rows, merges=("A1:A3", "B1:C1", "B2:B3", "C2:C3", "D1:E1", "D2:E2")))
    assert found.said == [("refuse", "missing-column", 3, "")]
    assert found.told.header is not None
    assert (found.told.header.first_row, found.told.header.last_row) == (1, 3)


@pytest.mark.parametrize(
    ("above", "name", "file", "district"),
    [
        ([["石柱土家族自治县培训班台账"]], "培训班", "a.xlsx", "石柱土家族自治县"),
        ([["培训班台账"], ["填报单位", "两江新区应急管理局"]], "培训班", "a.xlsx", "两江新区"),
        ([["培训班台账"]], "长寿", "a.xlsx", "长寿"),
        ([["培训班台账"]], "培训班", "开县培训班.xlsx", "开县"),
        ([["某某区培训班台账"]], "培训班", "a.xlsx", "某某区"),
    ],
)
def test_the_district_stands_only_outside_the_rows(
    above: Sequence[Sequence[Any]], name: str, file: str, district: str
) -> None:
    row = good("classes")
    del row["区县"]
    found = read(saved(table([row], *above), name=name, file=file))
    assert [one["district"] for one in found.values] == [district]
    assert [one[:2] for one in found.said] == [("warn", "district-outside")]


def test_two_districts_in_the_title_are_not_decided() -> None:
    row = good("classes")
    del row["区县"]
    found = read(saved(table([row], ["江北区、渝北区培训班台账"])))
    assert found.said == [("refuse", "district-unclear", 2, "")]
    assert found.values == []


def test_no_district_anywhere_closes_the_sheet() -> None:
    row = good("classes")
    del row["区县"]
    found = read(saved(table([row]), name="培训班"))
    assert found.said == [("refuse", "missing-column", 1, "")]
    assert "区县" in found.problem().message


def test_totals_are_checked_and_not_loaded() -> None:
    rows = [
        ["区县", "考点或机构", "工种", "月份", "理论首考人数", "理论首考合格人数"],
        ["万州区", "甲校", "低压电工作业", "2024-11", 10, 8],
        ["万州区", "乙校", "低压电工作业", "2024-11", 20, 9],
        ["小计", None, None, None, 30, 17],
        ["江津区", "丙校", "低压电工作业", "2024-11", 5, 5],
        ["小 计", None, None, None, 5, 6],
        ["合计", None, None, None, 35, 22],
    ]
    found = read(saved(rows))
    assert len(found.values) == 3
    assert found.said == [
        ("warn", "total-differs", 6, "理论首考合格人数"),
        ("warn", "total-left-out", 4, ""),
    ]
    differs, left_out = found.problems
    assert "为6" in differs.message
    assert "1行之和5" in differs.message
    assert left_out.message == "第4、7行是合计行，与各行之和一致，未导入"
    assert [found.kinds[row] for row in (4, 6, 7)] == [LineKind.TOTAL] * 3


def test_a_total_above_its_rows_is_checked_at_the_end() -> None:
    header = ["区县", "考点或机构", "工种", "月份", "理论首考人数"]
    rows = [
        header,
        ["全市合计", None, None, None, 31],
        ["万州区", "甲校", "低压电工作业", "2024-11", 10],
        ["万州区", "乙校", "低压电工作业", "2024-11", 20],
    ]
    found = read(saved(rows))
    assert found.said == [("warn", "total-differs", 2, "理论首考人数")]
    rows[1][-1] = 30
    assert read(saved(rows)).said == [("warn", "total-left-out", 2, "")]


def test_full_width_digits_brackets_and_spaces_in_names() -> None:
    row = good(
        "cases",
        当事人="重庆示例\n（集团) \u3000有限公司",
        **{
            "罚款金额(元）": "５，０００",
            "处罚种类": "罚 款",
            "处罚日期": "２０２４．１１．２２",
            "阶段": "处罚",
        },
    )
    found = read_rows("cases", row)
    assert found.said == []
    (values,) = found.values
    assert values["subject"] == "重庆示例（集团）有限公司"
    assert values["amount_fen"] == 500_000
    assert (values["penalty_kind"], values["penalised_on"]) == ("fine", date(2024, 11, 22))


@pytest.mark.parametrize(
    "cell",
    [
        "2024.11.3",
        "2024/11/3",
        "2024-11-03",
        "20241103",
        20241103,
        45599,
        "45599",
        datetime(2024, 11, 3, 8, 30),  # noqa: DTZ001 - workbooks know no time zone
        "2024年11月3日",
        "２０２４年１１月３号",
        "2024-11-03 00:00:00",
    ],
)
def test_days_in_all_their_forms(cell: Any) -> None:
    (values,) = read_rows("inspections", good("inspections", 检查日期=cell)).values
    assert values["inspected_on"] == date(2024, 11, 3)


@pytest.mark.parametrize(
    ("cell", "rule", "word"),
    [
        ("2024年11月", "not-a-date", "缺“日”"),
        ("24.11.3", "not-a-date", "四位"),
        ("11月3日", "not-a-date", "四位"),
        ("2024-11-31", "not-a-date", "没有这一天"),
        ("下周一", "not-a-date", "不是一个日期"),
        ("2025-06-01", "date-in-future", "晚于今天"),
        ("1924-06-01", "date-too-early", "早于2000年"),
    ],
)
def test_days_that_are_none(cell: Any, rule: str, word: str) -> None:
    found = read_rows("inspections", good("inspections", 检查日期=cell))
    assert found.said == [("refuse", rule, 2, "检查日期")]
    assert word in found.problem().message
    assert found.problem().value == cell


def test_ditto_repeats_the_row_above_and_goes_on() -> None:
    rows = [
        good("classes", 班次编号="甲"),
        good("classes", 班次编号="乙", 区县="同上", 机构名称="〃", 开班日期=" 同上 "),
        good("classes", 班次编号="丙", 区县="〃", 机构名称="同上", 开班日期="同上"),
    ]
    found = read_rows("classes", *rows)
    assert found.said == []
    assert {one["district"] for one in found.values} == {"万州区"}
    assert {one["institution"] for one in found.values} == {"示例一校"}
    assert {one["started_on"] for one in found.values} == {date(2024, 9, 2)}


def test_ditto_with_nothing_above() -> None:
    found = read_rows("classes", good("classes", 区县="同上"))
    assert found.said == [("refuse", "nothing-above", 2, "区县")]


@pytest.mark.parametrize("cell", ["/", "无", "—", "——", " ／ ", "-", "", "未报", "#N/A"])
def test_marks_for_nothing_are_nothing_and_never_zero(cell: str) -> None:
    found = read_rows("classes", good("classes", 学员人数=cell, 结业日期=cell))
    assert found.said == []
    assert found.values[0]["enrolled"] is None
    assert found.values[0]["ended_on"] is None


def test_nothing_in_a_required_cell_is_refused() -> None:
    found = read_rows("classes", good("classes", 区县="无"))
    assert found.said == [("refuse", "missing", 2, "区县")]


@pytest.mark.parametrize("cell", ["#NAME?", "#REF!", "#VALUE!", "#DIV/0!"])
def test_failed_formulas_are_refused(cell: str) -> None:
    found = read_rows("classes", good("classes", 学员人数=cell))
    assert found.said == [("refuse", "formula-error", 2, "学员人数")]


def test_a_formula_saved_without_its_value_is_refused() -> None:
    rows = table([good("classes", 学员人数=None)])
    place = rows[0].index("学员人数") + 1
    raw = sheet(rows, uncalculated=[Uncalculated(row=2, column=place)])
    assert read(raw).said == [("refuse", "formula-unsaved", 2, "学员人数")]


@pytest.mark.parametrize(
    ("cell", "value", "qualifier"),
    [
        ("15万余", 150_000, "at_least"),
        ("15余万份", 150_000, "at_least"),
        ("1,200", 1200, "exact"),
        ("１，２００份", 1200, "exact"),
        ("不少于300", 300, "at_least"),
        ("5.3万", 53_000, "exact"),
        (38600.0, 38600, "exact"),
        (None, None, "exact"),
    ],
)
def test_counts_as_people_write_them(cell: Any, value: int | None, qualifier: str) -> None:
    found = read_rows("publicity", good("publicity", 份数=cell))
    assert found.said == []
    assert (found.values[0]["copies"], found.values[0]["copies_qualifier"]) == (value, qualifier)


@pytest.mark.parametrize(
    ("answer", "value", "qualifier"),
    [("exact", 300, "exact"), ("at_least", 300, "at_least"), ("blank", None, "exact")],
)
def test_a_rough_number_is_asked_about(answer: str, value: int | None, qualifier: str) -> None:
    row = good("publicity", 份数="约300")
    asked = read_rows("publicity", row)
    assert asked.said == [("ask", "vague-number", 2, "份数")]
    question = asked.problem().question
    assert question is not None
    assert not question.lasting
    found = read_rows("publicity", row, **{question.key: answer})
    assert found.said == []
    assert (found.values[0]["copies"], found.values[0]["copies_qualifier"]) == (value, qualifier)


def test_at_least_is_asked_about_where_only_exact_numbers_are_kept() -> None:
    asked = read_rows("classes", good("classes", 学员人数="20余"))
    assert asked.said == [("ask", "vague-number", 2, "学员人数")]
    question = asked.problem().question
    assert question is not None
    assert [one.answer for one in question.options] == ["exact", "blank"]


@pytest.mark.parametrize(
    ("heading", "cell", "fen"),
    [
        ("罚款金额（元）", "5.3万元", 5_300_000),
        ("罚款金额（万元）", 5.3, 5_300_000),
        ("罚款金额（万元）", "5.3万元", 5_300_000),
        ("罚款金额（人民币元）", "10,000", 1_000_000),
        ("罚款金额（元）", 8000.5, 800_050),
    ],
)
def test_fines_in_yuan_and_in_ten_thousands(heading: str, cell: Any, fen: int) -> None:
    found = read_rows("cases", penalised(heading, cell))
    assert found.said == []
    assert found.values[0]["amount_fen"] == fen


@pytest.mark.parametrize(
    ("heading", "cell", "answer", "fen"),
    [
        ("罚款金额（元）", 5.3, "wan", 5_300_000),
        ("罚款金额（元）", 5.3, "yuan", 530),
        ("罚款金额（万元）", 53000, "yuan", 5_300_000),
    ],
)
def test_a_fine_under_the_wrong_unit_is_asked_about_once_for_the_column(
    heading: str, cell: Any, answer: str, fen: int
) -> None:
    rows = [{**penalised(heading, cell), "案件编号": str(number)} for number in range(2)]
    asked = read_rows("cases", *rows)
    assert asked.said == [("ask", "money-unit", row, heading) for row in (2, 3)]
    keys = {one.question.key for one in asked.problems if one.question}
    assert len(keys) == 1
    found = read_rows("cases", *rows, **dict.fromkeys(keys, answer))
    assert [one["amount_fen"] for one in found.values] == [fen, fen]


def test_fines_in_both_units_must_agree() -> None:
    both = {**penalised("罚款金额（元）", 53000), "罚款金额（万元）": 5.3}
    assert read_rows("cases", both).values[0]["amount_fen"] == 5_300_000
    found = read_rows("cases", both | {"罚款金额（万元）": 6})
    assert found.said == [("refuse", "columns-disagree", 2, "罚款金额（万元）")]


def test_vertical_merges_are_filled_down() -> None:
    rows = table([good("classes", 班次编号=name) for name in "甲乙丙"])
    places = {heading: "ABCDEFGH"[place] for place, heading in enumerate(rows[0])}
    for row in rows[2:]:
        row[rows[0].index("区县")] = row[rows[0].index("机构名称")] = None
    spans = [f"{places[heading]}2:{places[heading]}4" for heading in ("区县", "机构名称")]
    found = read(saved(rows, merges=spans))
    assert found.said == []
    assert [one["institution"] for one in found.values] == ["示例一校"] * 3


def test_a_number_merged_over_rows_belongs_to_none_of_them() -> None:
    rows = table([good("classes", 班次编号=name) for name in "甲乙"])
    place = rows[0].index("学员人数") + 1
    rows[2][place - 1] = None
    span = CellRange(first_row=2, last_row=3, first_column=place, last_column=place)
    found = read(sheet(rows, merges=[span]))
    assert found.said == [("refuse", "merged-number", row, "学员人数") for row in (2, 3)]


def test_hidden_rows_are_read_and_reported() -> None:
    rows = table([good("classes", 班次编号=name) for name in "甲乙丙"])
    found = read(saved(rows, hidden_rows=[3]))
    assert len(found.values) == 3
    assert found.said == [("warn", "hidden-rows", 3, "")]


def test_hidden_sheets_are_reported_and_not_read() -> None:
    found = read(saved(table([good("classes")]), hidden=True))
    assert found.said == [("warn", "hidden-sheet", None, "")]
    assert found.values == []
    assert found.told.skipped


@pytest.mark.parametrize("hidden", [{4}, {1, 4}, {2, 3, 99}])
def test_hidden_columns_that_are_read_are_reported(hidden: set[int]) -> None:
    rows = table([{"序号": 1, **good("classes")}])
    found = read(sheet(rows, hidden_columns=hidden))
    told = [heading for at, heading in enumerate(rows[0], 1) if at in hidden and at > 1]
    assert found.said == [("warn", "hidden-column", 1, heading) for heading in told]
    assert len(found.values) == 1


@pytest.mark.parametrize("cell", [9.15e17, 915000000000000018, "9.15E+17"])
def test_a_credit_code_that_excel_has_rounded(cell: Any) -> None:
    found = read_rows("institutions", good("institutions", 统一社会信用代码=cell))
    assert found.said == [("refuse", "code-damaged", 2, "统一社会信用代码")]
    assert "文本" in found.problem().message


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("52509999000000001M", "code-check-digit"),
        ("5250999900000001", "code-length"),
        ("5250999900000000IL", "code-characters"),
    ],
)
def test_a_wrong_credit_code(cell: str, rule: str) -> None:
    found = read_rows("institutions", good("institutions", 统一社会信用代码=cell))
    assert found.said == [("refuse", rule, 2, "统一社会信用代码")]


def test_an_old_registration_number_is_left_out_with_a_word() -> None:
    found = read_rows("institutions", good("institutions", 统一社会信用代码="500101000012345"))
    assert found.said == [("warn", "old-registration-number", 2, "统一社会信用代码")]
    assert found.values[0]["uscc"] is None


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("渝北", "渝北"),
        ("两江", "两江"),
        ("石柱县", "石柱县"),
        ("重庆市渝北区应急管理局", "重庆市渝北区"),
        ("高 新 区", "高新区"),
    ],
)
def test_district_names_are_cleaned_for_the_store_to_resolve(cell: str, name: str) -> None:
    assert read_rows("classes", good("classes", 区县=cell)).values[0]["district"] == name


@pytest.mark.parametrize(
    ("ledger", "changes", "rule", "heading"),
    [
        ("findings", {"整改完成日期": "2024-11-01"}, "date-order", "整改完成日期"),
        ("findings", {"复查结果": "通过"}, "needs-column", "复查结果"),
        ("exam_months", {"理论首考合格人数": 78}, "part-above-total", "理论首考合格人数"),
        (
            "exam_months",
            {"市外考生人数": 50, "来源未知人数": 28},
            "part-above-total",
            "市外考生人数",
        ),
        ("institutions", {"理论座位数": -3}, "negative", "理论座位数"),
        ("institutions", {"理论座位数": 3.5}, "not-whole", "理论座位数"),
        ("institutions", {"理论座位数": "几十"}, "not-a-number", "理论座位数"),
        ("institutions", {"理论座位数": 10**12}, "too-large", "理论座位数"),
        ("institutions", {"机构名称": "长" * 101}, "too-long", "机构名称"),
        ("classes", {"应授学时": 8.25}, "too-fine", "应授学时"),
        ("cases", {"阶段": "结案"}, "needs-column", "阶段"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(
    ledger: str, changes: dict[str, Any], rule: str, heading: str
) -> None:
    found = read_rows(ledger, good(ledger, **changes))
    assert found.said == [("refuse", rule, 2, heading)]
    assert found.values == []


def test_a_choice_spelled_otherwise_is_asked_about_and_never_guessed() -> None:
    for said in ("复核合格", "正在整改", "限期整改", "不合格"):
        asked = read_rows("reviews", good("reviews", 结论=said))
        assert asked.said == [("ask", "unclear-choice", 2, "结论")]
        question = asked.problem().question
        assert question is not None
        assert question.lasting
        offered = [one.answer for one in question.options]
        assert set(offered) == {"qualified", "rectifying", "eliminated", "--"}
        assert offered[-1] == "--"
        found = read_rows("reviews", good("reviews", 结论=said), **{question.key: "eliminated"})
        assert [one["outcome"] for one in found.values] == ["eliminated"]
        wrong = read_rows("reviews", good("reviews", 结论=said), **{question.key: "好"})
        assert wrong.said == asked.said


@pytest.mark.parametrize(
    ("ledger", "heading", "word", "first"),
    [
        ("cases", "案由", "不具备条件", "conditions"),
        ("cases", "案由", "伪造培训记录", "training_fraud"),
        ("publicity", "渠道", "户外大屏", None),
        ("publicity", "渠道", "公众号", "wechat"),
        ("institutions", "机构类型", "民办学校", None),
        ("findings", "问题类别", "消防", None),
        ("reviews", "结论", "待定中", None),
    ],
)
def test_a_word_of_no_list_is_asked_about_with_all_that_it_may_mean(
    ledger: str, heading: str, word: str, first: str | None
) -> None:
    rows = [good(ledger, **{heading: word}), good(ledger, **{heading: word})]
    asked = read_rows(ledger, *rows)
    assert asked.said == [("ask", "unclear-choice", row, heading) for row in (2, 3)]
    (question,) = {one.question for one in asked.problems}
    assert question is not None
    assert question.lasting
    column = next(one for one in LEDGERS[ledger].columns if one.label == heading)
    offered = [one.answer for one in question.options]
    blank = () if column.required else ("-",)
    assert set(offered) == {*column.choices.values(), *blank, "--"}
    assert first is None or offered[0] == first
    refused = read_rows(ledger, *rows, **{question.key: "--"})
    assert refused.said == [("refuse", "not-wanted", row, heading) for row in (2, 3)]
    chosen = read_rows(ledger, *rows, **{question.key: offered[0]})
    assert [one[column.field] for one in chosen.values] == [offered[0]] * 2


def test_a_sentence_in_a_list_is_refused() -> None:
    found = read_rows("reviews", good("reviews", 结论="该单位正在整改" * 6))
    assert found.said == [("refuse", "unknown-choice", 2, "结论")]
    assert "合格、整改、淘汰" in found.problem().message


@pytest.mark.parametrize(
    ("heading", "word", "field", "stored"),
    [
        ("严重程度", "重大隐患", "severity", "critical"),
        ("严重程度", "一般隐患", "severity", "minor"),
        ("复查结果", "未通过", "verification", "failed"),
    ],
)
def test_a_spelling_that_is_certain_is_read(
    heading: str, word: str, field: str, stored: str
) -> None:
    found = read_rows("findings", good("findings", 复查日期="2024-12-08") | {heading: word})
    assert [one[field] for one in found.values] == [stored]


def test_notes_and_footers_are_no_rows() -> None:
    rows = table([good("classes")])
    rows += [
        ["注：1.学员人数含补训人员。"],
        ["2.学时按大纲计。"],
        ["填表人：张三", None, "审核人：李四", None, "联系电话：123"],
        ["以下空白"],
    ]
    found = read(saved(rows))
    assert found.said == []
    assert len(found.values) == 1
    assert [found.kinds[row] for row in range(3, 7)] == [LineKind.NOTE] * 4


def test_a_header_repeated_on_every_printed_page_and_empty_numbered_rows() -> None:
    rows = table(
        [
            {"序号": 1, **good("classes", 班次编号="甲")},
            {"序号": 2, **good("classes", 班次编号="乙")},
        ]
    )
    rows.insert(2, rows[0])
    rows += [[3], [4]]
    found = read(saved(rows))
    assert found.said == []
    assert len(found.values) == 2
    assert [found.kinds[row] for row in (3, 5, 6)] == [
        LineKind.HEADER,
        LineKind.EMPTY,
        LineKind.EMPTY,
    ]


def test_a_row_of_one_stray_word_is_explained_and_not_dropped() -> None:
    rows = table([good("classes")])
    rows.append(["待补充"])
    found = read(saved(rows))
    assert found.problems
    assert {one.row for one in found.problems} == {3}
    assert {one.level for one in found.problems} == {Level.REFUSE}


def test_a_table_above_the_header_is_not_dropped() -> None:
    above = [["序号", "姓名", "工号"], [1, "甲", "乙一"], [2, "丙", "丁一"], []]
    found = read(saved(table([good("classes")], *above), name="培训班"))
    assert found.said == [("refuse", "above-header", row, "") for row in (1, 2, 3)]
    assert len(found.values) == 1


def test_a_line_of_titles_and_units_above_the_header_is_none() -> None:
    above = [["表1", "2024年11月", "单位：人"], ["附件2", "", "第一季度", "内部"]]
    assert read(saved(table([good("classes")], *above))).said == []


def test_a_second_table_on_the_sheet_is_refused_row_by_row() -> None:
    rows = table([good("classes", 班次编号="甲")])
    turned = [list(reversed(row)) for row in table([good("classes", 班次编号="乙")])]
    found = read(saved([*rows, [], *turned]))
    assert len(found.values) == 1
    assert found.said == [("refuse", "second-header", row, "") for row in (4, 5)]
    assert "第4行" in found.problems[1].message


def penalised(heading: str, cell: Any) -> dict[str, Any]:
    """A case that was penalised, with a fine under some heading."""
    return good("cases", 阶段="处罚", 处罚日期=date(2024, 11, 22), **{heading: cell})
