"""Capacity: whether so many could have been trained or examined with what is there.

The narrowest part decides: seats for theory, stations for practice, teachers. A part whose inputs
are not reported is unknown, and what is unknown is never taken for nothing or for enough.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

FULL: Final = 1.0
"""Above this the reported numbers contradict each other."""
TIGHT: Final = 0.8
"""Above this a body works at its limit; the product's own step, no legal one."""


class CapacityBand(Enum):
    """How far a capacity is used."""

    FREE = "free"
    TIGHT = "tight"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


def persons(
    *, places: int | None, hours: float | None, hours_required: float | None
) -> float | None:
    """How many `places` (seats, stations) can serve: places · hours / hours each needs.

    Returns:
        Persons; None where any input is not reported or nobody needs an hour.
    """
    if places is None or hours is None or not hours_required:
        return None
    return places * hours / hours_required


def taught(
    *, teacher_hours: float | None, class_size: int | None, hours_required: float | None
) -> float | None:
    """How many the teachers can teach: hours of all teachers · class size / hours each needs."""
    if teacher_hours is None or class_size is None or not hours_required:
        return None
    return teacher_hours * class_size / hours_required


def sittings(*, seats: int | None, sessions: int | None, days: int | None) -> float | None:
    """How many an exam site can examine: seats · sessions a day · days."""
    if seats is None or sessions is None or days is None:
        return None
    return float(seats * sessions * days)


def use(demand: float | None, *capacities: float | None) -> float | None:
    """Demand over the narrowest capacity.

    Returns:
        A ratio; None where the demand or *any* capacity is unknown, since the unknown one may be
        the narrowest, or where the narrowest is nothing.
    """
    known = [one for one in capacities if one is not None]
    if demand is None or len(known) < len(capacities) or not known or min(known) <= 0:
        return None
    return demand / min(known)


def band(ratio: float | None) -> CapacityBand:
    """The band of a ratio of use; unknown stays unknown."""
    if ratio is None:
        return CapacityBand.UNKNOWN
    if ratio > FULL:
        return CapacityBand.IMPOSSIBLE
    return CapacityBand.TIGHT if ratio > TIGHT else CapacityBand.FREE
