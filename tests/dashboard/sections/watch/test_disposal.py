from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.errors import DisposalError
from dashboard.sections.answer import Block, Notice, Timeline
from dashboard.sections.form import Form
from dashboard.sections.watch.disposal import disposal_blocks
from dashboard.store.state import loading, read_state
from dashboard.watch.alert import Alert
from dashboard.watch.reading import read_ledgers
from tests.dashboard.sections.watch.alerts import RISE, disposed, verdict
from tests.views import view_on


@pytest.fixture
def store(empty_engine: Engine) -> Engine:
    with loading(empty_engine, dataset="demo"):
        pass
    return empty_engine


def _blocks(engine: Engine, alert: Alert) -> tuple[Block, ...]:
    return disposal_blocks(view_on(engine), alert)


def _forms(blocks: tuple[Block, ...]) -> list[Form]:
    return [block for block in blocks if isinstance(block, Form)]


def _read(engine: Engine, alert: Alert) -> Alert:
    """The alert with what the store knows of it."""
    with Session(engine) as session:
        held = read_ledgers(session, as_of=view_on(engine).as_of)
    return replace(alert, verdicts=held.verdicts.get(alert.key, ()))


GIVEN = {"verdict": "解释合理", "officer": "示例经办人", "remark": "首次开展"}


def test_a_verdict_is_written_revised_and_taken_back(store: Engine) -> None:
    (form,) = _forms(_blocks(store, RISE))
    assert "已记为“解释合理”" in form.send(store, GIVEN)
    once = _read(store, RISE)
    assert (once.verdict, once.has_changed) == ("explained", False)
    assert read_state(store).revision == 2

    revise, undo = _forms(_blocks(store, once))
    assert (revise.title, undo.title) == ("改判", "撤回处置")
    revise.send(store, {**GIVEN, "verdict": "核实属实"})
    twice = _read(store, RISE)
    assert twice.verdict == "confirmed"

    (_, undo) = _forms(_blocks(store, twice))
    assert "恢复为待核查" in undo.send(store, {"officer": "另一位"})
    back = _read(store, RISE)
    assert back.verdict == "pending"
    assert [one.verdict for one in back.verdicts] == ["pending", "confirmed", "explained"]
    assert len(_forms(_blocks(store, back))) == 1, "what waits has nothing to take back"


def test_a_form_drawn_before_someone_elses_verdict_writes_nothing(store: Engine) -> None:
    mine, theirs = (_forms(_blocks(store, RISE))[0] for _ in range(2))
    theirs.send(store, GIVEN)
    with pytest.raises(DisposalError, match="他人处置"):
        mine.send(store, {**GIVEN, "verdict": "数据错误"})
    assert _read(store, RISE).verdict == "explained"


def test_an_officer_must_be_named_and_a_conclusion_chosen(store: Engine) -> None:
    (form,) = _forms(_blocks(store, RISE))
    assert form.problem({**GIVEN, "officer": ""}) == "请填写“经办人”"
    assert form.problem({**GIVEN, "verdict": ""}) == "请填写“结论”"
    assert "尚无登录" in form.note


def test_the_history_tells_who_when_and_what_in_local_time(store: Engine) -> None:
    (history,) = (one for one in _blocks(store, disposed(RISE)) if isinstance(one, Timeline))
    (event,) = history.events
    assert event.day.isoformat() == "2024-08-01"
    assert event.kind == "解释合理"
    assert event.text == "11:30 示例经办人：首次开展（处置时级别：橙）"


def test_a_late_evening_is_the_next_day_here(store: Engine) -> None:
    at: Any = verdict(RISE).decided_at.replace(hour=17, tzinfo=None)
    (history,) = (
        one for one in _blocks(store, disposed(RISE, decided_at=at)) if isinstance(one, Timeline)
    )
    assert history.events[0].day.isoformat() == "2024-08-02"


def test_without_a_verdict_that_is_said(store: Engine) -> None:
    assert any(isinstance(one, Notice) for one in _blocks(store, RISE))
