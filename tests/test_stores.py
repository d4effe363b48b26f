"""The tests' own stores: what one test leaves behind never reaches the next."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from dashboard.store.models.places import District
from dashboard.store.models.standards import Standard
from dashboard.store.schema import SCHEMA_VERSION
from dashboard.store.state import loading
from data_loaders.places import load_places
from tests.stores import Stores


def test_rows_and_keys_start_anew(dialect: str, stores: Stores) -> None:
    for _ in range(2):
        with (
            stores.fresh(dialect) as engine,
            loading(engine, dataset="production") as session,
        ):
            assert session.scalar(select(func.count()).select_from(District)) == 0
            load_places(session)
            first = select(District.id).where(District.code == "500101")
            assert session.scalar(first) == 1


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE standard_alias",
        "ALTER TABLE clause ADD COLUMN spare INTEGER",
        "DROP INDEX ix_finding_district_found",
        "UPDATE alembic_version SET version_num = '9999'",
        "DROP TABLE alembic_version",
    ],
)
def test_a_changed_schema_is_thrown_away(dialect: str, stores: Stores, change: str) -> None:
    with stores.fresh(dialect) as engine, engine.begin() as connection:
        connection.execute(text(change))
    with stores.fresh(dialect) as engine, engine.connect() as connection:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        columns = connection.execute(text("SELECT * FROM clause")).keys()
        connection.execute(text("SELECT * FROM standard_alias"))
        assert version == SCHEMA_VERSION
        assert "spare" not in columns
        assert connection.scalar(select(func.count()).select_from(Standard)) == 0
