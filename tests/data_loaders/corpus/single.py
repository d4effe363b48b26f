"""Broken workbooks of one ledger, wrong by themselves."""

from __future__ import annotations

from datetime import date

from tests.data_loaders.corpus.broken import Broken, grid, rows

REFUSE, WARN, ASK = "refuse", "warn", "ask"

CELLS: tuple[Broken, ...] = (
    rows(
        "a day that does not exist",
        "inspections",
        {"检查日期": "2024-02-30"},
        bad=[(REFUSE, "not-a-date", 4, "检查日期")],
    ),
    rows(
        "a day without its year",
        "findings",
        {"发现日期": "11月20日"},
        bad=[(REFUSE, "not-a-date", 4, "发现日期")],
    ),
    rows(
        "a day in the future",
        "classes",
        {"开班日期": date(2026, 3, 1)},
        bad=[(REFUSE, "date-in-future", 4, "开班日期")],
    ),
    rows(
        "a day before anything",
        "publicity",
        {"日期": date(1924, 9, 26)},
        bad=[(REFUSE, "date-too-early", 4, "日期")],
    ),
    rows(
        "a month without its number",
        "exam_months",
        {"月份": "2024年"},
        bad=[(REFUSE, "not-a-month", 4, "月份")],
    ),
    rows(
        "words for a number",
        "exam_sites",
        {"理论机位数": "六十台左右吧"},
        bad=[(REFUSE, "not-a-number", 4, "理论机位数")],
    ),
    rows(
        "half a person",
        "exam_months",
        {"理论首考人数": 77.5},
        bad=[(REFUSE, "not-whole", 4, "理论首考人数")],
    ),
    rows(
        "fewer than none",
        "exam_sites",
        {"理论机位数": -3},
        bad=[(REFUSE, "negative", 4, "理论机位数")],
    ),
    rows(
        "more than the store can count",
        "publicity",
        {"份数": "99亿"},
        bad=[(REFUSE, "too-large", 4, "份数")],
    ),
    rows(
        "a rough number",
        "exam_months",
        {"理论首考人数": "约80"},
        bad=[(ASK, "vague-number", 4, "理论首考人数")],
    ),
    rows(
        "a failed formula",
        "exam_sites",
        {"理论机位数": "#NAME?"},
        bad=[(REFUSE, "formula-error", 4, "理论机位数")],
    ),
    rows(
        "a formula saved without its value",
        "exam_sites",
        {"理论机位数": "=30+30"},
        bad=[(REFUSE, "formula-unsaved", 4, "理论机位数")],
    ),
    rows(
        "nothing where something must be",
        "findings",
        {"问题描述": "/"},
        bad=[(REFUSE, "missing", 4, "问题描述")],
    ),
    rows(
        "ditto with nothing above",
        "findings",
        {"被检单位": "同上"},
        bad=[(REFUSE, "nothing-above", 4, "被检单位")],
    ),
    rows(
        "a code that Excel has rounded",
        "institutions",
        {"统一社会信用代码": 9.15e17},
        bad=[(REFUSE, "code-damaged", 4, "统一社会信用代码")],
    ),
    rows(
        "a code with a wrong check digit",
        "institutions",
        {"统一社会信用代码": "52509999000000001M"},
        bad=[(REFUSE, "code-check-digit", 4, "统一社会信用代码")],
    ),
    rows(
        "a code too short",
        "institutions",
        {"统一社会信用代码": "5250999900000001"},
        bad=[(REFUSE, "code-length", 4, "统一社会信用代码")],
    ),
    rows(
        "an outcome to be asked about",
        "reviews",
        {"结论": "复核合格"},
        bad=[(ASK, "unclear-choice", 4, "结论")],
    ),
    rows(
        "a category that there is not",
        "findings",
        {"问题类别": "消防"},
        bad=[(REFUSE, "unknown-choice", 4, "问题类别")],
    ),
    rows(
        "a remark longer than the store holds",
        "institutions",
        {"备注": "长" * 301},
        bad=[(REFUSE, "too-long", 4, "备注")],
    ),
    rows(
        "a fine in yuan that reads like 万元",
        "cases",
        {"罚款金额（元）": 5.3, "阶段": "处罚", "处罚日期": date(2024, 12, 1)},
        bad=[(ASK, "money-unit", 4, "罚款金额（元）")],
    ),
    rows(
        "several wrong cells in several rows",
        "exam_months",
        {"月份": "去年", "理论首考人数": "多"},
        {"工种": "高处作业"},
        {"工种": "焊接作业", "理论首考合格人数": "无数"},
        bad=[
            (REFUSE, "not-a-month", 4, "月份"),
            (REFUSE, "not-a-number", 4, "理论首考人数"),
            (REFUSE, "not-a-number", 6, "理论首考合格人数"),
        ],
    ),
)

