"""Shares of classes held against like bodies: back-filled sign-ins and missing archive items.

Sign-ins of one class are not independent of each other, so that the spread among institutions'
months is the yardstick (over-dispersed funnel), not chance alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from scipy import special

from dashboard.analysis.funnel import FunnelKind, deviations, dispersion_of
from dashboard.watch.judging import LARGE, is_beyond_warning, is_orange, is_thin, q_values
from dashboard.watch.months import window_start
from dashboard.watch.reading import Ledgers
from dashboard.watch.series import Counts, Flags, Floats, IndicatorSeries, class_series

_FEWEST_UNITS: Final = 20
"""Months of institutions that must be known before one is held against them."""

SHARES: Final[Mapping[str, tuple[Counts, int]]] = MappingProxyType(
    {"backfill": (("backfilled", "signed"), 100), "archive": (("missing", "required"), 20)}
)
"""What each indicator counts and its fewest trials, the metric's own minimum.

Back-filled of actual sign-ins, as metric `backfilled_share` counts them; missing of required
archive items, of which the metric `archive_complete_share` counts the rest.
"""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One month of a series against the institutions' months of the year before."""

    column: int
    reference: float
    base_hits: float
    base_trials: float
    units: int
    variance: float
    z: Floats
    p: Floats
    q: Floats
    orange: Flags
    beyond: Flags
    thin: Flags


def share_series(ledgers: Ledgers, *, indicator: str, until: int) -> IndicatorSeries:
    """The series of an indicator of SHARES, up to a running month."""
    return class_series(ledgers, counts=SHARES[indicator][0], until=until)


def judge_month(series: IndicatorSeries, *, indicator: str, month: int) -> Judged | None:
    """Judge one running month; None where too little is known of the year before."""
    column = series.column(month)
    if not 0 < column < series.months:
        return None
    window = slice(max(0, series.column(window_start(month))), column)
    hits, trials = series.hits[:, window].ravel(), series.trials[:, window].ravel()
    known = trials >= SHARES[indicator][1]
    share = hits[known].sum() / trials[known].sum() if known.any() else 0.0
    if known.sum() < _FEWEST_UNITS or not 0 < share < 1:
        return None
    variance = dispersion_of(
        FunnelKind.SHARE, counts=hits[known], sizes=trials[known], reference=share
    ).variance
    base = (float(hits[known].sum()), float(trials[known].sum()), int(known.sum()))
    return _judged(series, column, share, indicator=indicator, variance=variance, base=base)


def _judged(
    series: IndicatorSeries,
    column: int,
    share: float,
    *,
    indicator: str,
    variance: float,
    base: tuple[float, float, int],
) -> Judged:
    hits, trials = series.hits[:, column], series.trials[:, column]
    seen = trials > 0
    sizes = np.where(seen, trials, 1)
    z = (
        deviations(FunnelKind.SHARE, counts=hits, sizes=sizes, reference=share, variance=variance)
        * seen
    )
    p = np.asarray(special.ndtr(-z), dtype=float)
    effect = np.where(seen, hits / sizes - share, 0)
    level = np.full_like(hits, share)
    thin = is_thin(hits=hits, trials=trials, reference=level, fewest=SHARES[indicator][1])
    q = q_values(p, judged=seen & ~thin)
    beyond = seen & is_beyond_warning(z=z, p=p, effect=effect)
    orange = seen & ~thin & is_orange(z=z, p=p, q=q, effect=effect)
    return Judged(
        column=column,
        reference=share,
        base_hits=base[0],
        base_trials=base[1],
        units=base[2],
        variance=variance,
        z=z,
        p=p,
        q=q,
        orange=orange,
        beyond=beyond & ~thin & ~orange,
        thin=thin & beyond & (effect >= LARGE),
    )
