"""Rules between ledgers, whichever side is loaded."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine

from data_loaders.batches import Upload
from tests.handed_in import (
    ALL,
    CASES,
    CLASSES,
    COLLEGE,
    EXAM_MONTHS,
    FINDINGS,
    INSPECTIONS,
    INSTITUTIONS,
    REVIEWS,
    SCHOOL,
    SITE,
    Rows,
    changed,
    look,
    put,
    sheet,
    sheets,
)

WRONG: list[tuple[str, Mapping[str, Rows], list[tuple[str, int]]]] = [
    (
        "reviewed-outside-registration",
        {"reviews": changed(REVIEWS, 0, 结论日期="2014-01-02", 整改期限="")},
        [("复核结果.csv", 2)],
    ),
    (
        "found-before-visit",
        {"findings": changed(FINDINGS, 0, 发现日期="2024-11-05")},
        [("问题台账.csv", 2)],
    ),
    (
        "found-elsewhere",
        {"findings": changed(FINDINGS, 0, 被检单位=COLLEGE, 整改书编号="令2")},
        [("问题台账.csv", 2)],
    ),
    (
        "ordered-before-found",
        {"findings": changed(FINDINGS, 0, 整改书下达日期="2024-11-01")},
        [("问题台账.csv", 2)],
    ),
    (
        "class-outside-registration",
        {"classes": changed(CLASSES, 0, 开班日期="2010-10-08")},
        [("培训班.csv", 2)],
    ),
    (
        "month-after-closing",
        {
            "institutions": changed(INSTITUTIONS, 0, 注销日期="2024-10-31"),
            "exam_months": EXAM_MONTHS,
        },
        [("考试月报.csv", 3)],
    ),
    (
        "unknown-inspection",
        {"findings": changed(FINDINGS, 0, 检查编号="检9")},
        [("问题台账.csv", 2)],
    ),
    (
        "unknown-finding",
        {"cases": changed(CASES, 0, 关联问题编号="题9")},
        [("执法案件.csv", 2)],
    ),
    (
        "unknown-body",
        {"exam_months": changed(EXAM_MONTHS, 0, 考点或机构="查无此校")},
        [("考试月报.csv", 2)],
    ),
]


@pytest.mark.parametrize(("rule", "wrong", "where"), WRONG, ids=[one[0] for one in WRONG])
def test_a_line_that_contradicts_another_ledger_is_refused(
    ready: Engine, rule: str, wrong: Mapping[str, Rows], where: list[tuple[str, int]]
) -> None:
    found = look(ready, sheets({**ALL, **wrong}))
    told = [(one.file, one.row) for one in found.problems if one.rule == rule]
    assert told == where
    assert all(one.message for one in found.problems)


BACK: list[tuple[str, Upload, int]] = [
    (
        "class-outside-registration",
        sheet("institutions", changed(INSTITUTIONS, 1, 注销日期="2024-09-30")),
        3,
    ),
    (
        "month-after-closing",
        sheet("institutions", changed(INSTITUTIONS, 0, 注销日期="2024-10-31")),
        2,
    ),
    ("found-before-visit", sheet("inspections", changed(INSPECTIONS, 0, 检查日期="2024-11-08")), 2),
]


@pytest.mark.parametrize(("rule", "file", "row"), BACK, ids=[one[0] for one in BACK])
def test_a_correction_that_puts_rows_of_the_store_in_the_wrong_is_refused(
    ready: Engine, rule: str, file: Upload, row: int
) -> None:
    put(ready, sheets())
    found = look(ready, [file])
    (problem,) = [one for one in found.problems if one.level.value == "refuse"]
    assert (problem.rule, problem.row) == (rule, row)
    assert "与库中已有的记录矛盾" in problem.message


def test_an_order_is_to_one_body(ready: Engine) -> None:
    rows = changed(FINDINGS, 1, 整改书编号="令1", 整改书下达日期="2024-11-08")
    found = look(ready, sheets({**ALL, "findings": rows}))
    assert [(one.rule, one.row, one.column) for one in found.problems] == [
        ("said-otherwise", 3, "被检单位")
    ]
    put(ready, sheets())
    later = look(ready, [sheet("findings", rows[1:])])
    assert [one.rule for one in later.problems] == ["order-of-another-body"]


def test_a_number_is_not_moved_to_another_unit(ready: Engine) -> None:
    put(ready, sheets())
    moved = changed(CLASSES, 0, 区县="万州区", 机构名称="万州职业学院")
    school = [{"区县": "万州区", "机构名称": "万州职业学院"}]
    found = look(ready, [sheet("institutions", school), sheet("classes", moved)])
    assert [(one.rule, one.column) for one in found.problems] == [
        ("number-of-another-unit", "班次编号")
    ]


def test_a_line_without_a_number_that_fits_two_rows_is_refused(ready: Engine) -> None:
    put(ready, sheets())
    second = [{**CLASSES[0], "班次编号": "班2"}]
    assert put(ready, [sheet("classes", second)]).preview.rows_added == 1
    found = look(ready, [sheet("classes", changed(CLASSES, 0, 班次编号=""))])
    assert [one.rule for one in found.problems] == ["fits-several-rows"]


def test_a_name_of_both_an_institution_and_a_site_must_say_which(ready: Engine) -> None:
    site = [{**ALL["exam_sites"][0], "考试点名称": SCHOOL}]
    put(ready, [sheet("institutions", INSTITUTIONS), sheet("exam_sites", site)])
    found = look(ready, [sheet("exam_months", EXAM_MONTHS[1:])])
    assert [one.rule for one in found.problems] == ["name-of-two-bodies"]
    said = changed(EXAM_MONTHS[1:], 0, 单位类型="考试点")
    assert look(ready, [sheet("exam_months", said)]).loadable


def test_lines_said_twice_count_once_or_not_at_all(ready: Engine) -> None:
    put(ready, sheets({"exam_sites": ALL["exam_sites"]}))
    month = EXAM_MONTHS[0]
    assert month["考点或机构"] == SITE
    alike = look(ready, [sheet("exam_months", [month]), sheet("exam_months", [month], name="又")])
    assert [(one.rule, one.file, one.level.value) for one in alike.problems] == [
        ("repeated-row", "又.csv", "warn")
    ]
    assert (alike.rows_added, alike.rows_unchanged) == (1, 1)
    other = {**month, "理论首考人数": "99"}
    apart = look(ready, [sheet("exam_months", [month]), sheet("exam_months", [other], name="又")])
    assert [(one.rule, one.file) for one in apart.problems] == [
        ("same-key-other-content", "考试月报.csv"),
        ("same-key-other-content", "又.csv"),
    ]
    assert apart.rows_refused == 2
