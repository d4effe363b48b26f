"""What the readers of cells know beside the cell itself, and so may ask about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from data_loaders.problems import Decisions


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What a reader needs to know beside its cell.

    `place` tells file, sheet and column apart, for questions that hold for one file alone;
    `scale` is what a plain number counts under the heading, where that says so.
    """

    ledger: str
    place: tuple[str, ...]
    today: date
    decisions: Decisions = field(default_factory=dict)
    scale: int = 1
