"""The demo store on both dialects, and a way to ask it in SQL that both understand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, text

from dashboard.demo import load_demo
from dashboard.store.state import loading
from data_loaders.places import load_places
from data_loaders.standards import load_standards
from tests.stores import Stores

Ask = Callable[..., Sequence[Any]]

SHORTHANDS = {
    "{of_shapingba}": "district_id = (SELECT id FROM district WHERE code = '500106')",
    "{of_shuangqiao}": "district_id = (SELECT id FROM district WHERE code = 'CQ-SQ')",
    "{of_lookback}": "campaign_id = (SELECT id FROM campaign WHERE kind = 'lookback')",
}


def fill(engine: Engine) -> None:
    with loading(engine, dataset="demo") as session:
        load_places(session)
        load_standards(session)
        load_demo(session)


@pytest.fixture
def demo_engine(dialect: str, stores: Stores) -> Engine:
    """Shared by all tests, so only read it."""
    return stores.shared(dialect, "demo", fill=fill)


@pytest.fixture
def ask(demo_engine: Engine) -> Ask:
    """Asks the demo store in SQL; rows of one column come as plain values, days as ISO text.

    `names` puts names of tables and columns in place of {table} and the like.
    """

    def _ask(
        statement: str, *, names: Mapping[str, str] | None = None, **values: object
    ) -> Sequence[Any]:
        for short, long in SHORTHANDS.items():
            statement = statement.replace(short, long)
        for short, long in (names or {}).items():
            statement = statement.replace(f"{{{short}}}", long)
        with demo_engine.connect() as connection:
            rows = connection.execute(text(statement).bindparams(**values)).all()
        told = [tuple(_plain(value) for value in row) for row in rows]
        return [row[0] if len(row) == 1 else row for row in told]

    return _ask


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value
