"""The generator's stores are whole: marked, complete until their day, and true to every check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard.metrics.checks.verify import verify
from dashboard.store.models.inspections import Finding, RectificationOrder
from dashboard.store.models.training import ExamMonth
from dashboard.store.state import read_state, tables
from tests.bench.filling import fill
from tests.bench.sizes import Size
from tests.stores import Stores

SMALL = Size(key="T", rows=4_000)


@pytest.fixture
def small_engine(dialect: str, stores: Stores) -> Engine:
    return stores.shared(dialect, "bench", fill=lambda engine: fill(engine, SMALL))


def test_a_filled_store_passes_every_check(small_engine: Engine) -> None:
    state = read_state(small_engine)
    with Session(small_engine) as session:
        found = verify(session, data_until=state.data_until)
    assert [(one.key, one.examples) for one in found if not one.passed] == []


def test_a_filled_store_is_a_demo_of_two_loads_until_its_last_day(small_engine: Engine) -> None:
    state = read_state(small_engine)
    assert (state.dataset, state.revision, state.data_until) == ("demo", 2, date(2024, 12, 31))


def test_a_filled_store_holds_the_rows_of_its_size_beside_the_demos(
    small_engine: Engine, demo_engine: Engine
) -> None:
    def more(model: type) -> int:
        asked = select(func.count()).select_from(model)
        held = []
        for engine in (small_engine, demo_engine):
            with Session(engine) as session:
                held.append(session.scalar(asked) or 0)
        return held[0] - held[1]

    assert more(Finding) == pytest.approx(SMALL.rows, rel=0.05)
    assert more(ExamMonth) == pytest.approx(SMALL.rows, rel=0.05)


def test_findings_stand_open_overdue_reopened_and_out_of_orders(small_engine: Engine) -> None:
    late = (Finding.closed_on.is_(None), Finding.due_on < date(2024, 12, 31))
    told: dict[str, Callable[[Session], int | None]] = {
        "open": lambda session: _count(session, Finding.closed_on.is_(None)),
        "overdue": lambda session: _count(session, *late),
        "reopened": lambda session: _count(session, Finding.reopened_on.is_not(None)),
        "without order": lambda session: _count(session, Finding.order_id.is_(None)),
        "years": lambda session: session.scalar(
            select(func.count(func.distinct(func.extract("year", RectificationOrder.issued_on))))
        ),
    }
    with Session(small_engine) as session:
        found = {name: count(session) for name, count in told.items()}
    assert found.pop("years") == 10
    assert all(found.values()), found


def test_the_same_size_is_the_same_rows(stores: Stores) -> None:
    with stores.fresh("sqlite") as one, stores.fresh("sqlite") as other:
        fill(one, SMALL)
        fill(other, SMALL)
        for table in tables():
            if table.name != "store_state":
                with one.connect() as first, other.connect() as second:
                    rows = [list(each.execute(select(table))) for each in (first, second)]
                assert rows[0] == rows[1], table.name


def _count(session: Session, *which: object) -> int | None:
    return session.scalar(select(func.count()).select_from(Finding).where(*which))  # type: ignore[arg-type]
