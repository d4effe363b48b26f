"""How long things take to end while some have not: the Kaplan-Meier curve and its quantiles.

A thing still open on the day counts as lasting at least as long as it has (it is *censored*), so
that leaving hard cases open can never make the figure look better than closing them would. The
mean of the closed alone would do just that.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import NormalDist
from typing import Final

CONFIDENCE: Final = 0.95
MEDIAN: Final = 0.5
_ROUNDING: Final = 1e-9
"""Shares are products of fractions: 0.5 may come out a crumb above a half."""


@dataclass(frozen=True, kw_only=True, order=True)
class DurationCount:
    """How many things lasted `days`: to their end, or so far where they are still open."""

    days: int
    ended: bool
    count: int


@dataclass(frozen=True, kw_only=True)
class Quantile:
    """The day by which a share of all things has ended, with its interval.

    None where the curve, or the limit's own curve, does not come down that far.
    """

    day: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, kw_only=True)
class Curve:
    """The share still open after each day on which something ended.

    `days` ascends; `still_open`, `low` and `high` [0 to 1] hold from that day until the next, and
    before the first day everything is open. `low` and `high` are limits for one day at a time.
    `last_day` is how long the longest thing, ended or not, was followed.
    """

    days: tuple[int, ...]
    still_open: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    things: int
    ended: int
    last_day: int

    def at(self, day: int) -> float:
        """The share still open after `day`."""
        passed = [share for at, share in zip(self.days, self.still_open, strict=True) if at <= day]
        return passed[-1] if passed else 1.0

    def quantile(self, share: float = MEDIAN) -> Quantile:
        """The first day by which `share` has ended; by default the median.

        Its interval are the days at which the curve's lower and upper limits come down to it
        (Brookmeyer and Crowley 1982, on the log-log scale), as R's survfit reports it.
        """
        left = 1 - share
        return Quantile(
            day=self._down_to(left, self.still_open),
            low=self._down_to(left, self.low),
            high=self._down_to(left, self.high),
        )

    def restricted(self, horizon: int) -> Curve:
        """The same curve up to and including `horizon`, for drawing and for reports of a term."""
        kept = sum(day <= horizon for day in self.days)
        return replace(
            self,
            days=self.days[:kept],
            still_open=self.still_open[:kept],
            low=self.low[:kept],
            high=self.high[:kept],
            last_day=min(self.last_day, horizon),
        )

    def _down_to(self, left: float, shares: tuple[float, ...]) -> int | None:
        found = (day for day, one in zip(self.days, shares, strict=True) if one <= left + _ROUNDING)
        return next(found, None)


def survival(spans: Iterable[DurationCount], *, confidence: float = CONFIDENCE) -> Curve:
    """The Kaplan-Meier curve S(t) = Π (1 − d/n) of things ended and still open.

    Limits are S(t)^exp(±z·se/(S·|ln S|)) with Greenwood's se; where everything at risk has ended
    the upper limit stays where it was, as there is nothing to estimate it from.

    Args:
        spans: How many lasted how long; negative lengths are no lengths.
        confidence: Coverage of the limits of each day, two-sided.

    Raises:
        ValueError: a negative length or count.
    """
    counted = [one for one in spans if one.count]
    if any(one.days < 0 or one.count < 0 for one in counted):
        raise ValueError("nothing lasts less than no day or happens less than never")
    ended = sum(one.count for one in counted if one.ended)
    days, shares, errors = _estimated(counted) if ended else ((), (), ())
    low, high = _limits(shares, errors, confidence=confidence)
    return Curve(
        days=days,
        still_open=shares,
        low=low,
        high=high,
        things=sum(one.count for one in counted),
        ended=ended,
        last_day=max((one.days for one in counted), default=0),
    )


_Numbers = tuple[float, ...]


def _estimated(spans: list[DurationCount]) -> tuple[tuple[int, ...], _Numbers, _Numbers]:
    """Days on which something ended, shares open after them, and Greenwood's standard errors.

    A dozen lines instead of statsmodels' `SurvfuncRight`, to which a test holds them: with its
    companions that package is 13 MB to carry into a network without registries, for this alone.
    """
    days: list[int] = []
    shares: list[float] = []
    errors: list[float] = []
    share, spread = 1.0, 0.0
    at_risk = sum(one.count for one in spans)
    for day, of_day in groupby(sorted(spans), key=lambda one: one.days):
        here = list(of_day)
        if ended := sum(one.count for one in here if one.ended):
            left = at_risk - ended
            share *= left / at_risk
            spread += ended / (at_risk * left) if left else 0.0
            days.append(day)
            shares.append(share)
            errors.append(share * math.sqrt(spread))
        at_risk -= sum(one.count for one in here)
    return tuple(days), tuple(shares), tuple(errors)


def _limits(shares: _Numbers, errors: _Numbers, *, confidence: float) -> tuple[_Numbers, _Numbers]:
    """The lower and the upper limit of each share."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    low: list[float] = []
    high: list[float] = []
    for share, error in zip(shares, errors, strict=True):
        if not 0 < share < 1:
            low.append(0.0)
            high.append(high[-1] if high else 1.0)
            continue
        spread = math.exp(z * error / (share * -math.log(share)))
        low.append(share**spread)
        high.append(share ** (1 / spread))
    return tuple(low), tuple(high)
