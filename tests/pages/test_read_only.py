"""A store that lets itself be read and not be written: every act says so and the page stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from dashboard.store.models.operation import AuditEvent, StoreState
from dashboard.watch.engine import read_watch
from tests.conftest import load_whole_demo
from tests.dashboard.surfaces.screen.briefings import new_briefing, press, sign
from tests.screen import Screen, screen_on, url_of

TOLD = {
    "sqlite": "PRAGMA query_only=ON",
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
}


@pytest.fixture
def screen(empty_engine: Engine) -> Iterator[Screen]:
    """A reader of a demo with one briefing, which the database then keeps as it is."""
    load_whole_demo(empty_engine)
    with screen_on(url_of(empty_engine)) as screen:
        new_briefing(screen)
        _only_reads(screen.engine)
        before = _stand(empty_engine)
        yield screen
        assert _stand(empty_engine) == before, "nothing was written"


def test_briefings(screen: Screen) -> None:
    sign(screen.open("briefings"))
    _refused(press(screen, "新建"), "从模板新建")
    _refused(press(screen, "归档"), "从模板新建")
    press(screen, "编辑")
    assert "板块" in screen.text
    _refused(press(screen, "冻结成版本"), "板块")
    screen.app.text_input(key="briefing-title-0").set_value("改过的")
    screen.rerun()
    _refused(press(screen, "保存"), "板块")
    assert "有未保存的修改" in screen.text, "what was edited is still there"


def test_a_verdict_on_an_alert(screen: Screen) -> None:
    with Session(screen.engine) as session:
        found = read_watch(session, as_of=_newest(screen.engine))
    key = next(one.key for one in found.alerts if one.level == "orange")
    screen.open("watch", alert=key)
    screen.app.radio[0].set_value("解释合理")
    screen.app.text_input[0].set_value("示例经办人")
    press(screen, "核对后提交")
    _refused(press(screen, "确认写入"), "处置")


def test_an_import_taken_back(screen: Screen) -> None:
    sign(screen.open("data-import"))
    batches = screen.app.selectbox(key="import-batch")
    batches.set_value(batches.options[0])
    screen.rerun()
    _refused(press(screen, "确认撤销"), "导入记录与撤销")


def _refused(screen: Screen, stands: str) -> None:
    assert len(screen.app.exception) == 0
    assert 'class="failure"' not in screen.html
    assert 'class="notice warning"' in screen.html
    assert stands in screen.text


def _only_reads(engine: Engine) -> None:
    """Have the database refuse what the product writes."""

    @event.listens_for(engine, "connect")
    def tell(connection: Any, _record: Any) -> None:
        connection.cursor().execute(TOLD[engine.dialect.name])
        connection.commit()

    engine.dispose()


def _stand(engine: Engine) -> tuple[int, int]:
    with Session(engine) as session:
        events = session.scalar(select(func.count()).select_from(AuditEvent))
        revision = session.scalar(select(StoreState.revision))
    return events or 0, revision or 0


def _newest(engine: Engine) -> Any:
    with Session(engine) as session:
        return session.scalar(select(StoreState.data_until))
