"""Shares that rise against their own history: p′ chart, CUSUM and run rules, month by month.

Where an entity's history is too short since its last break, the same trade elsewhere is the
reference instead. A month that became orange or red serves in no later baseline, unless an officer
found that it can be explained.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from dashboard.analysis.control_charts import RUN, Signal, signals
from dashboard.analysis.cusum import weights
from dashboard.analysis.cusum_limits import limit
from dashboard.analysis.intervals import Interval
from dashboard.analysis.two_periods import predictive
from dashboard.watch.baseline import Baseline
from dashboard.watch.judging import (
    FEWEST_TRIALS,
    LARGE,
    NOTICEABLE,
    is_beyond_warning,
    is_orange,
    is_thin,
    q_values,
)
from dashboard.watch.peers import Peers, by_trade, peers_of
from dashboard.watch.series import Flags, Floats, Series

_WORTH_EXACT: Final = 1.5
"""Standard units below which the exact tail cannot matter and is not computed."""
_UPWARD: Final = {Signal.SHIFT, Signal.TREND, Signal.OUTER_THIRD}
_UNIT_LIMITS: Final = Interval(low=-3.0, high=3.0)


@dataclass(frozen=True, kw_only=True)
class Against:
    """What a month is held against, for every entity of a series.

    `own` is true where the entity's own history is long enough; else like bodies are the reference
    where `compared` is true. `first` and `last` are columns of the own history, −1 where none;
    `spread` is the widening of the own p′ chart, or τ² of the peers.
    """

    own: Flags
    compared: Flags
    share: Floats
    hits: Floats
    trials: Floats
    months: Floats
    first: Floats
    last: Floats
    spread: Floats


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month judged, for every entity of a series; p, q and z are one-sided, for a rise."""

    column: int
    against: Against
    z: Floats
    p: Floats
    q: Floats
    orange: Flags
    beyond: Flags
    thin: Flags
    run: Flags
    cusum: Flags
    total: Floats
    """The CUSUM's sum."""
    all_hit_twice: Flags


@dataclass(kw_only=True)
class _Sums:
    """The CUSUMs between two months: their totals, and the share each is reckoned from.

    While a total stands above 0 its share stays what it was when the total left 0: a moving
    baseline would follow a slow rise and never notice it.
    """

    totals: Floats
    shares: Floats


def judge(series: Series, *, explained: Flags, passes: bool) -> list[Month]:
    """Judge every month of a series in order.

    Args:
        series: The shares.
        explained: Months an officer found explained: they serve as baseline whatever their level.
        passes: Whether the share is a pass rate, for which all passing twice is a rule of its own.
    """
    size = len(series.entities)
    baseline, sums = Baseline(size=size), _Sums(totals=np.zeros(size), shares=np.zeros(size))
    clean = np.zeros_like(series.starts)
    groups = by_trade(series) if series.kind != "trade" else ()
    months = []
    for column in range(series.months):
        restarted = series.starts[:, column]
        baseline.restart(restarted)
        sums.totals[restarted] = 0
        lacking = (series.trials[:, column] > 0) & ~baseline.is_long
        peers = peers_of(series, column=column, clean=clean, groups=groups, wanted=lacking)
        month = _judged(series, column, baseline=baseline, peers=peers, sums=sums, passes=passes)
        sums.totals = np.where(month.cusum, 0, month.total)
        fine = ~(month.orange | month.all_hit_twice) | explained[:, column]
        clean[:, column] = (series.trials[:, column] > 0) & ~series.mixed[:, column] & fine
        baseline.push(
            clean[:, column],
            hits=series.hits[:, column],
            trials=series.trials[:, column],
            column=column,
        )
        months.append(month)
    return months


def _judged(
    series: Series, column: int, *, baseline: Baseline, peers: Peers, sums: _Sums, passes: bool
) -> Month:
    hits, trials = series.hits[:, column], series.trials[:, column]
    against = _against(baseline, peers, seen=trials > 0)
    own, compared, widening = against.own, against.compared, baseline.widening()
    sizes = np.where(trials > 0, trials, 1)
    sigma = np.sqrt(against.share * (1 - against.share) / sizes) * widening
    z = np.where(own, (hits / sizes - against.share) / sigma, peers.z) * compared
    effect = np.where(compared, hits / sizes - against.share, 0)
    p = _p_values(z, hits=hits, trials=trials, own=own, baseline=baseline)
    thin = is_thin(hits=hits, trials=trials, reference=against.share)
    q = q_values(p, judged=compared & ~thin)
    beyond = compared & is_beyond_warning(z=z, p=p, effect=effect)
    orange = compared & ~thin & is_orange(z=z, p=p, q=q, effect=effect)
    watched = compared & own & ~thin & ~orange
    total, over = _cusum(hits=hits, trials=trials, sums=sums, baseline=baseline)
    risen = watched & (effect >= NOTICEABLE)
    return Month(
        column=column,
        against=against,
        z=z,
        p=p,
        q=q,
        orange=orange,
        beyond=beyond & ~thin & ~orange,
        thin=thin & beyond & (effect >= LARGE),
        run=_runs(series, column, watched=risen, share=against.share, widening=widening),
        cusum=watched & over,
        total=np.where(own, total, 0),
        all_hit_twice=_all_hit_twice(series, column) if passes else np.zeros_like(own),
    )