ROWS: tuple[Broken, ...] = (
    rows(
        "finished before it was found",
        "findings",
        {"整改完成日期": date(2024, 11, 1)},
        bad=[(REFUSE, "date-order", 4, "整改完成日期")],
    ),
    rows(
        "more passed than sat",
        "exam_months",
        {"理论首考合格人数": 78},
        bad=[(REFUSE, "part-above-total", 4, "理论首考合格人数")],
    ),
    rows(
        "more signed in than were due",
        "classes",
        {"应签到人次": 10, "实签到人次": 11},
        bad=[(REFUSE, "part-above-total", 4, "实签到人次")],
    ),
    rows(
        "verified without a day",
        "findings",
        {"复查结果": "通过"},
        bad=[(REFUSE, "needs-column", 4, "复查结果")],
    ),
    rows(
        "a person's case without a number",
        "cases",
        {"案件编号": None, "当事人": "张三", "当事人类型": "个人", "案由": "考试作弊"},
        bad=[(REFUSE, "person-needs-number", 4, "案件编号")],
    ),
    rows(
        "the same line twice",
        "classes",
        {},
        {},
        bad=[(WARN, "repeated-row", 5, "")],
    ),
    rows(
        "the same key with other content",
        "classes",
        {"学员人数": 20},
        {"学员人数": 30},
        bad=[
            (REFUSE, "same-key-other-content", 4, ""),
            (REFUSE, "same-key-other-content", 5, ""),
        ],
    ),
    rows(
        "a district that there is not",
        "publicity",
        {"区县": "锦江区"},
        bad=[(REFUSE, "district-not-valid", 4, "区县")],
    ),
    rows(
        "the city where a district must be",
        "publicity",
        {"区县": "重庆市"},
        bad=[(REFUSE, "district-not-valid", 4, "区县")],
    ),
)

SHEETS: tuple[Broken, ...] = (
    grid(
        "a total that is not the sum",
        "考试月报",
        [
            ["区县", "考点或机构", "工种", "月份", "理论首考人数"],
            ["万州区", "甲安全培训学校", "低压电工作业", "2024-11", 10],
            ["万州区", "甲安全培训学校", "高处作业", "2024-11", 20],
            ["合计", None, None, None, 31],
        ],
        bad=[(WARN, "total-differs", 4, "理论首考人数")],
    ),
    grid(
        "a required column missing",
        "检查记录",
        [["区县", "被检单位", "检查方式"], ["万州区", "甲安全培训学校", "明查"]],
        bad=[(REFUSE, "missing-column", 1, "")],
    ),
    grid(
        "a column that nobody knows",
        "宣传活动",
        [["区县", "渠道", "名称", "日期", "满意度"], ["万州区", "其他", "讲座", "2024.9.1", "高"]],
        bad=[(WARN, "unknown-column", 1, "满意度")],
    ),
    grid(
        "one heading over two columns",
        "宣传活动",
        [
            ["区县", "渠道", "名称", "日期", "份数", "份数"],
            ["万州区", "其他", "讲座", "2024.9.1", 1, 2],
        ],
        bad=[(ASK, "column-twice", 1, "份数")],
    ),
    grid(
        "two districts in the title and no column",
        "宣传活动",
        [
            ["万州区、涪陵区宣传活动"],
            ["渠道", "名称", "日期"],
            ["其他", "讲座", "2024.9.1"],
        ],
        bad=[(REFUSE, "district-unclear", 2, "")],
    ),
)
