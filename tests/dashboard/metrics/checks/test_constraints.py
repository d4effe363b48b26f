from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from dashboard.metrics.checks.constraints import constraints
from dashboard.store.state import loading
from data_loaders.places import load_places
from tests.stores import Stores


@pytest.fixture
def lax_session(stores: Stores) -> Iterator[Session]:
    """Places in an SQLite file whose rules a program has switched off; PostgreSQL has no switch."""
    with stores.fresh("sqlite") as engine:
        with loading(engine, dataset="production") as session:
            load_places(session)
        with Session(engine) as session:
            session.connection().exec_driver_sql("PRAGMA ignore_check_constraints=ON")
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            yield session
            session.rollback()


def test_a_row_that_breaks_a_rule_of_its_table_is_named(lax_session: Session) -> None:
    lax_session.execute(
        text("UPDATE district SET valid_from='2020-01-01', valid_to='2019-01-01' WHERE id=1")
    )
    rules, _ = constraints(lax_session)
    assert not rules.passed
    assert "valid_to_not_before_valid_from" in rules.examples[0]
    assert "主键 1" in rules.examples[0]


def test_a_reference_to_nothing_is_named(lax_session: Session) -> None:
    lax_session.execute(text("UPDATE district_alias SET district_id=99999 WHERE id=1"))
    _, references = constraints(lax_session)
    assert not references.passed
    assert "district_alias" in references.examples[0]


def test_a_sound_store_passes(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        found = constraints(session)
    assert all(one.passed and one.checked > 200 for one in found)
