"""What is kept of a briefing comes back as it was, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.keeping import change, create, opened
from dashboard.errors import BriefingError
from dashboard.store.briefings import read_briefing

BRIEFING = Briefing(
    title="十二月简报",
    as_of=date(2024, 12, 31),
    compared_with=date(2024, 11, 30),
    items=(
        Item.of("findings-map/where", query="measure=未销号&district=万州区", notes="先看\n万州"),
        Item.of("overview/headline", title="全市", hidden=True),
    ),
)


def test_a_briefing_comes_back_as_it_was_kept(keeping_engine: Engine) -> None:
    key = create(keeping_engine, BRIEFING, by="综合处")
    kept = read_briefing(keeping_engine, key)
    assert opened(kept) == BRIEFING
    assert (kept.edition, kept.changed_by, kept.archived) == (1, "综合处", False)


def test_a_change_replaces_items_and_counts_editions(keeping_engine: Engine) -> None:
    key = create(keeping_engine, BRIEFING, by="综合处")
    shorter = BRIEFING.without_item(0)
    assert change(keeping_engine, key, shorter, edition=1, by=" 执法处 ") == 2
    kept = read_briefing(keeping_engine, key)
    assert opened(kept) == shorter
    assert kept.changed_by == "执法处"


def test_a_section_that_is_not_there_is_not_kept(keeping_engine: Engine) -> None:
    with pytest.raises(BriefingError, match="other/thing"):
        create(keeping_engine, BRIEFING.with_item(Item.of("other/thing")), by="综合处")
