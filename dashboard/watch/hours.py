"""Rules of a class's hours, for one class or for arrays of them."""

from __future__ import annotations

from typing import Any, Final

DEEP: Final = 0.9
"""A class with less than this part of its required hours is a rule of its own; the product's."""
HOURS_A_DAY: Final = 8.0
"""Most hours of teaching on one calendar day."""


def is_deep(required: Any, delivered: Any) -> Any:
    """Whether a class got less than DEEP of its required hours."""
    return delivered < DEEP * required


def is_dense(delivered: Any, days: Any) -> Any:
    """Whether a class had more than HOURS_A_DAY hours a calendar day."""
    return delivered / days > HOURS_A_DAY
