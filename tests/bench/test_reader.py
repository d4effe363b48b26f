"""The benchmark's reader and its crowds get from a real server what a browser gets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dashboard.store.engine import make_engine
from dashboard.store.state import upgrade
from tests.apart import run
from tests.bench.crowd import Crowd, act, viewers
from tests.bench.reader import Answer, reader_at
from tests.bench.served import Served, product
from tests.conftest import load_whole_demo


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    url = f"sqlite:///{tmp_path_factory.mktemp('bench') / 'demo.db'}"
    engine = make_engine(url)
    upgrade(engine)
    load_whole_demo(engine)
    engine.dispose()
    with product(url) as running:
        yield running


def test_a_unit_once_chosen_stays_chosen(served: Served) -> None:
    async def read() -> tuple[Answer, Answer, Answer]:
        async with reader_at(served.port) as reader:
            whole = await reader.open("overview")
            unit = reader.options["district"][0]
            chosen = await reader.choose("district", unit)
            assert reader.address == "district=500101"
            return whole, chosen, await reader.choose("category", reader.options["category"][0])

    whole, chosen, both = run(read)
    assert not any(one.failed for one in (whole, chosen, both))
    assert min(one.bytes for one in (whole, chosen, both)) > 50_000


def test_viewers_make_the_changes_they_want(served: Served) -> None:
    crowd = Crowd(people=2, pause=20.0, changes=1)
    outcome = run(lambda: act(viewers(served.port, page="publicity", crowd=crowd), crowd))
    assert (outcome.done, outcome.wanted, outcome.errors) == (2, 2, 0)


def test_the_memory_and_the_rest_of_a_server_are_told(served: Served) -> None:
    served.rest()
    assert served._ticks() > 50
    assert served.megabytes() > 50
