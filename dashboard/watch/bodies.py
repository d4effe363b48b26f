"""Institutions and exam sites as early warning knows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

INSTITUTION: Final = "institution"
SITE: Final = "exam_site"


@dataclass(frozen=True, kw_only=True, slots=True)
class CapacityOwner:
    """An institution or exam site with what its capacity is reckoned from."""

    kind: str
    id: int
    district: int
    name: str
    identity: str
    seats: int | None
    stations: int | None
