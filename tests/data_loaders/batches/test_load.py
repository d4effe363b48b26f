"""Loads as a whole: what is previewed is loaded, once, whole or not at all."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from dashboard.errors import LoadRefusedError
from dashboard.metrics.checks import verify
from dashboard.store.engine import reading
from dashboard.store.models.enforcement import CasePersonCount, EnforcementCase, Penalty
from dashboard.store.models.inspections import Finding, Inspection, RectificationOrder
from dashboard.store.models.operation import AuditEvent, ImportBatch, ImportProblem
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.models.training import ExamMonth
from dashboard.store.state import read_state
from data_loaders.batches import PreviewOutdatedError, Upload, commit, told_to_uploader
from data_loaders.batches.undo import undo
from tests.handed_in import (
    ALL,
    CASES,
    CLASSES,
    COLLEGE,
    EXAM_MONTHS,
    EXAM_SITES,
    FINDINGS,
    INSTITUTIONS,
    REVIEWS,
    SCHOOL,
    UNIT,
    brought,
    changed,
    ledgers_of,
    look,
    meaning_of,
    put,
    sheet,
    sheets,
)

few = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def test_nine_ledgers_that_refer_to_each_other_load_together(ready: Engine) -> None:
    found = look(ready, reversed(sheets()))
    assert found.loadable
    assert {one.ledger: one.rows_added for one in found.batches} == {
        ledger: len(rows) for ledger, rows in ALL.items()
    }
    assert read_state(ready).revision == 1, "a preview writes nothing"
    done = commit(ready, found, by="张三")
    assert (done.number, done.revision, len(done.batch_ids)) == (1, 2, 9)
    state = read_state(ready)
    assert (state.revision, state.data_until) == (2, date(2024, 12, 2))
    with reading(ready) as session:
        failed = [one.key for one in verify(session, data_until=state.data_until) if not one.passed]
        assert failed == ["circular"], "one small district is not the city of the circular"
        finding = session.scalars(select(Finding).where(Finding.number == "题1")).one()
        assert finding.closed_on == date(2024, 11, 20)
        order = session.scalars(select(RectificationOrder)).one()
        assert (order.due_on, order.closed_on) == (date(2024, 12, 1), date(2024, 11, 20))
        case = session.scalars(select(EnforcementCase)).one()
        assert case.finding_id == finding.id
        assert session.scalars(select(Penalty.amount_fen)).one() == 500_000
        assert session.scalars(select(CasePersonCount.persons)).one() == 3
        activity = session.scalars(select(PublicityActivity)).one()
        assert (activity.copies, activity.copies_qualifier) == (150_000, "at_least")
        batch = session.scalars(select(ImportBatch).where(ImportBatch.ledger == "findings")).one()
        assert (finding.batch_id, finding.source_row) == (batch.id, 2)
        assert batch.loaded_by == "张三"
        events = session.execute(select(AuditEvent.actor, AuditEvent.action)).all()
        assert [tuple(event) for event in events] == [("张三", "load")]


def test_a_finding_without_a_visits_number_belongs_to_the_only_visit_of_the_day(
    ready: Engine,
) -> None:
    put(ready, sheets())
    with reading(ready) as session:
        finding = session.scalars(select(Finding).where(Finding.number.is_(None))).one()
        visit = session.get(Inspection, finding.inspection_id)
        assert visit is not None
        assert (visit.number, visit.inspected_on) == (None, date(2024, 11, 7))


def test_loading_again_changes_nothing_at_all(ready: Engine) -> None:
    put(ready, sheets())
    before, state = ledgers_of(ready), read_state(ready)
    again = put(ready, sheets())
    assert again.number is None
    assert again.preview.rows_unchanged == sum(map(len, ALL.values()))
    assert ledgers_of(ready) == before
    assert read_state(ready) == state
    with reading(ready) as session:
        assert session.scalar(select(func.count()).select_from(ImportBatch)) == 9


def test_a_line_that_changes_a_case_and_its_counts_changes_both(ready: Engine) -> None:
    put(ready, sheets())
    both = sheet("cases", changed(CASES, 0, 涉及人数="4", 立案日期="2024-11-10"))
    found = told_to_uploader(look(ready, [both]), case_role=True)
    ((row,),) = (one.changes for one in found.batches)
    assert {cell.column for cell in row.cells} == {"涉及人数", "立案日期"}
    put(ready, [both])
    with reading(ready) as session:
        assert session.scalar(select(EnforcementCase.lead_on)) == date(2024, 11, 10)
        assert session.scalar(select(CasePersonCount.persons)) == 4
    assert look(ready, [both]).changes_nothing


def test_a_corrected_file_updates_by_key_and_says_what(ready: Engine) -> None:
    put(ready, sheets())
    corrected = [
        sheet("cases", changed(CASES, 0, **{"罚款金额（元）": "6000", "涉及人数": ""})),
        sheet("findings", changed(FINDINGS, 0, 复查结果="不通过", 整改期限="2024-12-05")),
    ]
    found = look(ready, corrected)
    cells = {
        (cell.column, cell.before, cell.after)
        for one in told_to_uploader(found, case_role=True).batches
        for row in one.changes
        for cell in row.cells
    }
    assert cells == {
        ("罚款金额（元）", "5,000元", "6,000元"),
        ("涉及人数", "3", "—"),
        ("复查结果", "通过", "不通过"),
        ("整改期限", "2024-12-01", "2024-12-05"),
        ("重新打开日期", "—", "2024-11-20"),
        ("销号日期", "2024-11-20", "—"),
    }
    assert (found.rows_updated, found.rows_added, found.rows_unchanged) == (2, 0, 1)
    commit(ready, found, by="测试")
    with reading(ready) as session:
        assert session.scalars(select(Penalty.amount_fen)).one() == 600_000
        assert session.scalars(select(CasePersonCount)).all() == []
        order = session.scalars(select(RectificationOrder)).one()
        assert (order.due_on, order.closed_on) == (date(2024, 12, 5), None)


def test_a_column_the_file_does_not_have_is_left_as_it_was(ready: Engine) -> None:
    put(ready, sheets())
    short = [{name: row[name] for name in ("机构名称", "区县")} for row in INSTITUTIONS]
    assert put(ready, [sheet("institutions", short)]).number is None
    emptied = put(ready, [sheet("institutions", changed(INSTITUTIONS, 0, 理论座位数=""))])
    assert emptied.preview.rows_updated == 1


@given(seed=st.integers(0, 10_000))
@few
def test_the_order_of_columns_rows_and_files_makes_no_difference(ready: Engine, seed: int) -> None:
    put(ready, sheets())
    expected = meaning_of(ready)
    _take_back(ready)
    rolled = random.Random(seed)
    files = []
    for ledger, rows in ALL.items():
        heads = list(dict.fromkeys(head for row in rows for head in row))
        files.append(sheet(ledger, rolled.sample(rows, len(rows)), heads=_shuffled(rolled, heads)))
    put(ready, _shuffled(rolled, files))
    assert meaning_of(ready) == expected
    _take_back(ready)


BAD: tuple[dict[str, str], ...] = (
    {"理论首考人数": "很多"},
    {"理论首考合格人数": "500"},
    {"考点或机构": "查无此校"},
    {"区县": "渝南区"},
    {"月份": "2099年1月"},
    {"工种": ""},
)


@given(kinds=st.lists(st.sampled_from([None, *range(len(BAD))]), min_size=1, max_size=12))
@few
def test_of_good_and_bad_rows_exactly_the_good_ones_go_in_or_none(
    ready: Engine, kinds: list[int | None]
) -> None:
    put(ready, sheets({"institutions": INSTITUTIONS, "exam_sites": ALL["exam_sites"]}))
    rows = [
        {**EXAM_MONTHS[0], "工种": f"工种{place}", **({} if kind is None else BAD[kind])}
        for place, kind in enumerate(kinds)
    ]
    good = {f"工种{place}" for place, kind in enumerate(kinds) if kind is None}
    files = [sheet("exam_months", rows)]
    found = look(ready, files)
    bad = [place + 2 for place, kind in enumerate(kinds) if kind is not None]
    assert sorted(one.row or 0 for one in found.problems) == bad, "each bad row explained once"
    if bad:
        with pytest.raises(LoadRefusedError):
            commit(ready, found, by="测试")
        assert _trades(ready) == set()
    commit(ready, found, by="测试", partial=True)
    assert _trades(ready) == good
    _take_back(ready)


def test_a_partial_load_keeps_what_was_wrong(ready: Engine) -> None:
    rows = [*INSTITUTIONS, {**UNIT, "机构名称": "另一所学校", "成立日期": "去年"}]
    done = put(ready, [sheet("institutions", rows)], partial=True)
    with reading(ready) as session:
        batch = session.get(ImportBatch, done.batch_ids[0])
        assert batch is not None
        assert (batch.mode, batch.rows_added, batch.rows_refused) == ("partial", 2, 1)
        problem = session.scalars(select(ImportProblem)).one()
        assert (problem.level, problem.row_number, problem.value) == ("refuse", 4, "去年")
        assert (problem.column_name, problem.batch_id) == ("成立日期", batch.id)


def test_a_load_is_previewed_again_when_the_store_has_moved_on(ready: Engine) -> None:
    found = look(ready, [sheet("institutions", INSTITUTIONS)])
    put(ready, [sheet("institutions", INSTITUTIONS[:1])])
    with pytest.raises(PreviewOutdatedError, match="重新查看") as caught:
        commit(ready, found, by="测试")
    assert (caught.value.preview.rows_added, caught.value.preview.rows_unchanged) == (1, 1)
    commit(ready, caught.value.preview, by="测试")


def test_a_move_that_does_not_matter_lets_the_load_pass(ready: Engine) -> None:
    found = look(ready, [sheet("institutions", INSTITUTIONS)])
    put(ready, [sheet("publicity", ALL["publicity"])])
    assert commit(ready, found, by="测试").number == 2


def test_no_made_up_body_enters_a_store_of_real_data(ready: Engine) -> None:
    rows = changed(INSTITUTIONS, 0, 机构名称="示例渝北第一安全培训学校")
    (problem,) = look(ready, [sheet("institutions", rows)]).problems
    assert (problem.rule, problem.row) == ("example-name", 2)


def test_rows_of_a_body_whose_own_row_is_refused_say_so(ready: Engine) -> None:
    """Whether the register's row cannot be read, or names a unit that is no more."""
    for bad in ({"理论座位数": "约300"}, {"区县": "乌有区"}):
        files = [
            sheet("institutions", [{**INSTITUTIONS[0], **bad}]),
            sheet("reviews", REVIEWS),
        ]
        found = look(ready, files)
        assert [one.rule for one in found.problems if one.file == "复核结果.csv"] == [
            "body-refused"
        ], bad


