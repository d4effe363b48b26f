"""A store of a hundred thousand rows for tests that count work."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.bench.filling import analyse, fill
from tests.bench.sizes import SIZES
from tests.stores import Stores


def large_store(stores: Stores) -> Engine:
    """The store, on PostgreSQL, shared by all tests of a run; only read it."""
    return stores.shared("postgresql", "bench K", fill=_fill)


def _fill(engine: Engine) -> None:
    fill(engine, SIZES["K"])
    analyse(engine)
