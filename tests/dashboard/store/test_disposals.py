"""A verdict is written whole or not at all, and everybody sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.errors import DatasetMismatchError, DisposalError
from dashboard.store.disposals import OFFICER_LETTERS, REMARK_LETTERS, Subject, dispose
from dashboard.store.models.operation import AuditEvent
from dashboard.store.models.watch import AlertDisposal
from dashboard.store.state import loading, read_state

ALERT = Subject(
    alert_key="0123456789abcdef",
    indicator="theory_rise",
    period=date(2024, 7, 1),
    method="rise/1",
    entity="示例机构　低压电工作业",
    level="orange",
    said="理论首考合格率96.7%",
    evidence="fedcba",
)


@pytest.fixture
def store(empty_engine: Engine) -> Engine:
    with loading(empty_engine, dataset="demo"):
        pass
    return empty_engine


def _write(engine: Engine, **changes: Any) -> int:
    given = {"dataset": "demo", "seen": None, "verdict": "explained", "officer": "示例经办人"}
    return dispose(engine, ALERT, **{**given, **changes})


def _rows(engine: Engine) -> list[AlertDisposal]:
    with Session(engine) as session:
        return list(session.scalars(select(AlertDisposal).order_by(AlertDisposal.id)))


def test_a_verdict_its_audit_and_a_revision_are_written_together(store: Engine) -> None:
    _write(store, remark=" 首次开展免培训考生 ")
    (row,) = _rows(store)
    assert (row.verdict, row.officer, row.remark) == (
        "explained",
        "示例经办人",
        "首次开展免培训考生",
    )
    assert (row.said, row.evidence, row.level) == (ALERT.said, ALERT.evidence, "orange")
    with Session(store) as session:
        (event,) = session.scalars(select(AuditEvent))
    assert (event.action, event.actor, event.result) == ("dispose", "示例经办人", "ok")
    assert event.object_name == "0123456789abcdef 示例机构　低压电工作业"
    assert read_state(store).revision == 2


def test_a_revision_keeps_the_earlier_verdict(store: Engine) -> None:
    first = _write(store)
    second = _write(store, seen=first, verdict="confirmed", officer="另一位")
    assert [(row.id, row.verdict) for row in _rows(store)] == [
        (first, "explained"),
        (second, "confirmed"),
    ]


def test_undoing_is_a_verdict_of_its_own(store: Engine) -> None:
    first = _write(store)
    _write(store, seen=first, verdict="pending")
    assert [row.verdict for row in _rows(store)] == ["explained", "pending"]
    with Session(store) as session:
        actions = list(session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))
    assert actions == ["dispose", "undo_disposal"]


def test_who_did_not_see_the_newest_verdict_is_told(store: Engine) -> None:
    _write(store)
    with pytest.raises(DisposalError, match="刚刚由他人处置"):
        _write(store, verdict="confirmed")
    assert len(_rows(store)) == 1
    assert read_state(store).revision == 2


def test_another_alert_does_not_stand_in_the_way(store: Engine) -> None:
    _write(store)
    dispose(
        store,
        replace(ALERT, alert_key="another"),
        dataset="demo",
        seen=None,
        verdict="confirmed",
        officer="甲",
    )
    assert len(_rows(store)) == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"officer": "  "}, "请填写经办人"),
        ({"officer": "长" * (OFFICER_LETTERS + 1)}, "最多40字"),
        ({"remark": "长" * (REMARK_LETTERS + 1)}, "最多500字"),
        ({"verdict": "guilty"}, "不在处置结论之列"),
        ({"verdict": "pending"}, "无从撤回"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is(
    store: Engine, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(DisposalError, match=said):
        _write(store, **wrong)
    assert _rows(store) == []
    assert read_state(store).revision == 1


def test_a_verdict_on_demo_data_never_reaches_a_production_store(store: Engine) -> None:
    with pytest.raises(DatasetMismatchError):
        _write(store, dataset="production")
    assert _rows(store) == []
