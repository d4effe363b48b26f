"""The headline, and that closing the easy ones alone does not improve it."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import mean

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, Measured, measure
from dashboard.sections.answer import Answer, Cards, Sentences
from dashboard.sections.rectification.clock import CLOCK
from dashboard.store.models.inspections import Finding
from dashboard.store.state import loading
from tests.conftest import load_circular_alone
from tests.ledger import Ledger
from tests.views import answer_of, view_on

DAY = date(2024, 12, 31)
EASY, HARD = 40, 12


def answered(engine: Engine, *, as_of: date | None = None, **chosen: str) -> Answer:
    view = view_on(engine, filters=Filters(**chosen), as_of=as_of)
    return answer_of(CLOCK, view, engine=engine)


def said(answer: Answer) -> str:
    sentences = [block for block in answer.blocks if isinstance(block, Sentences)]
    return " ".join(item for block in sentences for item in block.items)


def test_the_title_names_open_late_and_the_oldest(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        still = [one for one in session.scalars(select(Finding)) if one.closed_on is None]
    late = [(DAY - one.due_on).days for one in still if one.due_on and one.due_on < DAY]
    assert answered(demo_engine).title == (
        f"全市{len(still)}项未销号，{len(late)}项已超期，最久的超期{max(late)}天"
    )


def test_findings_and_orders_stand_side_by_side(demo_engine: Engine) -> None:
    cards = answered(demo_engine).blocks[0]
    assert isinstance(cards, Cards)
    metrics = [[shown.figure.metric for shown in card.figures] for card in cards.cards]
    for pair in (
        ("findings_open", "orders_open"),
        ("findings_overdue", "orders_overdue"),
        ("due_7", "orders_due_7"),
        ("days_to_close", "order_days_to_close"),
    ):
        assert any(set(pair) <= set(keys) for keys in metrics), pair


def test_a_clean_district_and_an_unvisited_one_are_two_things(demo_engine: Engine) -> None:
    assert answered(demo_engine, district="沙坪坝区").title == "沙坪坝区期间内发现的问题全部销号"
    assert answered(demo_engine, district="城口县").title == "城口县期间内没有检查和问题记录"


def test_the_circular_alone_gives_what_it_states_and_what_it_leaves_open(
    circular_engine: Engine,
) -> None:
    answer = answered(circular_engine)
    assert "尚未导入" in answer.title
    (cards,) = (block for block in answer.blocks if isinstance(block, Cards))
    lookback, own = cards.cards
    assert [shown.text for shown in lookback.figures] == ["181项"]
    assert [shown.text for shown in own.figures] == ["2份", "100.0%"]
    assert [card.title[:4] for card in cards.cards] == ["2024", "沙坪坝区"]
    assert "原文未说明" in said(answer)


def test_what_has_no_term_is_not_forgotten(demo_engine: Engine) -> None:
    assert "1项未销号问题没有整改期限" in said(answered(demo_engine))


def test_closing_the_easy_ones_alone_does_not_improve_the_headline(empty_engine: Engine) -> None:
    """A bureau closes every easy finding of the year and leaves the hard ones lying."""
    _load(empty_engine)
    before = _figures(empty_engine)
    title = answered(empty_engine, as_of=DAY).title
    naive = _mean_of_closed(empty_engine)
    _close_easy(empty_engine)
    after = _figures(empty_engine)
    # The mean of what is closed falls, which is why it is not shown.
    assert _mean_of_closed(empty_engine) < naive
    assert answered(empty_engine, as_of=DAY).title.split("，", 1)[1] == title.split("，", 1)[1]
    for key in ("findings_overdue", "findings_overdue_over_90", "overdue_share", "on_time_share"):
        assert after.get(key).value == before.get(key).value, key
    hard = [
        _figures(empty_engine, severity="重大").get(key)
        for key in ("days_to_close", "days_to_close_most")
    ]
    assert [one.value for one in hard] == [None, None]
    assert all(one.unreached for one in hard)
    # Of all findings more than a tenth lie open, so that nine tenths stay out of reach.
    assert after.get("days_to_close_most").unreached
    assert "还没有九成销号" in said(answered(empty_engine, as_of=DAY))


def test_leaving_the_hard_ones_open_never_looks_better_than_closing_them(
    empty_engine: Engine,
) -> None:
    _load(empty_engine)
    _close_easy(empty_engine)
    left = _figures(empty_engine)
    with loading(empty_engine, dataset="production") as session:
        for one in session.scalars(select(Finding).where(Finding.severity == "critical")):
            one.closed_on = DAY
    closed = _figures(empty_engine)
    assert closed.get("days_to_close").value <= left.get("days_to_close").value
    assert left.get("days_to_close_most").unreached
    assert closed.get("days_to_close_most").value is not None
    assert closed.get("findings_overdue").value == 0


def _load(engine: Engine) -> None:
    """Easy findings of this month, not due yet and half of them closed; hard ones long past due."""
    load_circular_alone(engine)
    with loading(engine, dataset="production") as session:
        ledger = Ledger(session)
        for at in range(EASY):
            found = DAY - timedelta(days=20)
            closed = found + timedelta(days=10) if at % 2 else None
            ledger.add(
                "finding",
                inspection_id=ledger.add("inspection", inspected_on=found),
                severity="minor",
                found_on=found,
                due_on=DAY + timedelta(days=10),
                closed_on=closed,
            )
        for at in range(HARD):
            found = DAY - timedelta(days=200 + at)
            ledger.add(
                "finding",
                inspection_id=ledger.add("inspection", inspected_on=found),
                severity="critical",
                found_on=found,
                due_on=found + timedelta(days=30),
                closed_on=found + timedelta(days=120) if at == 0 else None,
            )


def _close_easy(engine: Engine) -> None:
    with loading(engine, dataset="production") as session:
        for one in session.scalars(select(Finding).where(Finding.severity == "minor")):
            one.closed_on = one.closed_on or one.found_on + timedelta(days=4)


def _figures(engine: Engine, **chosen: str) -> Measured:
    keys = (
        *("days_to_close", "days_to_close_most", "findings_overdue", "findings_overdue_over_90"),
        *("overdue_share", "on_time_share"),
    )
    with Session(engine) as session:
        question = FigureQuery(metrics=keys, as_of=DAY, filters=Filters(**chosen))
        return measure(session, [question])[0]


def _mean_of_closed(engine: Engine) -> float:
    with Session(engine) as session:
        return mean(
            (one.closed_on - one.found_on).days
            for one in session.scalars(select(Finding))
            if one.closed_on
        )
