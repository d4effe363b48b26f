"""Like bodies: what is usual elsewhere in the same trade, and how much bodies differ anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.funnel import FunnelKind, deviations, dispersion_of
from dashboard.watch.months import window_start
from dashboard.watch.series import Flags, Floats, IndicatorSeries

Rows: TypeAlias = NDArray[np.int64]
Groups: TypeAlias = tuple[Rows, ...]
"""Row numbers of entities that may be compared, as of the same trade."""

FEWEST: Final = 5
"""Bodies a comparison needs; fewer say nothing of what is usual."""
LEAST: Final = 30
"""Trials a body needs within the window to be one of them."""


@dataclass(frozen=True, kw_only=True)
class Peers:
    """For every entity of a series in one month: the share of the others, and how sure that is.

    `hits` of `trials` are the others' within the window; `variance` τ² is of all bodies of the
    trade; `z` is the entity's deviation, 0 where there are too few others (`known` is false).
    """

    hits: Floats
    trials: Floats
    variance: Floats
    z: Floats
    known: Flags


def peers_of(
    series: IndicatorSeries,
    *,
    column: int,
    clean: Flags,
    groups: Groups,
    wanted: Flags,
) -> Peers:
    """Compare every entity in the month of `column` with the others of its group before it.

    Args:
        series: All entities.
        column: The month judged.
        clean: Months that may serve as baseline.
        groups: Row numbers of entities that may be compared, as of the same trade.
        wanted: Entities asked for; a group without any is passed over.
    """
    count = len(series.entities)
    found = Peers(
        hits=np.zeros(count),
        trials=np.zeros(count),
        variance=np.zeros(count),
        z=np.zeros(count),
        known=np.zeros(count, dtype=bool),
    )
    if not wanted.any():
        return found
    start = series.column(window_start(series.first + column))
    window = slice(max(0, start), column)
    usable = clean[:, window]
    hits = (series.hits[:, window] * usable).sum(axis=1)
    trials = (series.trials[:, window] * usable).sum(axis=1)
    for group in groups:
        if wanted[group].any():
            _compare(found, series, column=column, rows=group, hits=hits, trials=trials)
    return found


def by_trade(series: IndicatorSeries) -> Groups:
    """Row numbers of the entities of each trade."""
    groups: dict[str, list[int]] = {}
    for row, entity in enumerate(series.entities):
        groups.setdefault(entity.trade, []).append(row)
    return tuple(np.array(rows) for rows in groups.values())


def _compare(
    found: Peers, series: IndicatorSeries, *, column: int, rows: Rows, hits: Floats, trials: Floats
) -> None:
    known = rows[trials[rows] >= LEAST]
    if len(known) <= FEWEST:
        return
    share = hits[known].sum() / trials[known].sum()
    if not 0 < share < 1:
        return
    dispersion = dispersion_of(
        FunnelKind.SHARE,
        counts=hits[known],
        sizes=trials[known],
        reference=np.full(len(known), share),
    )
    others_hits = hits[known].sum() - np.where(trials[rows] >= LEAST, hits[rows], 0)
    others = trials[known].sum() - np.where(trials[rows] >= LEAST, trials[rows], 0)
    now = series.trials[rows, column] > 0
    judged = rows[now]
    found.hits[rows], found.trials[rows] = others_hits, others
    found.variance[rows] = dispersion.variance
    found.known[rows] = True
    found.z[judged] = deviations(
        FunnelKind.SHARE,
        counts=series.hits[judged, column],
        sizes=series.trials[judged, column],
        reference=(others_hits / others)[now],
        variance=dispersion.variance,
    )
