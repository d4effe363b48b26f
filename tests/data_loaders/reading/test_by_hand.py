"""Sheets that nobody recognises, mapped by what a person says."""

from __future__ import annotations

from typing import Any

import pytest

from data_loaders.ledgers.registry import LEDGERS
from tests.data_loaders.workbooks import Outcome, answers, read, saved

WELLS: list[list[Any]] = [
    ["巫溪县安全培训隐患一览", None, None, None, None],
    ["序", "地方", "毛病", "哪天查的", "哪一类"],
    [1, "示例一校", "缺灭火器", "2024-11-06", "机构隐患"],
    [2, "示例二校", "缺签到表", "2024-11-07", "培训档案"],
]
MEANT = {"地方": "unit", "毛病": "description", "哪天查的": "found_on", "哪一类": "category"}


def said(outcome: Outcome, meant: dict[str, str]) -> dict[str, str]:
    """What a person answers to the questions about headings."""
    return {
        one.question.key: meant.get(one.column, "-") for one in outcome.problems if one.question
    }


def test_a_table_is_asked_for_its_ledger_then_for_its_columns() -> None:
    raw = saved(WELLS, merges=("A1:E1",))
    first = read(raw)
    assert first.said == [("ask", "no-header", None, "")]
    question = first.problem().question
    assert question is not None
    assert {one.answer for one in question.options} == {*LEDGERS, "-"}
    given = answers(first, "findings")
    second = read(raw, decisions=given)
    assert {one[:2] for one in second.said} == {
        ("ask", "unknown-column"),
        ("warn", "district-outside"),
    }
    assert {one[3] for one in second.said} - {""} == set(MEANT)
    third = read(raw, decisions={**given, **said(second, MEANT)})
    assert [one["description"] for one in third.values] == ["缺灭火器", "缺签到表"]
    assert {one[0] for one in third.said} == {"warn"}


def test_a_table_may_be_left_out() -> None:
    raw = saved(WELLS, merges=("A1:E1",))
    found = read(raw, decisions=answers(read(raw), "-"))
    assert (found.said, found.told.skipped) == ([], "不是台账，未导入")


def test_what_a_sender_said_holds_for_its_next_file_and_no_other() -> None:
    raw = saved(WELLS, merges=("A1:E1",))
    given = answers(read(raw), "findings")
    given |= said(read(raw, decisions=given), MEANT)
    later = saved(
        [*WELLS[:2], [1, "示例三校", "缺椅子", "2024-12-06", "机构隐患"]],
        merges=("A1:E1",),
        file="十二月.xlsx",
    )
    assert len(read(later, decisions=given).values) == 1
    other = [["巫山县安全培训隐患一览", None, None, None, None], *WELLS[1:]]
    assert read(saved(other, merges=("A1:E1",)), decisions=given).said[0][1] == "no-header"


def test_a_ledger_that_is_given_needs_no_known_heading() -> None:
    raw = saved(WELLS, merges=("A1:E1",))
    asked = read(raw, ledger="findings")
    assert asked.told.header is not None
    assert asked.told.header.last_row == 2
    found = read(raw, ledger="findings", decisions=said(asked, MEANT))
    assert len(found.values) == 2


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["辖区摸底"], ["甲列", "乙列", "丙列"], ["示例一校", "明查", "2024-11-06"]], 2),
        ([["甲列", "乙列", "丙列"], [None], ["示例一校", "明查", 20241106]], 1),
        ([["辖区摸底"], ["经办：某科"], ["甲列", "乙列", "丙列"], ["示例一校", "明查", 3]], 3),
    ],
)
def test_the_fullest_row_of_words_above_the_data_is_the_header(
    rows: list[list[Any]], header: int
) -> None:
    found = read(saved(rows), ledger="inspections")
    assert found.told.header is not None
    assert found.told.header.last_row == header


def test_a_header_that_looks_like_its_rows_is_asked_about() -> None:
    rows = [["某镇", "某街", "某村"], ["甲列", "乙列", "丙列"], ["示例一校", "明查", "早上"]]
    asked = read(saved(rows), ledger="inspections")
    assert asked.said == [("ask", "unclear-header", None, "")]
    question = asked.problem().question
    assert question is not None
    assert "甲列" in question.options[1].label
    found = read(saved(rows), ledger="inspections", decisions={question.key: "2"})
    assert found.told.header is not None
    assert found.told.header.last_row == 2
    aside = read(saved(rows), ledger="inspections", decisions={question.key: "-"})
    assert (aside.said, aside.values) == ([], [])


def test_a_header_in_two_rows_is_taken_whole() -> None:
    rows = [
        ["巫溪县"],
        ["地方", "情形", None],
        [None, "毛病", "哪天查的"],
        ["示例一校", "缺灭火器", "2024-11-06"],
    ]
    raw = saved(rows, merges=("A2:A3", "B2:C2"))
    found = read(raw, ledger="findings", decisions=answers(read(raw, ledger="findings"), "3"))
    assert found.told.header is not None
    assert (found.told.header.first_row, found.told.header.last_row) == (2, 3)
    assert found.told.header.headings[3] == "情形 哪天查的"
