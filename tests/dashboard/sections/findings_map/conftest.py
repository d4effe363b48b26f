"""A store with places and nothing else."""

import pytest
from sqlalchemy import Engine

from dashboard.store.state import loading
from data_loaders.places import load_places


@pytest.fixture
def bare_engine(empty_engine: Engine) -> Engine:
    """Units to draw, but neither a document nor a ledger."""
    with loading(empty_engine, dataset="production") as session:
        load_places(session)
    return empty_engine
