"""A register's 状态: never a closed body in the register unasked, and nothing made up."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine

from data_loaders.batches import Preview
from tests.handed_in import EXAM_SITES, INSTITUTIONS, changed, look, put, sheet


def _look(
    ready: Engine, status: str, decisions: Mapping[str, str] | None = None, **more: str
) -> Preview:
    rows = changed(INSTITUTIONS, 0, 状态=status, **more)
    return look(ready, [sheet("institutions", rows)], decisions=dict(decisions or {}))


@pytest.mark.parametrize("word", ["已注销", "注销", "停用", "关闭"])
def test_closed_without_a_day_is_asked_once(ready: Engine, word: str) -> None:
    rows = [{**row, "状态": word} for row in INSTITUTIONS]
    files = [sheet("institutions", rows)]
    found = look(ready, files)
    ((question, times),) = found.questions
    assert (times, found.rows_added) == (2, 0)
    assert word in question.text
    left = look(ready, files, decisions={question.key: "leave"})
    assert (left.rows_added, left.rows_refused, left.questions) == (0, 2, ())
    kept = look(ready, files, decisions={question.key: "open"})
    assert (kept.rows_added, kept.loadable) == (2, True)
    assert {one.rule for one in kept.problems} == {"closed-without-day"}


def test_closed_with_its_day_is_clear(ready: Engine) -> None:
    found = _look(ready, "已注销", 注销日期="2024-03-01")
    assert (found.rows_added, found.problems) == (2, ())
    put(ready, [sheet("institutions", changed(INSTITUTIONS, 0, 注销日期="2024-03-01"))])
    assert _look(ready, "已注销").problems == (), "the store knows the day"


@pytest.mark.parametrize(
    ("word", "rule"),
    [("正常", "status-differs"), ("存续", "status-differs"), ("暂停", "status-not-kept")],
)
def test_other_words_are_held_against_the_day(ready: Engine, word: str, rule: str) -> None:
    found = _look(ready, word, 注销日期="2024-03-01")
    assert [one.rule for one in found.problems] == [rule]
    assert found.loadable


def test_a_site_out_of_use_is_asked_about_too(ready: Engine) -> None:
    found = look(ready, [sheet("exam_sites", [{**EXAM_SITES[0], "使用状态": "已停用"}])])
    ((question, _),) = found.questions
    assert "停用日期" in question.text


@pytest.mark.parametrize("word", ["民办非企业单位", "民办非企业法人", "企业法人"])
def test_certain_spellings_of_a_kind_are_known(ready: Engine, word: str) -> None:
    found = look(ready, [sheet("institutions", changed(INSTITUTIONS, 0, 机构类型=word))])
    assert (found.problems, found.rows_added) == ((), 2)


def test_an_uncertain_kind_is_asked_about(ready: Engine) -> None:
    rows = [{**row, "机构类型": "民办"} for row in INSTITUTIONS]
    found = look(ready, [sheet("institutions", rows)])
    ((question, times),) = found.questions
    assert (times, question.lasting) == (2, True)
