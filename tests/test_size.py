"""The numbers of the product are what its files say, and a chain of imports is one."""

from __future__ import annotations

from importlib.util import find_spec

from tests.size import longest_chain, sizes
from tests.sources import sources


def test_every_number_is_counted() -> None:
    told = sizes()
    assert told["modules"] == len(sources())
    assert told["lines"] == sum(one.lines for one in sources())
    assert told["longest function"] <= 40
    assert told["median lines of a module"] <= 120


def test_the_longest_chain_is_of_modules_that_are_there() -> None:
    chain = longest_chain()
    assert len(set(chain)) == len(chain) > 10
    assert all(find_spec(name) for name in chain)
