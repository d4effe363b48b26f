"""Power: how likely a true difference would be noticed at all, at a size or for a size wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from dashboard.analysis.funnel import PLAIN, SIGNAL, Dispersion, Kind, limits

WANTED: Final = 0.8
_MOST: Final = 100_000


@dataclass(frozen=True, kw_only=True)
class Effect:
    """A true difference worth noticing: the share or rate becomes `truth`."""

    truth: float
    doubled: str
    """What doubles: `cases`, or `rest` where cases are more than half and their complement does."""


def doubling(kind: Kind, *, reference: float) -> Effect:
    """The doubling of a rate; of a share, of whichever is rarer, it or its complement."""
    if kind is Kind.SHARE and reference > 0.5:
        return Effect(truth=1 - 2 * (1 - reference), doubled="rest")
    return Effect(truth=2 * reference, doubled="cases")


def power(
    kind: Kind,
    *,
    size: float,
    reference: float,
    truth: float,
    level: float = SIGNAL,
    dispersion: Dispersion = PLAIN,
) -> float:
    """The probability that a unit of `size` whose true value is `truth` lies outside the limits.

    Chance alone moves the unit's own count; `dispersion` only widens the limits.
    """
    low, high = limits(kind, sizes=size, reference=reference, level=level, dispersion=dispersion)
    first, last = np.ceil(low * size - 1e-9), np.floor(high * size + 1e-9)
    if kind is Kind.SHARE:
        inside = special.bdtr(min(last, size), round(size), truth)
        inside -= special.bdtr(first - 1, round(size), truth) if first > 0 else 0.0
    else:
        inside = special.pdtr(last, size * truth)
        inside -= special.pdtr(first - 1, size * truth) if first > 0 else 0.0
    return float(np.clip(1 - inside, 0.0, 1.0))


def size_for(
    kind: Kind, *, reference: float, truth: float, dispersion: Dispersion = PLAIN
) -> int | None:
    """The size, rounded up to a tenth, at which the difference is noticed four times of five.

    None where units differ so much among themselves that no size would do.
    """
    size = 1
    while size <= _MOST:
        found = power(kind, size=size, reference=reference, truth=truth, dispersion=dispersion)
        if found >= WANTED:
            return size
        size += max(1, size // 10)
    return None
