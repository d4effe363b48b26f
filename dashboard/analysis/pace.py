"""Pace: how many things a unit has ended, beside how many would have ended at the others' pace.

The log-rank comparison: on every day of their lives the things still open in a unit are expected to
end as often as those of all other units of the same age did. Open things count with every day
they have been open, so that leaving hard ones open can never make a unit look fast.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.analysis.funnel import Numbers
from dashboard.analysis.survival import Span


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Things ended, and expected to have ended; their ratio is above 1 where a unit is faster."""

    ended: int
    expected: float


def paces(units: Mapping[Hashable, Iterable[Span]]) -> dict[Hashable, Pace]:
    """The pace of every unit beside all others of them."""
    spans = {key: tuple(found) for key, found in units.items()}
    last = max((one.days for found in spans.values() for one in found), default=0)
    tables = {key: _life_table(found, last=last) for key, found in spans.items()}
    ends: Numbers = sum((ended for ended, _ in tables.values()), np.zeros(last + 1))
    risk: Numbers = sum((open_ for _, open_ in tables.values()), np.zeros(last + 1))
    return {
        key: Pace(
            ended=int(ended.sum()),
            expected=float((open_ * _hazard(ends - ended, risk - open_)).sum()),
        )
        for key, (ended, open_) in tables.items()
    }


def _life_table(spans: Iterable[Span], *, last: int) -> tuple[Numbers, Numbers]:
    """By day of life: how many things ended on it, and how many were open when it began."""
    ended, left = np.zeros(last + 1), np.zeros(last + 1)
    for one in spans:
        left[one.days] += one.count
        ended[one.days] += one.count if one.ended else 0
    return ended, np.cumsum(left[::-1])[::-1]


def _hazard(ends: Numbers, risk: Numbers) -> Numbers:
    return np.divide(ends, risk, out=np.zeros_like(ends), where=risk > 0)
