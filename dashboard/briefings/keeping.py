"""A briefing to what the store keeps of it, and back."""

from __future__ import annotations

from sqlalchemy import Engine

from dashboard.briefings.briefing import Briefing, Item, check
from dashboard.briefings.catalogue import CATALOGUE
from dashboard.store.briefing_acts import change_briefing, create_briefing
from dashboard.store.briefings import BriefingEdit, KeptBriefing, KeptItem


def create(engine: Engine, briefing: Briefing, *, by: str) -> int:
    """Keep a new briefing and return its key.

    Raises:
        BriefingError: it cannot be kept as it is, or no name is given.
    """
    return create_briefing(engine, _kept(briefing), by=by.strip())


def change(engine: Engine, key: int, briefing: Briefing, *, edition: int, by: str) -> int:
    """Keep a briefing as it was edited and return its new edition.

    Raises:
        BriefingError: it cannot be kept as it is, or somebody has changed it since.
    """
    return change_briefing(engine, key, _kept(briefing), edition=edition, by=by.strip())


def opened(kept: KeptBriefing) -> Briefing:
    """The briefing that is kept so."""
    return Briefing(
        title=kept.kept.title,
        as_of=kept.kept.as_of,
        compared_with=kept.kept.compared_with,
        items=tuple(
            Item.of(
                one.section, query=one.query, title=one.title, notes=one.notes, hidden=one.hidden
            )
            for one in kept.kept.items
        ),
    )


def _kept(briefing: Briefing) -> BriefingEdit:
    check(briefing, sections=frozenset(CATALOGUE))
    return BriefingEdit(
        title=briefing.title.strip(),
        as_of=briefing.as_of,
        compared_with=briefing.compared_with,
        items=tuple(
            KeptItem(
                section=item.section,
                query=item.query,
                title=item.title.strip(),
                notes=item.notes.strip(),
                hidden=item.hidden,
            )
            for item in briefing.items
        ),
    )
