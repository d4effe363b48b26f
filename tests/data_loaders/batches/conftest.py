"""Stores that are ready for ledgers: places, standards and the circular, and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.conftest import load_circular_alone


@pytest.fixture
def ready(empty_engine: Engine) -> Engine:
    """A production store that `oversight init` has made, for this test alone."""
    load_circular_alone(empty_engine)
    return empty_engine
