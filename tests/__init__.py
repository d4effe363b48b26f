"""The tests; whoever imports any of them is kept apart from the person who runs them."""

from tests import isolation

isolation.begin()
