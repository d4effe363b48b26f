"""Readers are shown the newest state of the store, or the one before while that is prepared."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.sections.section import SupersededError
from dashboard.store.state import StoreStatus
from dashboard.surfaces.screen import revision_cache as shelf_module
from dashboard.surfaces.screen.revision_cache import RevisionCache
from tests.dashboard.surfaces.screen.test_answers import question

FIRST = StoreStatus(
    dataset="demo",
    revision=1,
    data_until=date(2024, 12, 31),
    changed_at=datetime(2024, 12, 31, tzinfo=UTC),
)
SECOND, THIRD = replace(FIRST, revision=2), replace(FIRST, revision=3)


@pytest.fixture
def shelf() -> RevisionCache:
    """A shelf whose first state is prepared."""
    made = RevisionCache()
    made.is_prepared = True
    made.show(made.newest(FIRST))
    return made


def test_the_same_state_keeps_its_answers() -> None:
    shelf = RevisionCache()
    shelf.newest(FIRST).answers.put(question(1), "eins")
    assert shelf.newest(replace(FIRST)).answers.get(question(1)) == "eins"


def test_a_load_empties_the_shelf() -> None:
    shelf = RevisionCache()
    before = shelf.newest(FIRST).answers
    before.put(question(1), "eins")
    after = shelf.newest(SECOND).answers
    assert after.get(question(1)) is None
    # A rerun that began before the load writes to its own state, never to the new one.
    before.put(question(2), "zwei")
    assert after.get(question(2)) is None
    with pytest.raises(SupersededError), before.claimed([question(3)]):
        raise AssertionError


def test_a_store_built_anew_is_not_taken_for_the_old_one() -> None:
    shelf = RevisionCache()
    shelf.newest(FIRST).answers.put(question(1), "eins")
    rebuilt = replace(FIRST, changed_at=datetime(2025, 1, 1, tzinfo=UTC))
    assert shelf.newest(rebuilt).answers.get(question(1)) is None


def test_where_nobody_prepares_readers_see_the_newest_at_once() -> None:
    shelf = RevisionCache()
    shelf.show(shelf.newest(FIRST))
    assert shelf.shown(SECOND, seen=0).state == SECOND


def test_the_first_state_is_shown_before_it_is_prepared() -> None:
    shelf = RevisionCache()
    shelf.is_prepared = True
    assert shelf.shown(FIRST, seen=0).state == FIRST
    assert not shelf.is_shown(shelf.newest(FIRST))


def test_readers_see_the_state_before_until_the_new_one_is_ready(shelf: RevisionCache) -> None:
    assert shelf.shown(SECOND, seen=0).state == FIRST
    assert shelf.shown(SECOND, seen=1).state == FIRST
    shelf.show(shelf.newest(SECOND))
    assert shelf.shown(SECOND, seen=0).state == SECOND


def test_who_has_seen_the_new_one_is_not_taken_back(shelf: RevisionCache) -> None:
    assert shelf.shown(SECOND, seen=2).state == SECOND


def test_what_is_ready_too_late_is_not_shown(shelf: RevisionCache) -> None:
    second = shelf.newest(SECOND)
    shelf.newest(THIRD)
    shelf.show(second)
    assert not shelf.is_shown(second)
    assert shelf.shown(THIRD, seen=0).state == FIRST


def test_nobody_waits_for_ever(shelf: RevisionCache, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr(shelf_module, "monotonic", lambda: now[0])
    assert shelf.shown(SECOND, seen=0).state == FIRST
    now[0] += shelf_module._LONGEST_SECONDS
    assert shelf.shown(SECOND, seen=0).state == SECOND


def test_loads_in_a_row_do_not_make_the_wait_longer(
    shelf: RevisionCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_000.0]
    monkeypatch.setattr(shelf_module, "monotonic", lambda: now[0])
    assert shelf.shown(SECOND, seen=0).state == FIRST
    now[0] += shelf_module._LONGEST_SECONDS - 1
    assert shelf.shown(THIRD, seen=0).state == FIRST
    now[0] += 1
    assert shelf.shown(THIRD, seen=0).state == THIRD
    shelf.show(shelf.newest(THIRD))
    assert shelf.shown(replace(FIRST, revision=4), seen=0).state == THIRD
