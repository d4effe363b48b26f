"""Facts: joining what a reader filters by never counts a ledger row twice or loses one."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Date, Engine, bindparam, cast, func, literal, null, select
from sqlalchemy.orm import Session

from dashboard.metrics.facts import (
    DIMENSIONS,
    FACTS,
    INTEGER_DIMENSIONS,
    Fact,
    happened,
    month_of,
    not_yet,
    on_day,
)
from dashboard.store.models.operation import LEDGERS

every_fact = pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.key)
DAY = date(2024, 12, 31)


@every_fact
def test_a_joined_row_is_one_ledger_row(fact: Fact, demo_engine: Engine) -> None:
    statement = (
        select(func.count(), func.count(fact.row_id.distinct()))
        .select_from(fact.source)
        .where(fact.where)
    )
    with Session(demo_engine) as session:
        joined, rows = session.execute(statement, on_day(DAY)).one()
    assert joined == rows > 0


@every_fact
def test_joining_loses_no_ledger_row(fact: Fact, demo_engine: Engine) -> None:
    """As of a day after all data, everything the ledger holds is counted."""
    table = fact.row_id.table  # type: ignore[union-attr]
    if fact.key in ("states", "stages", "register", "sites", "exams"):
        pytest.skip("holds some of its ledger's rows on purpose")
    with Session(demo_engine) as session:
        held = session.scalar(select(func.count()).select_from(table))
        counted = session.scalar(
            select(func.count()).select_from(fact.source).where(fact.where),
            on_day(date(2100, 1, 1)),
        )
    assert counted == held


@every_fact
def test_nothing_of_the_future_is_counted(fact: Fact, demo_engine: Engine) -> None:
    if fact.day is None:
        pytest.skip("has no day of its own")
    until = date(2023, 5, 17)
    statement = select(func.max(fact.day)).select_from(fact.source).where(fact.where)
    with Session(demo_engine) as session:
        newest = session.scalar(statement, on_day(until))
    # Nothing was reviewed before 2024.
    assert newest is None or newest <= until


@every_fact
def test_a_fact_can_be_grouped_by_all_its_dimensions(fact: Fact, demo_engine: Engine) -> None:
    assert set(fact.dimensions) <= set(DIMENSIONS)
    groups = list(fact.dimensions.values())
    statement = select(func.count(), *groups).select_from(fact.source).where(fact.where)
    with Session(demo_engine) as session:
        assert session.execute(statement.group_by(*groups), on_day(DAY)).all()


@every_fact
def test_a_fact_names_the_ledger_behind_it(fact: Fact) -> None:
    assert fact.ledger is None or fact.ledger in LEDGERS
    assert fact.label
    assert FACTS[fact.key] is fact


def test_dimensions_of_numbers_are_known() -> None:
    assert set(DIMENSIONS) >= INTEGER_DIMENSIONS


@pytest.mark.parametrize(
    ("day", "has_happened"),
    [(date(2024, 12, 30), True), (DAY, True), (date(2025, 1, 1), False), (None, False)],
)
def test_a_day_has_happened_up_to_and_with_the_day_asked(
    demo_engine: Engine, day: date | None, has_happened: bool
) -> None:
    told = cast(null(), Date) if day is None else literal(day, Date)
    with Session(demo_engine) as session:
        for rule, expected in ((happened(told), has_happened), (not_yet(told), not has_happened)):
            found = session.scalar(select(func.count()).where(rule), on_day(DAY))
            assert bool(found) == expected


@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2024, 2, 29), date(2024, 12, 31)])
def test_a_month_is_a_number(demo_engine: Engine, day: date) -> None:
    with Session(demo_engine) as session:
        month = session.scalar(select(month_of(bindparam("day", type_=Date))), {"day": day})
    assert month == day.year * 100 + day.month
