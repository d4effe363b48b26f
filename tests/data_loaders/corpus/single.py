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
        bad=[(ASK, "unclear-choice", 4, "问题类别")],
    ),
    rows(
        "causes that no list has",
        "cases",
        {"案由": "压缩学时"},
        {"案件编号": "案10", "案由": "替考"},
        bad=[(ASK, "unclear-choice", 4, "案由"), (ASK, "unclear-choice", 5, "案由")],
    ),
    rows(
        "channels that no list has",
        "publicity",
        {"渠道": "报纸"},
        {"渠道": "抖音"},
        bad=[(ASK, "unclear-choice", 4, "渠道"), (ASK, "unclear-choice", 5, "渠道")],
    ),
    rows(
        "two numbers in a cell",
        "exam_months",
        {"理论首考人数": "120\n130", "理论首考合格人数": "96 5"},
        bad=[
            (REFUSE, "two-numbers", 4, "理论首考人数"),
            (REFUSE, "two-numbers", 4, "理论首考合格人数"),
        ],
    ),
    rows(
        "words where days should stand",
        "findings",
        {"整改期限": "立即整改", "整改完成日期": "已整改"},
        bad=[(ASK, "word-for-a-day", 4, "整改期限"), (ASK, "word-for-a-day", 4, "整改完成日期")],
    ),
    rows(
        "the numbers of a person in free text",
        "findings",
        {"问题描述": "学员王某（身份证500106199001011234）代签", "备注": "联系电话13812345678"},
        bad=[(ASK, "personal-number", 4, "问题描述"), (ASK, "personal-number", 4, "备注")],
    ),
    rows(
        "a column of persons",
        "classes",
        {"学员姓名": "王某"},
        bad=[(WARN, "personal-column", 3, "学员姓名")],
    ),
    rows(
        "an unknown unit and body beside a bad cell",
        "findings",
        {"整改期限": "明日", "区县": "万洲区"},
        {"整改期限": "2024.13.1", "被检单位": "毫不相干职业学院"},
        bad=[
            (ASK, "word-for-a-day", 4, "整改期限"),
            (REFUSE, "district-not-valid", 4, "区县"),
            (REFUSE, "not-a-date", 5, "整改期限"),
            (REFUSE, "unknown-body", 5, "被检单位"),
        ],
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
        bad=[(ASK, "unknown-column", 1, "满意度")],
    ),
    grid(
        "an outcome under a heading of its own",
        "问题台账",
        [
            ["区县", "被检单位", "问题类别", "问题描述", "发现日期", "复查时间", "复查情况"],
            ["万州区", "甲安全培训学校", "机构隐患", "堵塞", "2024.11.5", "2024.11.9", "通过"],
        ],
        bad=[(ASK, "unknown-column", 1, "复查情况")],
    ),
    grid(
        "a body that has closed on no day",
        "机构台账",
        [["机构名称", "区县", "状态"], ["甲安全培训学校", "万州区", "已注销"]],
        bad=[(ASK, "closed-without-day", 2, "状态")],
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
    grid(
        "a whole row whose name ends in 共计",
        "宣传活动",
        [
            ["名称", "区县", "渠道", "日期", "份数", "覆盖人次"],
            ["安全月发放资料共计", "万州区", "宣传资料", "2024-11-5", 3000, None],
            ["海报", "万州区", "宣传资料", "2024-11-5", 3000, 2000],
        ],
        bad=[],
    ),
    grid(
        "a whole row that may be the sum of those above",
        "宣传活动",
        [
            ["名称", "区县", "渠道", "日期", "份数"],
            ["海报", "万州区", "宣传资料", "2024-11-5", 3000],
            ["手册", "万州区", "宣传资料", "2024-11-5", 500],
            ["发放资料共计", "万州区", "宣传资料", "2024-11-5", 3500],
        ],
        bad=[(ASK, "unclear-total", 4, "")],
    ),
    grid(
        "section lines between the rows",
        "问题台账",
        [
            ["区县", "被检单位", "问题类别", "问题描述", "发现日期"],
            ["一、机构隐患类"],
            ["万州区", "甲安全培训学校", "机构隐患", "灭火器过期", "2024-11-5"],
            ["二、培训档案类"],
            ["万州区", "甲安全培训学校", "培训档案", "签到代签", "2024-11-5"],
            ["其中：重大隐患"],
            ["共2项"],
            ["备注：以上问题均已反馈"],
        ],
        bad=[(WARN, "section-lines", 2, "")],
    ),
    grid(
        "cells left empty below a filled one",
        "问题台账",
        [
            ["序号", "区县", "被检单位", "问题类别", "问题描述", "发现日期"],
            [1, "万州区", "甲安全培训学校", "机构隐患", "灭火器过期", "2024-11-5"],
            [None, None, None, "培训档案", "签到代签", "2024-11-5"],
            [2, "万州区", "甲安全培训学校 ", "机构隐患", "消防通道堵塞", "2024-11-6"],
        ],
        bad=[(ASK, "empty-below", 3, "区县"), (ASK, "empty-below", 3, "被检单位")],
    ),
)