def test_a_file_that_cannot_be_opened_closes_the_load_and_not_the_others(ready: Engine) -> None:
    broken = Upload(name="坏.xlsx", content=b"PK\x03\x04 no zip at all")
    found = look(ready, [broken, sheet("institutions", INSTITUTIONS)])
    assert (found.loadable, found.closed, found.rows_added) == (False, True, 2)
    assert [one.file for one in found.problems] == ["坏.xlsx"]


def test_a_sheet_that_waits_for_an_answer_closes_the_load(ready: Engine) -> None:
    """Its rows must not be left out of a load that says it loads everything."""
    rows = "区县,渠道,名称,名称,日期\n渝北区,其他,讲座,讲演,2024-09-02\n"
    files = [
        Upload(name="宣传活动.csv", content=rows.encode()),
        sheet("institutions", INSTITUTIONS),
    ]
    found = look(ready, files)
    ((question, _),) = found.questions
    assert (found.rows_added, found.closed, found.loadable) == (2, True, False)
    with pytest.raises(LoadRefusedError, match="不能读取"):
        commit(ready, found, by="测试")
    decided = look(ready, files, decisions={question.key: "3"}, earlier=found)
    assert (decided.rows_added, decided.loadable) == (3, True)


def test_a_sheet_whose_codes_lost_their_zeros_is_loaded_in_no_part(ready: Engine) -> None:
    """That is known at its end, when its rows are staged; the rows of other files stand."""
    put(ready, [sheet("institutions", INSTITUTIONS)])
    rows = [
        dict(FINDINGS[0], 检查编号="", 问题编号=code, 问题描述=code) for code in ("0012", "345")
    ]
    files = [sheet("findings", rows), sheet("exam_sites", EXAM_SITES)]
    found = look(ready, files)
    ((question, _),) = found.questions
    assert (found.rows_added, found.rows_refused, found.closed) == (1, 2, True)
    with pytest.raises(LoadRefusedError):
        commit(ready, found, by="测试")
    decided = look(ready, files, decisions={question.key: "4"}, earlier=found)
    assert (decided.rows_added, decided.loadable) == (3, True)
    commit(ready, found, by="测试", partial=True)
    assert ledgers_of(ready)["finding"] == []
    commit(ready, look(ready, files, decisions={question.key: "4"}), by="测试")
    assert {one["number"] for one in ledgers_of(ready)["finding"]} == {"0012", "0345"}


