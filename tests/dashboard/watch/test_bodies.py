from __future__ import annotations

from dashboard.watch.bodies import INSTITUTION, SITE
from tests.dashboard.watch.made import ledgers


def test_a_body_is_found_by_its_kind_and_key() -> None:
    bodies = ledgers(bodies=2).bodies
    assert set(bodies) == {(kind, key) for kind in (INSTITUTION, SITE) for key in (1, 2)}
    assert all((body.kind, body.id) == key for key, body in bodies.items())
