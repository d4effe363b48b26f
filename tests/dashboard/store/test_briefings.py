"""Briefings are read with their versions in two statements, and times have their zone."""

from __future__ import annotations

from datetime import UTC

import pytest
from sqlalchemy import Engine

from dashboard.errors import BriefingError
from dashboard.store.briefing_acts import add_version, change_briefing, create_briefing
from dashboard.store.briefings import (
    list_briefings,
    next_version,
    read_briefing,
    read_content,
)
from tests.dashboard.store.test_briefing_acts import KEPT, version
from tests.views import counted


def test_the_list_has_every_briefing_with_its_versions(empty_engine: Engine) -> None:
    first, second = (create_briefing(empty_engine, KEPT, by="综合处") for _ in range(2))
    add_version(empty_engine, first, version(first))
    change_briefing(empty_engine, first, KEPT, edition=1, by="综合处")
    with counted(empty_engine) as statements:
        found = list_briefings(empty_engine)
    assert len(statements) == 2
    assert [one.id for one in found] == [first, second]
    assert [len(one.versions) for one in found] == [1, 0]
    assert [one.sections for one in found] == [2, 2]
    assert found[0].changed_at.tzinfo is UTC or found[0].changed_at.utcoffset() is not None
    assert found[0].versions[0].frozen_at.utcoffset() is not None


def test_versions_are_counted_in_their_briefing(empty_engine: Engine) -> None:
    first, second = (create_briefing(empty_engine, KEPT, by="综合处") for _ in range(2))
    add_version(empty_engine, first, version(first))
    assert [next_version(empty_engine, key) for key in (first, second)] == [2, 1]


def test_what_is_not_there_is_named(empty_engine: Engine) -> None:
    with pytest.raises(BriefingError, match="没有编号为7的简报"):
        read_briefing(empty_engine, 7)
    with pytest.raises(BriefingError, match="没有编号为“JB-1”的快照"):
        read_content(empty_engine, "JB-1")
