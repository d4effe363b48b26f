"""Undoing: the ledgers as if the batch had not been, unless something later builds on it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from dashboard.demo.practice import PRACTICE
from dashboard.errors import UndoRefusedError
from dashboard.store.engine import reading
from dashboard.store.models.operation import AuditEvent, ImportBatch
from dashboard.store.state import read_state
from data_loaders.batches import Upload, commit, history, preview, undo
from tests.conftest import load_whole_demo
from tests.handed_in import (
    CASES,
    EXAM_MONTHS,
    FINDINGS,
    INSTITUTIONS,
    brought,
    changed,
    ledgers_of,
    put,
    sheet,
    sheets,
)
from tests.stores import Stores


def _corrections() -> list[list[Upload]]:
    """Loads that build on `sheets()` and on each other in several ways."""
    return [
        [sheet("findings", changed(FINDINGS, 0, 整改期限="2024-12-09", 复查结果="不通过"))],
        [
            sheet(
                "cases", changed(CASES, 0, **{"罚款金额（元）": "", "处罚日期": "", "阶段": "查实"})
            )
        ],
        [sheet("institutions", changed(INSTITUTIONS, 1, 理论座位数="90", 机构类型="事业单位"))],
        [sheet("exam_months", changed(EXAM_MONTHS, 1, 工种="焊接作业", 理论首考人数="41"))],
        [
            sheet("findings", [{**FINDINGS[0], "问题编号": "题9", "问题描述": "教具破损"}]),
            sheet("exam_months", changed(EXAM_MONTHS, 0, 理论首考合格人数="")),
        ],
    ]


def test_load_then_undo_is_nothing(ready: Engine) -> None:
    done = put(ready, sheets())
    batch = done.batch_ids[0]
    taken = undo(ready, batch, by="王五", whole_load=True)
    assert taken.batch_ids == done.batch_ids
    assert taken.rows_restored == 0
    assert brought(ready) == []
    state = read_state(ready)
    assert (state.revision, state.data_until) == (3, None)
    with reading(ready) as session:
        assert {one.status for one in history(session)} == {"undone"}
        assert {one.undone_by for one in history(session)} == {"王五"}
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
        assert last is not None
        assert (last.actor, last.action) == ("王五", "undo")
    assert put(ready, sheets()).number == 2, "loading again is how an undo is undone"


@given(order=st.permutations(range(5)), kept=st.integers(0, 4))
@settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_sequence_of_loads_is_undone_step_by_step(
    ready: Engine, order: list[int], kept: int
) -> None:
    before = [ledgers_of(ready)]
    loads = [put(ready, sheets())]
    for place in order[: kept + 1]:
        before.append(ledgers_of(ready))
        loads.append(put(ready, _corrections()[place]))
    for done, was in zip(reversed(loads), reversed(before), strict=True):
        undo(ready, done.batch_ids[-1], by="测试", whole_load=True)
        assert ledgers_of(ready) == was


def test_what_later_batches_build_on_is_not_undone_and_they_are_named(ready: Engine) -> None:
    first = put(ready, sheets())
    second = put(ready, _corrections()[2])
    with pytest.raises(UndoRefusedError) as caught:
        undo(ready, first.batch_ids[0], by="测试", whole_load=True)
    assert f"批次{second.batch_ids[0]}（机构台账，机构台账.csv" in caught.value.zh
    undo(ready, second.batch_ids[0], by="测试")
    undo(ready, first.batch_ids[0], by="测试", whole_load=True)


def test_rows_that_others_refer_to_are_not_undone(ready: Engine) -> None:
    put(ready, [sheet("institutions", INSTITUTIONS), sheets()[1]])
    months = put(ready, [sheet("exam_months", EXAM_MONTHS)])
    with pytest.raises(UndoRefusedError, match=f"批次{months.batch_ids[0]}（考试月报"):
        undo(ready, 1, by="测试")


def test_one_batch_of_a_load_can_be_undone_alone(ready: Engine) -> None:
    done = put(ready, sheets())
    with reading(ready) as session:
        publicity = next(one for one in history(session) if one.ledger == "publicity")
    undo(ready, publicity.id, by="测试")
    rows = ledgers_of(ready)
    assert rows["publicity_activity"] == []
    assert len(rows["institution"]) == 2
    with pytest.raises(UndoRefusedError, match="已于"):
        undo(ready, publicity.id, by="测试")
    undo(ready, done.batch_ids[0], by="测试", whole_load=True)


def test_no_batch_of_that_number(ready: Engine) -> None:
    with pytest.raises(UndoRefusedError, match="没有批次7"):
        undo(ready, 7, by="测试")


def test_a_demos_batches_stay(demo_engine: Engine) -> None:
    with pytest.raises(UndoRefusedError, match="--rebuild"):
        undo(demo_engine, 1, by="测试")
    with reading(demo_engine) as session:
        assert session.scalars(select(ImportBatch.status).distinct()).all() == ["loaded"]


def test_what_a_demo_was_given_later_is_undone_as_elsewhere(dialect: str, stores: Stores) -> None:
    with stores.fresh(dialect) as engine:
        load_whole_demo(engine)
        good = PRACTICE[0]
        file = Upload(name=good.file_name, content=good.make())
        done = commit(engine, preview(engine, [file], today=date(2025, 2, 1)), by="测试")
        assert undo(engine, done.batch_ids[0], by="测试", whole_load=True).rows_removed
        with pytest.raises(UndoRefusedError, match="--rebuild"):
            undo(engine, 1, by="测试", whole_load=True)
