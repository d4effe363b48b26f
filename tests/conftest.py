"""Stores for tests, each on both dialects; what is loaded is said by the fixture's name."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from dashboard.demo import load_demo
from dashboard.store.state import loading
from data_loaders.circular import load_circular
from data_loaders.places import load_places
from data_loaders.standards import load_standards
from tests import isolation, requirements
from tests.stores import DIALECTS, Stores

# How long an example takes says something of the machine alone.
settings.register_profile("oversight", deadline=None)
settings.load_profile("oversight")


def pytest_configure() -> None:
    """Refuse a requirement that is none before any test counts on it."""
    requirements.required()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None]:
    """Fail a test that has reached for the user's own files, whoever swallowed the refusal."""
    yield
    if touched := isolation.touched():
        pytest.fail(f"touched the user's own files: {touched}", pytrace=False)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Sum up what was skipped; pytest's own summary stays the last line."""
    skipped = terminalreporter.getreports("skipped")
    for sentence in requirements.sentences(report.longrepr[2] for report in skipped):
        terminalreporter.write_line(sentence, yellow=True)


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The maker of stores; not parametrized, so that random order rebuilds nothing."""
    stores = Stores(tmp_path_factory.mktemp("stores"))
    yield stores
    stores.close()


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_engine(dialect: str, stores: Stores) -> Iterator[Engine]:
    """A migrated store with nothing in it, for this test alone."""
    with stores.fresh(dialect) as engine:
        yield engine


@pytest.fixture
def circular_engine(dialect: str, stores: Stores) -> Engine:
    """Places, standards and the circular; production; shared by all tests, so only read it."""
    return stores.shared(dialect, "circular", fill=load_circular_alone)


@pytest.fixture
def demo_engine(dialect: str, stores: Stores) -> Engine:
    """The demo: circular and synthetic ledgers; shared by all tests, so only read it."""
    return stores.shared(dialect, "circular and demo", fill=load_whole_demo)


def load_circular_alone(engine: Engine) -> None:
    """What `oversight init` loads."""
    with loading(engine, dataset="production") as session:
        load_places(session)
        load_standards(session)
        load_circular(session)


def load_whole_demo(engine: Engine) -> None:
    """What `oversight demo` loads."""
    with loading(engine, dataset="demo") as session:
        load_places(session)
        load_standards(session)
        load_circular(session)
        load_demo(session)
