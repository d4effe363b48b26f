"""A ledger handed in again, corrected, doubles nothing: what is nearly a known row is asked."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pytest
from sqlalchemy import Engine

from data_loaders.batches import Preview, commit, told_to_uploader, undo
from data_loaders.batches.diff.corrections import EACH, MANY, NEARLY, OTHER, SAME
from tests.handed_in import (
    COLLEGE,
    EXAM_SITES,
    INSTITUTIONS,
    SCHOOL,
    SITE,
    UNIT,
    ledgers_of,
    look,
    put,
    sheet,
)

Row = Mapping[str, str]
REGISTERS = {"institutions": INSTITUTIONS, "exam_sites": EXAM_SITES}
TABLES = {
    "reviews": "review_decision",
    "inspections": "inspection",
    "findings": "finding",
    "cases": "enforcement_case",
    "publicity": "publicity_activity",
    "classes": "training_class",
    "exam_months": "exam_month",
}


def _finding(text: str = "灭火器过期2具", day: str = "2024-11-05", **more: str) -> Row:
    row = {**UNIT, "被检单位": SCHOOL, "问题类别": "机构隐患", "问题描述": text, "发现日期": day}
    return row | more


def _leaflets(name: str = "发放宣传资料", day: str = "2024-09-01", **more: str) -> Row:
    row = {**UNIT, "渠道": "宣传资料", "名称": name, "日期": day, "份数": "3000"}
    return row | more


def _visit(day: str, **more: str) -> Row:
    row = {**UNIT, "被检单位": SITE, "检查方式": "暗访", "检查日期": day, "检查组": "第一组"}
    return row | more


def _case(party: str = "渝西机械有限公司", day: str = "2024-11-09", **more: str) -> Row:
    row = {**UNIT, "当事人": party, "当事人类型": "用工企业", "案由": "无证上岗"}
    return row | {"阶段": "线索", "立案日期": day} | more


def _class(trade: str = "低压电工作业", day: str = "2024-10-08", **more: str) -> Row:
    row = {**UNIT, "机构名称": COLLEGE, "工种": trade, "开班日期": day, "学员人数": "42"}
    return row | more


def _month(month: str = "2024年11月", trade: str = "低压电工作业", **more: str) -> Row:
    row = {**UNIT, "考点或机构": SITE, "工种": trade, "月份": month}
    return row | {"理论首考人数": "96", "理论首考合格人数": "77"} | more


def _review(name: str, day: str = "2024-05-20") -> Row:
    row = {**UNIT, "机构名称": SCHOOL, "复核轮次": name, "阶段": "区县检查", "结论": "合格"}
    return row | {"结论日期": day}


CORRECTED = [
    ("findings", _finding(), _finding("灭火器过期3具")),
    ("findings", _finding("签到代签"), _finding("签到代签（3人次）", 整改完成日期="2024-11-20")),
    ("findings", _finding(被检单位=SITE), _finding(被检单位=SITE, 发现日期="2024-11-06")),
    ("findings", _finding(), _finding(被检单位=COLLEGE)),
    ("findings", _finding(问题编号="题7"), _finding("灭火器过期3具")),
    ("findings", _finding(), _finding("灭火器过期3具", 问题编号="题7")),
    ("publicity", _leaflets(), _leaflets("发放安全宣传资料")),
    ("publicity", _leaflets(), _leaflets(day="2024-09-10")),
    ("publicity", _leaflets(), _leaflets(渠道="其他")),
    ("inspections", _visit("2024-11-06"), _visit("2024-11-07")),
    ("cases", _case(), _case("渝西机械有限责任公司")),
    ("cases", _case(), _case(day="2024-11-12")),
    ("classes", _class(), _class("低压电工")),
    ("classes", _class(), _class(day="2024-10-09")),
    ("classes", _class(), _class(机构名称=SCHOOL)),
    ("exam_months", _month(), _month("2024年10月")),
    ("exam_months", _month(), _month(trade="低压电工")),
    ("reviews", _review("2024年复核"), _review("2024年基本条件复核")),
]
TWO = [
    ("findings", _finding(), _finding("学时不足")),
    ("findings", _finding(), _finding(day="2024-12-20")),
    ("findings", _finding(问题编号="题1"), _finding("灭火器过期3具", 问题编号="题2")),
    ("findings", _finding(), _finding(被检单位=SITE, 发现日期="2024-11-09")),
    ("publicity", _leaflets("安全小课堂第1期"), _leaflets("安全小课堂第2期")),
    ("publicity", _leaflets(份数="3000"), _leaflets(day="2024-09-08", 份数="2500")),
    ("publicity", _leaflets(份数="1"), _leaflets(day="2024-09-08", 份数="1")),
    ("publicity", _leaflets(), _leaflets(day="2024-10-01")),
    ("inspections", _visit("2024-11-06"), _visit("2024-11-07", 检查组="第二组")),
    ("inspections", _visit("2024-11-06"), _visit("2024-12-06")),
    ("cases", _case("渝西第一机械有限公司"), _case("渝西第二机械有限公司")),
    ("classes", _class(), _class("高压电工作业")),
    ("classes", _class(), _class(day="2024-10-10", 学员人数="38")),
    ("exam_months", _month(), _month("2024年10月", 理论首考人数="97")),
    ("exam_months", _month(), _month(考点或机构=SCHOOL)),
    ("reviews", _review("2024年复核"), _review("2025年复核", day="2024-12-20")),
]


@pytest.fixture
def filled(ready: Engine) -> Engine:
    """A store that knows the bodies."""
    put(ready, [sheet(ledger, rows) for ledger, rows in REGISTERS.items()])
    return ready


@pytest.mark.parametrize(("ledger", "before", "after"), CORRECTED)
def test_a_corrected_row_is_asked_about_and_then_updated(
    filled: Engine, ledger: str, before: Row, after: Row
) -> None:
    put(filled, [sheet(ledger, [before])])
    stood = ledgers_of(filled)[TABLES[ledger]]
    files = [sheet(ledger, [after])]
    found = look(filled, files)
    ((question, times),) = found.questions
    assert (times, found.rows_added, found.rows_refused) == (1, 0, 1)
    assert {one.rule for one in found.problems} == {NEARLY}
    other = look(filled, files, decisions={question.key: OTHER}, earlier=found)
    assert (other.rows_added, other.rows_updated, other.questions) == (1, 0, ())
    same = look(filled, files, decisions={question.key: SAME}, earlier=found)
    assert (same.rows_added, same.rows_updated, same.questions) == (0, 1, ())
    done = commit(filled, same, by="测试")
    (row,) = ledgers_of(filled)[TABLES[ledger]]
    assert row["id"] == stood[0]["id"]
    again = look(filled, files)
    assert (again.rows_unchanged, again.questions) == (1, ())
    undo(filled, done.batch_ids[0], by="测试")
    assert ledgers_of(filled)[TABLES[ledger]] == stood


@pytest.mark.parametrize(("ledger", "one", "other"), TWO)
def test_what_is_another_row_is_not_asked_about(
    filled: Engine, ledger: str, one: Row, other: Row
) -> None:
    put(filled, [sheet(ledger, [one])])
    found = look(filled, [sheet(ledger, [other])])
    assert (found.questions, found.rows_added) == ((), 1)


@pytest.mark.parametrize(("ledger", "before", "after"), CORRECTED)
def test_a_row_that_the_file_still_has_is_no_other_ones_correction(
    filled: Engine, ledger: str, before: Row, after: Row
) -> None:
    put(filled, [sheet(ledger, [before])])
    if (before.get("问题编号"), after.get("问题编号")) == (None, None):
        found = look(filled, [sheet(ledger, [before, after])])
        assert (found.questions, found.rows_added, found.rows_unchanged) == ((), 1, 1)


def test_a_row_is_proposed_to_one_line_alone_and_to_the_likest(filled: Engine) -> None:
    put(filled, [sheet("findings", [_finding("灭火器过期2具"), _finding("灭火器过期2具未更换")])])
    rows = [_finding("灭火器过期3具"), _finding("灭火器过期4具"), _finding("灭火器过期5具")]
    found = look(filled, [sheet("findings", rows)])
    assert (len(found.questions), found.rows_added) == (2, 1)
    keys = [question.key.split("|")[2] for question, _ in found.questions]
    assert len(set(keys)) == 2


def test_leaflets_handed_in_three_times_are_counted_once(filled: Engine) -> None:
    rows = [_leaflets(), _leaflets("发放安全宣传资料"), _leaflets("发放安全宣传资料", "2024-09-02")]
    put(filled, [sheet("publicity", rows[:1])])
    for _, after in pairwise(rows):
        found = look(filled, [sheet("publicity", [after])])
        answers = {question.key: SAME for question, _ in found.questions}
        assert answers
        commit(filled, look(filled, [sheet("publicity", [after])], decisions=answers), by="测试")
    (row,) = ledgers_of(filled)["publicity_activity"]
    assert row["copies"] == 3000


def _many(number: str) -> list[Row]:
    days = [f"2024-11-{day:02}" for day in range(1, MANY + 3)]
    return [_finding(f"灭火器过期{number}具", day) for day in days]


@pytest.mark.parametrize(("answer", "added", "updated"), [(SAME, 0, 7), (OTHER, 7, 0)])
def test_of_many_it_is_asked_once_for_the_whole_file(
    filled: Engine, answer: str, added: int, updated: int
) -> None:
    put(filled, [sheet("findings", _many("2"))])
    files = [sheet("findings", _many("3"))]
    ((question, times),) = look(filled, files).questions
    assert times == MANY + 2
    assert [one.answer for one in question.options] == [SAME, OTHER, EACH]
    found = look(filled, files, decisions={question.key: answer})
    assert (found.rows_added, found.rows_updated, found.questions) == (added, updated, ())


def test_many_may_be_answered_one_by_one(filled: Engine) -> None:
    put(filled, [sheet("findings", _many("2"))])
    files = [sheet("findings", _many("3"))]
    ((whole, _),) = look(filled, files).questions
    each = look(filled, files, decisions={whole.key: EACH})
    assert len(each.questions) == MANY + 2
    first, *others = (question.key for question, _ in each.questions)
    answers = {whole.key: EACH, first: OTHER, **dict.fromkeys(others, SAME)}
    found = look(filled, files, decisions=answers)
    assert (found.rows_added, found.rows_updated, found.questions) == (1, MANY + 1, ())
    one = look(filled, files, decisions={whole.key: SAME, first: OTHER})
    assert (one.rows_added, one.rows_updated) == (1, MANY + 1), "its own answer goes first"


def test_what_a_violation_says_is_told_to_the_case_role_alone(filled: Engine) -> None:
    said = {"问题类别": "违法违规"}
    put(filled, [sheet("findings", [_finding("涉嫌替考2人", **said)])])
    found = look(filled, [sheet("findings", [_finding("涉嫌替考3人", **said)])])
    ((question, _),) = found.questions
    assert "替考" not in str(question.text) + question.key + str(found.problems)
    assert "替考" not in _told(found, case_role=False)
    assert "涉嫌替考2人" in _told(found, case_role=True)


def _told(found: Preview, *, case_role: bool) -> str:
    told = told_to_uploader(found, case_role=case_role)
    ((question, _),) = told.questions
    return question.text + "".join(one.message for one in told.problems)


def test_the_first_load_and_the_same_again_ask_nothing(filled: Engine) -> None:
    files = [sheet("findings", [*_many("2"), *_many("3")]), sheet("publicity", [_leaflets()])]
    assert look(filled, files).questions == ()
    put(filled, files)
    again = look(filled, files)
    assert (again.questions, again.rows_unchanged) == ((), 15)
