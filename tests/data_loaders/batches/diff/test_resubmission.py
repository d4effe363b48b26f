"""What a preview tells of a unit whose ledger is handed in again, by unit and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from sqlalchemy import Engine

from data_loaders.batches import Preview, Resubmission, commit, told_to_uploader
from tests.handed_in import (
    EXAM_SITES,
    INSTITUTIONS,
    REVIEWS,
    SCHOOL,
    UNIT,
    changed,
    look,
    put,
    sheet,
)

Row = dict[str, str]
ELSEWHERE = {"区县": "江津区"}
OTHER_SCHOOL = "江津嘉华学校"


def _finding(number: int, day: int, **more: str) -> Row:
    row = {**UNIT, "被检单位": SCHOOL, "问题类别": "机构隐患", "问题描述": f"事项{number}号"}
    return row | {"发现日期": f"2024-11-{day:02}", "整改期限": "2024-12-20", "备注": "无"} | more


FINDINGS = [_finding(number, number) for number in range(1, 9)]


@pytest.fixture
def filled(ready: Engine) -> Engine:
    """A store with eight findings of a month."""
    more = {**ELSEWHERE, "机构名称": OTHER_SCHOOL}
    put(
        ready,
        [sheet("institutions", [*INSTITUTIONS, more]), sheet("exam_sites", EXAM_SITES)],
    )
    put(ready, [sheet("findings", FINDINGS)])
    return ready


def _again(engine: Engine, rows: Sequence[Mapping[str, str]]) -> tuple[Resubmission, ...]:
    return look(engine, [sheet("findings", rows)]).batches[0].resubmissions


def test_what_the_store_has_and_the_file_has_not_is_named_and_stays(filled: Engine) -> None:
    found = look(filled, [sheet("findings", [*FINDINGS[:2], *FINDINGS[5:]])])
    (one,) = found.batches[0].resubmissions
    assert (one.unit, one.since, one.until) == ("渝北区", date(2024, 11, 1), date(2024, 11, 8))
    assert (one.rows_unchanged, one.rows_missing) == (5, 3)
    assert [words.split("，")[-1] for words in one.missing] == ["事项3号", "事项4号", "事项5号"]
    assert found.changes_nothing, "nothing is deleted"


def test_only_the_time_and_the_unit_of_the_file_are_looked_at(filled: Engine) -> None:
    assert _again(filled, [FINDINGS[2], FINDINGS[4]])[0].missing == (
        f"{SCHOOL}，2024-11-04，事项4号",
    )
    there = [_finding(number, number, **ELSEWHERE, 被检单位=OTHER_SCHOOL) for number in (1, 8)]
    put(filled, [sheet("findings", there)])
    assert {one.unit for one in _again(filled, FINDINGS[:2] + FINDINGS[7:])} == {"渝北区"}


def test_the_next_month_alone_misses_nothing(filled: Engine) -> None:
    december = [_finding(number, 1) | {"发现日期": "2024-12-05"} for number in range(20, 25)]
    assert _again(filled, december) == ()
    (one,) = _again(filled, [*december, _finding(3, 3, 整改期限="2024-12-31")])
    assert (one.rows_added, one.rows_changed, one.rows_missing) == (5, 1, 0)


def test_the_same_again_says_nothing(filled: Engine) -> None:
    assert _again(filled, FINDINGS) == ()


def test_new_changed_and_nearly_the_same_are_counted_by_unit(filled: Engine) -> None:
    rows = [
        *changed(FINDINGS[:4], 0, 备注="已约谈"),
        _finding(5, 5, 问题描述="事项5号（补充）"),
        _finding(30, 6),
        _finding(31, 6, **ELSEWHERE, 被检单位=OTHER_SCHOOL),
    ]
    (one,) = _again(filled, rows)
    counted = (one.rows_added, one.rows_changed, one.rows_unchanged, one.rows_nearly)
    assert counted == (1, 1, 3, 1)
    assert one.rows_missing == 1, "a row that waits to be told the same is not missing"


def test_what_would_be_emptied_is_named_with_what_it_was_and_warned_of(filled: Engine) -> None:
    rows = [{**row, "备注": "", "整改期限": ""} for row in FINDINGS[:3]] + FINDINGS[3:]
    put(filled, [sheet("findings", [{**row, "备注": "已约谈"} for row in FINDINGS])])
    found = look(filled, [sheet("findings", rows)])
    (one,) = found.batches[0].resubmissions
    # 备注 of the others goes as well: their file says 无.
    assert one.cells_emptied == 11
    first = one.emptied[0]
    assert (first.row, first.column, first.before, first.after) == (
        2,
        "整改期限",
        "2024-12-20",
        "—",
    )
    (warned,) = [problem for problem in found.problems if problem.rule == "would-be-emptied"]
    assert (warned.row, "11处" in warned.message) == (2, True)
    assert found.loadable


def test_deadlines_that_move_are_named_and_later_ones_are_extensions(filled: Engine) -> None:
    rows = [
        _finding(1, 1, 整改期限="2024-12-31"),
        _finding(2, 2, 整改期限="2024-12-10"),
        *FINDINGS[2:],
    ]
    (one,) = _again(filled, rows)
    assert (one.deadlines_moved, one.deadlines_extended, one.cells_emptied) == (2, 1, 0)
    assert [(each.before, each.after) for each in one.moved] == [
        ("2024-12-20", "2024-12-31"),
        ("2024-12-20", "2024-12-10"),
    ]


def test_a_review_belongs_to_the_unit_of_its_institution(filled: Engine) -> None:
    put(filled, [sheet("reviews", REVIEWS)])
    later = changed(REVIEWS, 0, 整改期限="2024-08-01")
    (one,) = look(filled, [sheet("reviews", later)]).batches[0].resubmissions
    assert (one.unit, one.deadlines_extended) == ("渝北区", 1)
    assert one.moved[0].column == "整改期限"


def test_a_register_misses_the_bodies_it_leaves_out(filled: Engine) -> None:
    seats = changed(INSTITUTIONS[:1], 0, 理论座位数="130")
    (one,) = look(filled, [sheet("institutions", seats)]).batches[0].resubmissions
    assert (one.since, one.rows_changed, one.missing) == (None, 1, (INSTITUTIONS[1]["机构名称"],))


def test_what_a_violation_says_comes_through_the_gate(filled: Engine) -> None:
    bad = [_finding(40 + n, n, 问题类别="违法违规", 备注="涉嫌替考") for n in range(1, 4)]
    put(filled, [sheet("findings", bad)])
    found = look(filled, [sheet("findings", [bad[0], {**bad[2], "备注": ""}])])
    assert "事项42号" not in _words(found, case_role=False)
    assert "涉嫌替考" not in _words(found, case_role=False)
    assert "事项42号" in _words(found, case_role=True)
    assert "涉嫌替考" in _words(found, case_role=True)


def _words(found: Preview, *, case_role: bool) -> str:
    told = told_to_uploader(found, case_role=case_role)
    (one,) = told.batches[0].resubmissions
    return "".join((*one.missing, one.emptied[0].before, *(each.message for each in told.problems)))


def test_a_preview_with_a_resubmission_can_be_loaded(filled: Engine) -> None:
    rows = [_finding(1, 1, 整改期限="", 备注="新"), FINDINGS[7]]
    done = commit(filled, look(filled, [sheet("findings", rows)]), by="测试")
    assert done.number is not None
