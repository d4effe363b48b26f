"""Answers cannot be built without what every surface needs."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace

import pytest
from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Card, Chart, Column, Map, Pages, in_rows
from dashboard.sections.figure_cell import FigureCell
from dashboard.sections.view import View
from tests.views import figure_of, view_on


@pytest.mark.parametrize("kind", [Chart, Map])
def test_a_drawing_needs_its_table_and_its_words(kind: type) -> None:
    needed = {one.name for one in fields(kind) if one.default is MISSING}
    assert {"table", "alt", "title", "key"} <= needed


def test_a_column_carries_its_unit_in_the_head() -> None:
    assert Column(label="发现问题", unit="findings").heading == "发现问题（项）"
    assert Column(label="机构").heading == "机构"


def test_an_unknown_unit_is_noticed() -> None:
    with pytest.raises(KeyError):
        _ = Column(label="苹果", unit="apples").heading


def test_there_is_always_one_page() -> None:
    assert Pages(name="page", total=0, size=20, current=1).count == 1


def test_a_filter_that_does_not_touch_a_card_is_said_on_it(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(category="培训档案"))
    visits, found = (_shown(view, demo_engine, key) for key in ("inspections", "findings"))
    assert Card(title="检查", figures=(visits,)).note == "不受问题类别筛选影响"
    both = Card(title="检查", figures=(visits, found), note="说明")
    assert both.note == "说明；检查次数不受问题类别筛选影响"
    assert replace(both, title="又一次").note == both.note
    assert Card(title="问题", figures=(found,)).note == ""


def test_any_number_of_cards_stands_in_rows_of_six() -> None:
    cards = tuple(Card(title=str(at), figures=()) for at in range(8))
    assert [len(row.cards) for row in in_rows(cards)] == [6, 2]
    assert in_rows(()) == ()


def _shown(view: View, engine: Engine, metric: str) -> FigureCell:
    return view.show(figure_of(metric, engine=engine, as_of=view.as_of, filters=view.filters))