def _against(baseline: Baseline, peers: Peers, *, seen: Flags) -> Against:
    own = baseline.is_long
    others = np.divide(
        peers.hits, peers.trials, out=np.full_like(peers.hits, 0.5), where=peers.trials > 0
    )
    earliest = np.where(baseline.months >= 0, baseline.months, np.inf).min(axis=1)
    return Against(
        own=own,
        compared=seen & (own | peers.known),
        share=np.where(own, baseline.share(), others),
        hits=np.where(own, baseline.hits.sum(axis=1), peers.hits),
        trials=np.where(own, baseline.trials.sum(axis=1), peers.trials),
        months=np.where(own, baseline.length, 0),
        first=np.where(np.isfinite(earliest), earliest, -1),
        last=baseline.months.max(axis=1),
        spread=np.where(own, baseline.widening(), peers.variance),
    )


def _p_values(z: Floats, *, hits: Floats, trials: Floats, own: Flags, baseline: Baseline) -> Floats:
    """One-sided p: the normal tail, or the exact predictive one where that is larger."""
    p = np.asarray(special.ndtr(-z), dtype=float)
    for row in np.flatnonzero(own & (z >= _WORTH_EXACT)):
        before = (baseline.hits[row].sum(), baseline.trials[row].sum())
        exact = predictive(before=before, now=(int(hits[row]), int(trials[row])))
        p[row] = max(p[row], exact)
    return p


def _cusum(
    *, hits: Floats, trials: Floats, sums: _Sums, baseline: Baseline
) -> tuple[Floats, Flags]:
    """The sums after the month, and whether they reach the limit of their volume and rate."""
    sums.shares = np.where(sums.totals > 0, sums.shares, baseline.share())
    lengths = baseline.length
    volumes = np.divide(
        baseline.trials.sum(axis=1), lengths, out=np.zeros_like(lengths), where=lengths > 0
    )
    added = weights(sums.shares)
    risen = np.maximum(0.0, sums.totals + hits * added.hit + (trials - hits) * added.miss)
    total = np.where(baseline.is_long, risen, 0.0)
    reached = total >= limit(rate=sums.shares, trials=volumes)
    high = hits >= trials * (sums.shares + NOTICEABLE)
    return total, np.asarray(reached & high)


def _runs(series: Series, column: int, *, watched: Flags, share: Floats, widening: Floats) -> Flags:
    """Whether the month ends a run upwards, by the run rules on the p′ chart."""
    found = np.zeros(len(watched), dtype=bool)
    for row in np.flatnonzero(watched):
        scores = scores_until(series, int(row), column, share=share[row], widening=widening[row])
        if scores[-1][1] > 0:
            last = signals([z for _, z in scores], centre=0.0, limits=_UNIT_LIMITS)[-1]
            found[row] = bool(_UPWARD & last)
    return found


def scores_until(
    series: Series, row: int, column: int, *, share: float, widening: float
) -> list[tuple[int, float]]:
    """Column and z of the months of the same segment up to `column`, as many as a run needs."""
    scores: list[tuple[int, float]] = []
    at = column
    while at >= 0 and len(scores) < RUN:
        trials = series.trials[row, at]
        if trials > 0:
            sigma = np.sqrt(share * (1 - share) / trials) * widening
            scores.append((at, float((series.hits[row, at] / trials - share) / sigma)))
        if series.starts[row, at]:
            break
        at -= 1
    return scores[::-1]


def _all_hit_twice(series: Series, column: int) -> Flags:
    """Whether everybody of at least FEWEST_TRIALS passed, this month and the one before."""
    if column == 0:
        return np.zeros(len(series.entities), dtype=bool)
    pair = slice(column - 1, column + 1)
    hits, trials = series.hits[:, pair], series.trials[:, pair]
    return np.asarray(((trials >= FEWEST_TRIALS) & (hits == trials)).all(axis=1))
