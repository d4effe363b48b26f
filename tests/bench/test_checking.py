"""`oversight check` reads every row a few times, however many there are."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard.metrics.checks.constraints import constraints
from dashboard.metrics.checks.dates import DATE_RULES
from dashboard.metrics.checks.places import places
from dashboard.store.gazetteer import read_places
from dashboard.store.state import tables
from tests.bench.large import large_store
from tests.bench.work import asked, scanned
from tests.stores import Stores

pytestmark = pytest.mark.xdist_group("bench K")

MOST_READ = 24
"""How many times the rows of the store all rules may read, those of the tables joined included."""


def test_rules_over_rows_read_each_row_a_few_times(stores: Stores) -> None:
    engine = large_store(stores)
    with asked(engine) as statements, Session(engine) as session:
        places(session, read_places(session))
        for rule in DATE_RULES:
            rule.outcome(session)
        constraints(session)
    with engine.connect() as connection:
        read = sum(scanned(connection, *one) for one in statements)
    assert read <= MOST_READ * _rows(engine)


def _rows(engine: Engine) -> int:
    with engine.connect() as connection:
        counts = (select(func.count()).select_from(table) for table in tables())
        return sum(connection.scalar(count) or 0 for count in counts)
