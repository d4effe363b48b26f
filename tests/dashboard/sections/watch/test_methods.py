from __future__ import annotations

from sqlalchemy import Engine

from dashboard.sections.answer import Sentences, Table
from dashboard.sections.watch.methods import METHODS_SAID
from dashboard.watch.indicators import INDICATORS
from tests.dashboard.sections.watch.alerts import watch_of
from tests.views import view_on


def test_every_indicator_and_the_false_alarms_are_explained(circular_engine: Engine) -> None:
    answer = METHODS_SAID.answer(view_on(circular_engine), {"watch": watch_of()})
    (words,) = (one for one in answer.blocks if isinstance(one, Sentences))
    (table,) = (one for one in answer.blocks if isinstance(one, Table))
    assert any("7.1条" in item for item in words.items)
    assert any("2026年6月1日" in item for item in words.items)
    used = "、".join(str(row[1]) for row in table.rows)
    assert all(one.label in used for one in INDICATORS.values())
    assert "考试容量不匹配44个" in [row[3] for row in table.rows]


def test_without_data_nothing_was_left_unjudged(circular_engine: Engine) -> None:
    answer = METHODS_SAID.answer(view_on(circular_engine), {"watch": watch_of(has_data=False)})
    (table,) = (one for one in answer.blocks if isinstance(one, Table))
    assert all(row[3] is None for row in table.rows)
