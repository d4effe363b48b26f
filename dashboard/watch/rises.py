"""Shares that rise against their own history: p′ chart, CUSUM and run rules, month by month.

Where an entity's history is too short since its last break, the same trade elsewhere is the
reference instead. A month that became orange or red serves in no later baseline, unless an officer
found that it can be explained.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from dashboard.analysis.cusum import weights
from dashboard.analysis.cusum_limits import limit
from dashboard.analysis.two_periods import predictives
from dashboard.watch.baseline import Baseline, BaselineHistory
from dashboard.watch.judging import (
    FEWEST_TRIALS,
    LARGE,
    NOTICEABLE,
    is_beyond_warning,
    is_orange,
    is_thin,
    q_values,
)
from dashboard.watch.peers import Groups, Peers, by_trade, peers_of
from dashboard.watch.recent import Recent
from dashboard.watch.series import Flags, Floats, IndicatorSeries

_WORTH_EXACT: Final = 1.5
"""Standard units below which the exact tail cannot matter and is not computed."""


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
class JudgedMonth:
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

    @property
    def raised(self) -> Flags:
        """Whether the month is more than thin."""
        return self.orange | self.beyond | self.run | self.cusum | self.all_hit_twice


@dataclass(kw_only=True)
class _Kept:
    """What is carried from month to month.

    `totals` are the CUSUMs' sums and `shares` what each is reckoned from: while a total stands
    above 0 its share stays what it was when the total left 0, for a moving baseline would follow a
    slow rise and never notice it. `clean` are the months that may serve as baseline.
    """

    baseline: Baseline
    recent: Recent
    totals: Floats
    shares: Floats
    clean: Flags

    def restart(self, which: Flags) -> None:
        """Forget what was before a break."""
        self.baseline.restart(which)
        self.recent.restart(which)
        self.totals[which] = 0


def judge(
    series: IndicatorSeries, *, explained: Callable[[int, int], bool], passes: bool
) -> Iterator[JudgedMonth]:
    """Judge every month of a series in order.

    What is orange in a month hangs on all entities of the series (q values, like bodies), and so
    does what serves in later baselines: no entity can be judged for itself alone.

    Args:
        series: The shares.
        explained: Whether an officer found the alert of a row and column explained, which then
            serves as baseline whatever its level.
        passes: Whether the share is a pass rate, for which all passing twice is a rule of its own.
    """
    size = len(series.entities)
    kept = _Kept(
        baseline=Baseline(size=size), recent=Recent(size=size), totals=np.zeros(size),
        shares=np.zeros(size), clean=np.zeros_like(series.starts),
    )  # fmt: skip
    groups = by_trade(series) if series.kind != "trade" else ()
    for column in range(series.months):
        hits, trials = series.hits[:, column], series.trials[:, column]
        kept.restart(series.starts[:, column])
        kept.recent.push(hits=hits, trials=trials)
        month = _judged(series, column, kept=kept, groups=groups, passes=passes)
        kept.totals = np.where(month.cusum, 0, month.total)
        fine = (trials > 0) & ~series.mixed[:, column]
        for row in np.flatnonzero(fine & (month.orange | month.all_hit_twice)).tolist():
            fine[row] = explained(row, column)
        kept.clean[:, column] = fine
        kept.baseline.push(fine, hits=hits, trials=trials, column=column)
        yield month


def _judged(
    series: IndicatorSeries, column: int, *, kept: _Kept, groups: Groups, passes: bool
) -> JudgedMonth:
    hits, trials = series.hits[:, column], series.trials[:, column]
    history, seen = kept.baseline.told(), trials > 0
    peers = peers_of(
        series, column=column, clean=kept.clean, groups=groups, wanted=seen & ~history.is_long
    )
    against = _against(history, peers, seen=seen)
    own, compared = against.own, against.compared
    sizes = np.where(seen, trials, 1)
    sigma = np.sqrt(against.share * (1 - against.share) / sizes) * history.widening
    z = np.where(own, (hits / sizes - against.share) / sigma, peers.z) * compared
    effect = np.where(compared, hits / sizes - against.share, 0)
    p = _p_values(z, hits=hits, trials=trials, history=history)
    thin = is_thin(hits=hits, trials=trials, reference=against.share)
    q = q_values(p, judged=compared & ~thin)
    beyond = compared & is_beyond_warning(z=z, p=p, effect=effect)
    orange = compared & ~thin & is_orange(z=z, p=p, q=q, effect=effect)
    watched = compared & own & ~thin & ~orange
    total, over = _cusum(hits=hits, trials=trials, kept=kept, history=history)
    risen = watched & (effect >= NOTICEABLE)
    return JudgedMonth(
        column=column,
        against=against,
        z=z,
        p=p,
        q=q,
        orange=orange,
        beyond=beyond & ~thin & ~orange,
        thin=thin & beyond & (effect >= LARGE),
        run=kept.recent.run_upwards(watched=risen, share=against.share, widening=history.widening),
        cusum=watched & over,
        total=np.where(own, total, 0),
        all_hit_twice=_all_hit_twice(series, column) if passes else np.zeros_like(own),
    )


def _against(history: BaselineHistory, peers: Peers, *, seen: Flags) -> Against:
    own = history.is_long
    others = np.divide(
        peers.hits, peers.trials, out=np.full_like(peers.hits, 0.5), where=peers.trials > 0
    )
    return Against(
        own=own,
        compared=seen & (own | peers.known),
        share=np.where(own, history.share, others),
        hits=np.where(own, history.hits, peers.hits),
        trials=np.where(own, history.trials, peers.trials),
        months=np.where(own, history.length, 0),
        first=history.first,
        last=history.last,
        spread=np.where(own, history.widening, peers.variance),
    )


def _p_values(z: Floats, *, hits: Floats, trials: Floats, history: BaselineHistory) -> Floats:
    """One-sided p: the normal tail, or the exact predictive one where that is larger."""
    p = np.asarray(special.ndtr(-z), dtype=float)
    high = history.is_long & (z >= _WORTH_EXACT)
    exact = predictives(
        before=(history.hits[high], history.trials[high]), now=(hits[high], trials[high])
    )
    p[high] = np.maximum(p[high], exact)
    return p


def _cusum(
    *, hits: Floats, trials: Floats, kept: _Kept, history: BaselineHistory
) -> tuple[Floats, Flags]:
    """The sums after the month, and whether they reach the limit of their volume and rate."""
    kept.shares = np.where(kept.totals > 0, kept.shares, history.share)
    lengths = history.length
    volumes = np.divide(history.trials, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    added = weights(kept.shares)
    risen = np.maximum(0.0, kept.totals + hits * added.hit + (trials - hits) * added.miss)
    total = np.where(history.is_long, risen, 0.0)
    high = (total > 0) & (hits >= trials * (kept.shares + NOTICEABLE))
    over = np.zeros_like(high)
    over[high] = total[high] >= limit(rate=kept.shares[high], trials=volumes[high])
    return total, over


def _all_hit_twice(series: IndicatorSeries, column: int) -> Flags:
    """Whether everybody of at least FEWEST_TRIALS passed, this month and the one before."""
    if column == 0:
        return np.zeros(len(series.entities), dtype=bool)
    pair = slice(column - 1, column + 1)
    hits, trials = series.hits[:, pair], series.trials[:, pair]
    return np.asarray(((trials >= FEWEST_TRIALS) & (hits == trials)).all(axis=1))