def test_two_files_of_one_name_are_told_apart(ready: Engine) -> None:
    files = [sheet("institutions", INSTITUTIONS[:1]), sheet("institutions", INSTITUTIONS[1:])]
    found = look(ready, files)
    assert [one.name for one in found.files] == ["机构台账.csv", "另一个机构台账.csv"]
    assert [one.file for one in found.batches] == [one.name for one in found.files]


def test_progress_is_told(ready: Engine) -> None:
    told: list[Any] = []
    look(ready, sheets(), watch=told.append)
    assert [one.label for one in told][:1] == ["打开机构台账.csv（1/9）"]
    assert any(one.label == "核对考试月报" for one in told)


def test_a_class_after_elimination_is_loaded_with_a_hint(ready: Engine) -> None:
    reviews = [
        {
            **UNIT,
            "机构名称": COLLEGE,
            "复核轮次": "2024年复核",
            "阶段": "市级督查",
            "结论": "淘汰",
            "结论日期": "2024-08-01",
        }
    ]
    files = sheets({"institutions": INSTITUTIONS, "reviews": reviews, "classes": CLASSES})
    found = look(ready, files)
    (hint,) = found.problems
    assert (hint.rule, hint.level.value, hint.row) == ("class-after-elimination", "warn", 2)
    assert "提示核查" in hint.message
    assert found.loadable


