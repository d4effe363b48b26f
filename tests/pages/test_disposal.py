"""The first thing a reader writes: filled in, confirmed, seen by everybody, taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard import preparing
from dashboard.store.models.operation import AuditEvent
from dashboard.store.models.watch import AlertDisposal
from dashboard.surfaces.screen import resources
from dashboard.watch.engine import read_watch
from tests.conftest import load_whole_demo
from tests.screen import Screen, screen_on, url_of


def _key(engine: Engine) -> str:
    """The key of the demo's newest orange alert."""
    with Session(engine) as session:
        found = read_watch(session, as_of=date(2024, 12, 31))
    return next(one.key for one in found.alerts if one.level == "orange")


def _press(screen: Screen, label: str) -> None:
    (button,) = (one for one in screen.app.button if one.label == label)
    button.click().run()
    assert not screen.app.exception


def test_a_verdict_is_written_seen_by_all_and_taken_back(empty_engine: Engine) -> None:
    load_whole_demo(empty_engine)
    key = _key(empty_engine)
    with screen_on(url_of(empty_engine)) as screen:
        screen.open("watch")
        waiting = screen.text.split("待核查")[1].split("条")[0]
        screen.open("watch", alert=key)
        screen.app.radio[0].set_value("解释合理")
        screen.app.text_input[0].set_value("<b>示例经办人")
        _press(screen, "核对后提交")
        assert _written(empty_engine) == (0, 0)
        _press(screen, "确认写入")
        assert "已记为“解释合理”" in screen.text
        assert "&lt;b&gt;示例经办人" in screen.html
        assert _written(empty_engine) == (1, 1)

        other = Screen(screen.url).open("watch", disposal="解释合理")
        assert key in "".join(other.links)
        assert f"待核查{int(waiting) - 1}条" in other.text

        screen.app.text_input[1].set_value("另一位")
        _press(screen, "撤回为待核查")
        _press(screen, "确认撤回")
        assert "撤回处置" in screen.text
        assert _written(empty_engine) == (2, 2)
        assert f"待核查{waiting}条" in other.open("watch").text


def test_who_writes_sees_it_while_others_are_shown_the_state_before(
    empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    load_whole_demo(empty_engine)
    key = _key(empty_engine)
    with screen_on(url_of(empty_engine)) as screen:
        resources.revision_cache(screen.url).is_prepared = True
        preparing.prepare_newest()
        before = screen.open("watch").text
        screen.open("watch", alert=key)
        screen.app.radio[0].set_value("解释合理")
        screen.app.text_input[0].set_value("示例经办人")
        _press(screen, "核对后提交")
        _press(screen, "确认写入")
        assert "撤回为待核查" in [one.label for one in screen.app.button]
        other = Screen(screen.url)
        assert other.open("watch").text == before
        preparing.prepare_newest()
        assert other.open("watch").text != before


def _written(engine: Engine) -> tuple[int, int]:
    """Verdicts and audit events in the store."""
    with Session(engine) as session:
        verdicts, events = (
            session.scalar(select(func.count()).select_from(table))
            for table in (AlertDisposal, AuditEvent)
        )
    return int(verdicts or 0), int(events or 0)
