"""Campaigns in time: when each began, and which 回头看 is the newest on a day.

There may be many of a kind, so that a figure of "the look-back" is always one of one campaign. The
newest is decided here, in SQL for what is counted and over the same rows for what is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from dashboard.dates import Month
from dashboard.store.models.inspections import CAMPAIGN_KINDS, Campaign, Inspection

LOOKBACK: Final = "lookback"


@dataclass(frozen=True, kw_only=True)
class Action:
    """A campaign as it is known: its first day is told, or is that of its first inspection."""

    id: int
    name: str
    kind: str
    begun: date | None
    ended: date | None

    @property
    def title(self) -> str:
        """Which one it is, as a reader says it: 2024年11月“回头看”; another by its name."""
        if self.kind != LOOKBACK or self.begun is None:
            return self.name
        return f"{Month.of(self.begun).words}“{CAMPAIGN_KINDS[self.kind]}”"

    def is_begun(self, *, by: date) -> bool:
        """Whether it had begun by a day."""
        return self.begun is not None and self.begun <= by


def newest_lookback(as_of: ColumnElement[date]) -> ColumnElement[int]:
    """The key of the 回头看 that began last, by a day; null where none had begun."""
    one: Any = aliased(Campaign)
    begun = _begun(one)
    return (
        select(one.id)
        .where(one.kind == LOOKBACK, begun <= as_of)
        .order_by(begun.desc(), one.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def newest(actions: Sequence[Action], *, by: date) -> Action | None:
    """The last to begin by a day of actions in the order of `read_actions`."""
    return next((one for one in reversed(actions) if one.is_begun(by=by)), None)


def read_actions(session: Session) -> tuple[Action, ...]:
    """All campaigns in the order in which they began; those of which no day is known come first."""
    told = select(
        Campaign.id,
        Campaign.name,
        Campaign.kind,
        _begun(Campaign).label("begun"),
        Campaign.ended_on.label("ended"),
    )
    found = [Action(**row) for row in session.execute(told).mappings()]
    return tuple(sorted(found, key=lambda one: (one.begun or date.min, one.id)))


def _begun(campaign: Any) -> ColumnElement[date]:
    first = (
        select(func.min(Inspection.inspected_on))
        .where(Inspection.campaign_id == campaign.id)
        .correlate(campaign)
        .scalar_subquery()
    )
    return func.coalesce(campaign.started_on, first)
