"""Figures of the 回头看 are figures of one campaign: the one named, or the newest on the day."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement

from dashboard.metrics.facts import AS_OF
from dashboard.metrics.filters import Filters
from dashboard.metrics.metric import Metric, Tally
from dashboard.store import campaigns
from dashboard.store.models.inspections import Campaign

LOOKBACK: Final[ColumnElement[bool]] = Campaign.kind == campaigns.LOOKBACK
"""What a tally of look-backs counts; see `of_one` for which of them."""
_NEWEST: Final[ColumnElement[bool]] = Campaign.id == campaigns.newest_lookback(AS_OF)


def of_one(
    tally: Tally, *, filters: Filters, by: tuple[str, ...] = ()
) -> tuple[ColumnElement[bool], ...]:
    """What more holds of a tally of look-backs: the newest, unless they are named or told apart."""
    named = bool(filters.campaign) or "campaign" in by
    return (_NEWEST,) if _looks_back(tally) and not named else ()


def looks_back(metric: Metric) -> bool:
    """Whether a metric is one of the 回头看."""
    return _looks_back(metric.numerator)


def _looks_back(tally: Tally) -> bool:
    return any(one is LOOKBACK for one in tally.where)
