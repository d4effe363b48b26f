"""Words where a day should stand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from data_loaders.problems import Question
from tests.data_loaders.workbooks import Outcome, good, read_rows

FOUND, VERIFIED = date(2024, 11, 6), date(2024, 12, 9)


def asked(found: Outcome, heading: str, *rows: int) -> Question:
    """The one question that the cells of these rows ask."""
    assert found.said == [("ask", "word-for-a-day", row, heading) for row in rows]
    (question,) = {one.question for one in found.problems}
    assert question is not None
    assert question.lasting
    return question


@pytest.mark.parametrize(
    ("heading", "field", "word", "answer", "day"),
    [
        ("整改期限", "due_on", "当场整改", "found_on", FOUND),
        ("整改期限", "due_on", "立行立改", "found_on", FOUND),
        ("整改完成日期", "completed_on", "已完成", "verified_on", VERIFIED),
        ("整改完成日期", "completed_on", "现场已整改", "found_on", FOUND),
        ("销号日期", "closed_on", "已销号", "verified_on", VERIFIED),
        ("复查日期", "verified_on", "已复查", "completed_on", date(2024, 12, 1)),
    ],
)
def test_a_word_is_asked_about_once_and_means_another_day(
    heading: str, field: str, word: str, answer: str, day: date
) -> None:
    days = {"复查日期": VERIFIED, "整改完成日期": date(2024, 12, 1)}
    rows = [good("findings", **days) | {heading: word}] * 2
    question = asked(read_rows("findings", *rows), heading, 2, 3)
    assert word in question.text
    found = read_rows("findings", *rows, **{question.key: answer})
    assert found.said == []
    assert [one[field] for one in found.values] == [day, day]


@pytest.mark.parametrize(
    ("ledger", "heading", "field", "word"),
    [
        ("findings", "整改期限", "due_on", "长期坚持"),
        ("findings", "整改完成日期", "completed_on", "已整改"),
        ("institutions", "注销日期", "closed_on", "已注销"),
        ("reviews", "整改期限", "deadline", "持续整改"),
    ],
)
def test_a_word_left_empty_is_warned_of_in_every_row(
    ledger: str, heading: str, field: str, word: str
) -> None:
    rows = [good(ledger, **{heading: word})] * 2
    question = asked(read_rows(ledger, *rows), heading, 2, 3)
    found = read_rows(ledger, *rows, **{question.key: "-"})
    assert found.said == [("warn", "word-for-a-day", row, heading) for row in (2, 3)]
    assert [one[field] for one in found.values] == [None, None]
    refused = read_rows(ledger, *rows, **{question.key: "--"})
    assert refused.said == [("refuse", "not-wanted", row, heading) for row in (2, 3)]


@pytest.mark.parametrize("word", ["整改中", "未整改", "长期坚持", "持续推进", "正在整改"])
def test_a_word_for_no_day_is_offered_none(word: str) -> None:
    found = read_rows("findings", good("findings", 整改完成日期=word))
    offered = asked(found, "整改完成日期", 2).options
    assert [one.answer for one in offered] == ["-", "--"]


def test_a_word_that_means_a_day_the_row_has_not_is_warned_of() -> None:
    row = good("findings", 整改完成日期="已整改", 复查日期=None)
    question = asked(read_rows("findings", row), "整改完成日期", 2)
    found = read_rows("findings", row, **{question.key: "verified_on"})
    assert found.said == [("warn", "word-for-a-day", 2, "整改完成日期")]
    assert "没有复查日期" in found.problem().message
    assert [one["completed_on"] for one in found.values] == [None]


@pytest.mark.parametrize(
    "cells",
    [
        {"整改期限": "15个工作日"},
        {"整改期限": "2024年底"},
        {"整改完成日期": "去年"},
        {"发现日期": "日常"},
        {"整改期限": "待区局研究后另行通知时间为准"},
    ],
)
def test_a_day_written_badly_or_needed_is_refused(cells: dict[str, Any]) -> None:
    (heading,) = cells
    found = read_rows("findings", good("findings", **cells))
    assert found.said == [("refuse", "not-a-date", 2, heading)]