def test_a_class_of_a_reinstated_institution_is_no_hint(ready: Engine) -> None:
    decided = {**UNIT, "机构名称": COLLEGE, "复核轮次": "2024年复核"}
    reviews = [
        {**decided, "阶段": "区县检查", "结论": "淘汰", "结论日期": "2024-07-01"},
        {**decided, "阶段": "市级督查", "结论": "合格", "结论日期": "2024-08-01"},
    ]
    files = sheets({"institutions": INSTITUTIONS, "reviews": reviews, "classes": CLASSES})
    assert look(ready, files).problems == ()


def test_a_register_line_that_is_refused_is_named_where_it_is_missed(ready: Engine) -> None:
    rows = changed(INSTITUTIONS, 1, 区县="渝南区")
    months = changed(EXAM_MONTHS[1:], 0, 考点或机构=SCHOOL)
    twice = [*rows[:1], {**rows[0], "理论座位数": "7"}]
    found = look(ready, [sheet("institutions", twice), sheet("exam_months", months)])
    assert [(one.row, one.rule) for one in found.problems] == [
        (2, "same-key-other-content"),
        (3, "same-key-other-content"),
        (2, "body-refused"),
    ]


def _shuffled(rolled: random.Random, items: list[Any]) -> list[Any]:
    return rolled.sample(items, len(items))


def _take_back(engine: Engine) -> None:
    """Undo every load, newest first, so that the next example begins as this one did."""
    with reading(engine) as session:
        loads = session.execute(
            select(ImportBatch.load_number, func.min(ImportBatch.id))
            .where(ImportBatch.status == "loaded")
            .group_by(ImportBatch.load_number)
            .order_by(ImportBatch.load_number.desc())
        ).all()
    for _, batch in loads:
        undo(engine, batch, by="测试", whole_load=True)
    assert brought(engine) == []


def _trades(engine: Engine) -> set[str]:
    with reading(engine) as session:
        return set(session.scalars(select(ExamMonth.trade)))
