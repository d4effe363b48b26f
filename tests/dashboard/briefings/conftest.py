"""A store to keep briefings in, with the circular and no ledger; and the demo to compute from."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.conftest import load_circular_alone, load_whole_demo
from tests.stores import Stores


@pytest.fixture
def keeping_engine(dialect: str, stores: Stores) -> Engine:
    """A store that tests of briefings share and add to; none counts what others have added."""
    return stores.shared(dialect, "briefings", fill=load_circular_alone)


@pytest.fixture
def demo(stores: Stores) -> Engine:
    """The demo on SQLite, only to be read."""
    return stores.shared("sqlite", "circular and demo", fill=load_whole_demo)


@pytest.fixture
def own_demo(dialect: str, stores: Stores) -> Iterator[Engine]:
    """A demo of this test's own, to load more into."""
    with stores.fresh(dialect) as engine:
        load_whole_demo(engine)
        yield engine
