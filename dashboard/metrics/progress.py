"""How far the mending of a finding or an order has come on a day: each stands at one stage.

A finding without an order is mended on the spot or waits for one; a failed check takes it back, and
only 销号 ends it, with or without a check.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import ColumnElement, String, and_, case, func, literal, select

from dashboard.metrics.facts import AS_OF, FindingOrder, happened
from dashboard.store.models.inspections import Finding, RectificationOrder

STAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "found": "未下整改书",
        "ordered": "整改中",
        "redone": "复查不通过",
        "completed": "待复查",
        "verified": "待销号",
        "closed": "已销号",
    }
)
"""Stages in the order of the loop; `redone` is anew in hand after a failed check."""

ORDERED: Final[ColumnElement[bool]] = happened(FindingOrder.issued_on)
"""Whether the order a finding is part of had been issued by the as-of day."""

_FAILED = and_(happened(Finding.verified_on), Finding.verification == "failed")


def _is(stage: str) -> ColumnElement[str]:
    return literal(stage, String)


STAGE: Final[ColumnElement[str]] = case(
    (happened(Finding.closed_on), _is("closed")),
    (happened(Finding.reopened_on), _is("redone")),
    (_FAILED, _is("redone")),
    (happened(Finding.verified_on), _is("verified")),
    (happened(Finding.completed_on), _is("completed")),
    (ORDERED, _is("ordered")),
    else_=_is("found"),
)
"""Where a finding stands on the as-of day, a key of STAGES."""

_RANK = case(
    (happened(Finding.closed_on), 4),
    (happened(Finding.reopened_on), 1),
    (_FAILED, 1),
    (happened(Finding.verified_on), 3),
    (happened(Finding.completed_on), 2),
    else_=0,
)
_least = (
    select(func.min(_RANK))
    .where(Finding.order_id == RectificationOrder.id, Finding.found_on <= AS_OF)
    .correlate(RectificationOrder.__table__)
    .scalar_subquery()
)
ORDER_STAGE: Final[ColumnElement[str]] = case(
    (happened(RectificationOrder.closed_on), _is("closed")),
    else_=case(
        {
            0: _is("ordered"),
            1: _is("redone"),
            2: _is("completed"),
            3: _is("verified"),
            4: _is("verified"),
        },
        # Named once, for it is looked up again wherever it stands.
        value=_least,
        else_=_is("unlisted"),
    ),
)
"""Where an order stands: as far as the finding in it that has come least far; one that lists none
is `unlisted`."""


def stands_at(stage: str) -> ColumnElement[bool]:
    """Whether a finding stands at `stage`, a key of STAGES."""
    return STAGE.in_((stage,))


def order_stands_at(stage: str) -> ColumnElement[bool]:
    """Whether an order stands at `stage`."""
    return ORDER_STAGE.in_((stage,))
