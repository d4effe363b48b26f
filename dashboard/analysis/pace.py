"""Pace: how many things a unit has ended, beside how many would have ended at the others' pace.

The log-rank comparison: on every day of their lives the things still open in a unit are expected to
end as often as those of all other units of the same age did. Open things count with every day
they have been open, so that leaving hard ones open can never make a unit look fast.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from dashboard.analysis.funnel import Numbers
from dashboard.analysis.survival import DurationCount

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Things ended, and expected to have ended; their ratio is above 1 where a unit is faster.

    Both over the same days of life: those on which others still had something open. What a unit
    ends later has nobody to be compared with, and counts as open until then.
    """

    ended: int
    expected: float


def paces(units: Mapping[_Key, Iterable[DurationCount]]) -> dict[_Key, Pace]:
    """The pace of every unit beside all others of them."""
    spans = {key: tuple(found) for key, found in units.items()}
    ends, risk = _all(spans)
    found = {}
    for key, own in spans.items():
        ended, open_ = _life_table(own, last=len(ends) - 1)
        found[key] = _pace(ended, open_, hazard=_hazard(ends - ended, risk - open_))
    return found


def paces_in_all(units: Mapping[_Key, Iterable[DurationCount]]) -> dict[_Key, Pace]:
    """The pace of every unit beside all, itself among them: ended and expected have one sum."""
    spans = {key: tuple(found) for key, found in units.items()}
    ends, risk = _all(spans)
    hazard = _hazard(ends, risk)
    return {
        key: _pace(*_life_table(own, last=len(ends) - 1), hazard=hazard)
        for key, own in spans.items()
    }


def _all(spans: Mapping[_Key, tuple[DurationCount, ...]]) -> tuple[Numbers, Numbers]:
    """The life table of all together."""
    whole = [one for own in spans.values() for one in own]
    return _life_table(whole, last=max((one.days for one in whole), default=0))


def _hazard(ended: Numbers, open_: Numbers) -> Numbers:
    """By day of life the part that ends; not a number where nothing is open to tell."""
    return np.divide(ended, open_, out=np.full_like(ended, np.nan), where=open_ > 0)


def _pace(ended: Numbers, open_: Numbers, *, hazard: Numbers) -> Pace:
    known = ~np.isnan(hazard)
    return Pace(ended=int(ended[known].sum()), expected=float((open_[known] * hazard[known]).sum()))


def _life_table(spans: Iterable[DurationCount], *, last: int) -> tuple[Numbers, Numbers]:
    """By day of life: how many things ended on it, and how many were open when it began."""
    ended, left = np.zeros(last + 1), np.zeros(last + 1)
    for one in spans:
        left[one.days] += one.count
        ended[one.days] += one.count if one.ended else 0
    return ended, np.cumsum(left[::-1])[::-1]
