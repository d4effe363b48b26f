"""Broken workbooks whose lines contradict the store, another sheet, or another file."""

from __future__ import annotations

from datetime import date

from tests.data_loaders.corpus.broken import CODE_D, FILE, GOOD, Broken, book, rows

REFUSE, WARN, ASK = "refuse", "warn", "ask"

CROSSING: tuple[Broken, ...] = (
    rows(
        "a finding at an unknown institution",
        "findings",
        {"被检单位": "寅驾驶学校"},
        bad=[(REFUSE, "unknown-body", 4, "被检单位")],
    ),
    rows(
        "a name much like a known one",
        "classes",
        {"机构名称": "甲安全生产培训学校"},
        bad=[(ASK, "like-a-known-body", 4, "机构名称")],
    ),
    rows(
        "a name of an institution and an exam site",
        "inspections",
        {"被检单位": "戊安全培训学校"},
        bad=[(REFUSE, "name-of-two-bodies", 4, "被检单位")],
    ),
    rows(
        "a code that belongs to another institution",
        "institutions",
        {"机构名称": "甲安全培训学校", "统一社会信用代码": CODE_D},
        bad=[(REFUSE, "name-of-another-body", 4, "机构名称")],
    ),
    rows(
        "an example taken for a row",
        "institutions",
        {"机构名称": "示例万州第一安全培训学校"},
        bad=[(REFUSE, "example-name", 4, "机构名称")],
    ),
    rows(
        "a class after elimination",
        "classes",
        {"机构名称": "乙安全培训学校"},
        bad=[(WARN, "class-after-elimination", 4, "开班日期")],
    ),
    rows(
        "a class after the institution closed",
        "classes",
        {"机构名称": "丙安全培训学校"},
        bad=[(REFUSE, "class-outside-registration", 4, "开班日期")],
    ),
    rows(
        "a month after the institution closed",
        "exam_months",
        {"考点或机构": "丙安全培训学校"},
        bad=[(REFUSE, "month-after-closing", 4, "月份")],
    ),
    rows(
        "a review before the institution was founded",
        "reviews",
        {"结论日期": date(2014, 6, 1), "整改期限": None, "复核轮次": "2014年复核"},
        bad=[(REFUSE, "reviewed-outside-registration", 4, "结论日期")],
    ),
    rows(
        "a review before its round",
        "reviews",
        {"结论日期": date(2024, 3, 1)},
        bad=[(REFUSE, "reviewed-outside-round", 4, "结论日期")],
    ),
    rows(
        "a finding of an unknown inspection",
        "findings",
        {"检查编号": "检〔2024〕404号"},
        bad=[(REFUSE, "unknown-inspection", 4, "检查编号")],
    ),
    rows(
        "found before the visit",
        "findings",
        {"检查编号": "检〔2024〕1号", "发现日期": date(2024, 11, 5)},
        bad=[(REFUSE, "found-before-visit", 4, "发现日期")],
    ),
    rows(
        "found elsewhere than the visit went",
        "findings",
        {"检查编号": "检〔2024〕1号", "被检单位": "乙安全培训学校"},
        bad=[(REFUSE, "found-elsewhere", 4, "检查编号")],
    ),
    rows(
        "an order to somebody else",
        "findings",
        {
            "整改书编号": "改〔2024〕1号",
            "被检单位": "乙安全培训学校",
            "发现日期": date(2024, 11, 6),
        },
        bad=[(REFUSE, "order-of-another-body", 4, "整改书编号")],
    ),
    rows(
        "a case resting on an unknown finding",
        "cases",
        {"关联问题编号": "问题404"},
        bad=[(REFUSE, "unknown-finding", 4, "关联问题编号")],
    ),
    rows(
        "a clause that no standard has",
        "findings",
        {"对应条款": "AQ 8011-2023 99.9"},
        bad=[(WARN, "unknown-clause", 4, "对应条款")],
    ),
    rows(
        "a visit without a number that may be either of two with one",
        "inspections",
        {"检查编号": "检〔2024〕8号"},
        {"检查编号": None},
        {},
        {},
        bad=[(REFUSE, "same-key-other-content", row, "") for row in (4, 5, 6, 7)],
    ),
    rows(
        "two lines that say different things of one action",
        "inspections",
        {"行动名称": "秋季专项", "行动类别": "专项执法"},
        {"检查编号": "检〔2024〕10号", "行动名称": "秋季专项", "行动类别": "日常检查"},
        bad=[(REFUSE, "said-otherwise", 5, "行动类别")],
    ),
    Broken(
        name="a refused institution takes the lines that need it with it",
        files=lambda: {
            FILE: book(
                {
                    "institutions": [GOOD["institutions"] | {"理论座位数": "很多"}],
                    "classes": [GOOD["classes"] | {"机构名称": "辰星驾培中心"}],
                }
            )
        },
        more=(
            (FILE, "机构台账", REFUSE, "not-a-number", 4, "理论座位数"),
            (FILE, "培训班", REFUSE, "body-refused", 4, "机构名称"),
        ),
    ),
    Broken(
        name="two files that say different things of one class",
        files=lambda: {
            "甲.xlsx": book({"classes": [GOOD["classes"] | {"学员人数": 20}]}),
            "乙.xlsx": book({"classes": [GOOD["classes"] | {"学员人数": 21}]}),
        },
        more=(
            ("甲.xlsx", "培训班", REFUSE, "same-key-other-content", 4, ""),
            ("乙.xlsx", "培训班", REFUSE, "same-key-other-content", 4, ""),
        ),
    ),
)
