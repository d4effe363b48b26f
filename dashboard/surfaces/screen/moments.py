"""Moments as a reader in Chongqing reads them."""

from __future__ import annotations

from datetime import datetime

from dashboard.clock import BEIJING


def moment(at: datetime) -> str:
    """A moment with its minute: 2024-12-31 09:05."""
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
