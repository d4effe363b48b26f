"""Lists of publicity activities, one row per activity, channel and day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.metrics.facts import PUBLICITY, on_day
from dashboard.metrics.filters import Filters
from dashboard.metrics.paging import Paged, paged
from dashboard.store.models.publicity import PublicityActivity as Activity


def activities(
    session: Session,
    *,
    filters: Filters,
    as_of: date,
    channel: str = "",
    text: str = "",
    page: int = 1,
    size: int = 20,
) -> Paged:
    """Read one page of activities, newest first.

    Args:
        session: An open session.
        filters: District and period; both ends of the period are inclusive.
        as_of: Activities after this day are left out.
        channel: A key of CHANNELS; empty is every channel.
        text: Part of the activity's name; empty is any.
        page: Page number from 1.
        size: Rows a page.

    Returns:
        Rows of `id`, `held_on`, `district_id`, `channel` [key], `name`, `items` [times
        or episodes], `copies` [copies] and `copies_qualifier`, `person_times` [person_times] and
        `reach_qualifier`, `reported_by` [key, null: not said]; null counts were not reported.

    Source: the publicity ledger.
    """
    chosen = [PUBLICITY.where, *filters.conditions(PUBLICITY, timed=True)]
    if channel:
        chosen.append(Activity.channel == channel)
    if text:
        chosen.append(Activity.name.icontains(text, autoescape=True))
    listed = select(
        Activity.id,
        Activity.held_on,
        Activity.district_id,
        Activity.channel,
        Activity.name,
        Activity.items,
        Activity.copies,
        Activity.copies_qualifier,
        Activity.person_times,
        Activity.reach_qualifier,
        Activity.reported_by,
    ).where(*chosen)
    return paged(
        session,
        listed,
        order=(Activity.held_on.desc(), Activity.id.desc()),
        page=page,
        size=size,
        values=on_day(as_of),
    )
