from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.metrics.progress import STAGES
from dashboard.sections.answer import Answer, Card, Cards
from dashboard.sections.figure_cell import Link
from dashboard.sections.rectification.board import BOARD, COUNTED, term_text
from tests.views import answer_of, view_on


def answered(engine: Engine, *, as_of: date | None = None, **chosen: str) -> Answer:
    view = view_on(engine, filters=Filters(**chosen), as_of=as_of)
    return answer_of(BOARD, view, engine=engine)


def cards_of(answer: Answer) -> tuple[Card, ...]:
    (cards,) = (block for block in answer.blocks if isinstance(block, Cards))
    return cards.cards


def test_every_stage_has_its_column_and_together_they_are_all_findings(
    demo_engine: Engine,
) -> None:
    answer = answered(demo_engine)
    cards = cards_of(answer)
    assert [card.title.split("：")[0] for card in cards] == list(STAGES.values())
    total = sum(int(card.figures[0].value or 0) for card in cards[:-1])
    assert f"未销号的{total}项各在一个环节" in answer.title


def test_a_column_is_split_by_how_long_it_waits(demo_engine: Engine) -> None:
    *waiting, closed = cards_of(answered(demo_engine))
    for card in waiting:
        assert sum(part.value for part in card.bar) == card.figures[0].value
        assert "停留最久" in card.note
        assert 1 <= len(card.lines) <= 3
    assert closed.bar == ()


def test_urgent_rows_lead_to_the_institution_and_the_list_to_its_stage(
    demo_engine: Engine,
) -> None:
    card = cards_of(answered(demo_engine))[1]
    linked = [line for line in card.lines if isinstance(line, Link)]
    assert linked
    assert all(line.page == "institutions" and line.params["institution"] for line in linked)
    assert card.more is not None
    assert card.more.params == {"period": "全部", "stage": "整改中", "term": "全部未销号"}


def test_orders_stand_beside_findings_where_there_are_any(demo_engine: Engine) -> None:
    found, *others = cards_of(answered(demo_engine))
    assert len(found.figures) == 1
    assert all(card.figures[1].figure.metric.startswith("orders_") for card in others)
    assert [keys[0].startswith("findings_") for keys in COUNTED.values()] == [True] * 6


def test_where_nothing_sticks_the_title_says_so(demo_engine: Engine) -> None:
    assert answered(demo_engine, district="沙坪坝区").title.endswith("没有未销号的问题")
    assert answered(demo_engine, as_of=date(2015, 1, 1)).title.endswith("未检查")


@pytest.mark.parametrize(
    ("overdue", "said"), [(None, "未设期限"), (3, "超期3天"), (0, "今天到期"), (-5, "还有5天")]
)
def test_a_term_is_said_from_the_day(overdue: int | None, said: str) -> None:
    assert term_text(overdue) == said
