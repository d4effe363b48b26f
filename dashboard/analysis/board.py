"""The board: clusters in the places of their units, and how far out units lie under any deal.

How far out is a residual over its standard error, in which the spread among clusters is allowed for
(`clusters`), pulled in where a small expectation makes the far tail long.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dashboard.analysis.clusters import Moments, Trials
from dashboard.analysis.funnel import Numbers

BANDS: Final = 3
"""Bands of size: large institutions are dealt to places of large ones."""
_BAND: Final = 15
"""Fewest clusters of a band."""
_CHUNK: Final = 50
"""Deals looked at together, so that memory stays small."""
_FIELDS: Final = 4
_ROUNDING: Final = 1e-9

Indices: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Board:
    """All clusters in their places, unit by unit: one row a cluster, `_FIELDS` columns a measure.

    `starts` are the first places of the units, `groups` the kind and band of every place, `fewest`
    the least size by measure.
    """

    units: list[Hashable]
    order: Indices
    """The cluster of every place, by its number in what was given."""
    starts: Indices
    groups: Indices
    content: Numbers
    fewest: Numbers

    def held(self, content: Numbers) -> Numbers:
        """What the units hold when `content` lies in the places; sums over their clusters."""
        sums: Numbers = np.add.reduceat(content, self.starts, axis=-2)
        return sums

    def compared(self, held: Numbers) -> Flags:
        """Which units can be compared on which measure: not too small, nor most of the city."""
        size, total = held[..., 3::_FIELDS], self.content[:, 3::_FIELDS].sum(axis=0)
        flags: Flags = (size > 0) & (size >= self.fewest) & (size <= total - size)
        return flags

    def deviations(self, held: Numbers) -> Numbers:
        """How far out every unit lies on every measure; 0 where it cannot be compared."""
        residual, variance, third = (held[..., at::_FIELDS] for at in range(3))
        whole = self.content[:, 1::_FIELDS].sum(axis=0)
        # All residuals have the sum 0, so that what a unit has more the others have less.
        rest = 1 - np.divide(variance, whole, out=np.ones_like(variance), where=whole > 0)
        spread = variance * np.maximum(rest, 0.0)
        told = self.compared(held) & (spread > _ROUNDING)
        spread = np.where(told, spread, 1.0)
        away = pulled_in(residual / np.sqrt(spread), skew=third / spread**1.5)
        return np.where(told, away, 0.0)

    def farthest(self, deals: int) -> Numbers:
        """Of so many deals, how far out the farthest unit lies on each measure: a row a deal."""
        rng = np.random.default_rng(self._seed())
        found = []
        for first in range(0, deals, _CHUNK):
            some = min(_CHUNK, deals - first)
            order = np.tile(np.arange(len(self.groups)), (some, 1))
            for group in np.unique(self.groups):
                places = np.flatnonzero(self.groups == group)
                order[:, places] = rng.permuted(order[:, places], axis=1)
            away = np.abs(self.deviations(self.held(self.content[order])))
            found.append(away.max(axis=1))
        return np.concatenate(found)

    def _seed(self) -> list[int]:
        """Of the clusters themselves, so that the same data are always dealt alike."""
        told = self.content.tobytes() + self.groups.tobytes() + self.starts.tobytes()
        return [int(part) for part in np.frombuffer(hashlib.sha256(told).digest(), np.uint32)]


def pulled_in(away: Numbers, *, skew: Numbers) -> Numbers:
    """Standard errors as normal ones: on the side of the long tail, less than they seem.

    Wilson and Hilferty's cube root for a gamma of that skewness; the other side stays as it is.
    """
    lean = np.maximum(np.abs(skew), 1e-3)
    out = np.where(away * skew > 0, np.abs(away), 0.0)
    normal = 6 / lean * (np.cbrt(lean * out / 2 + 1) - 1) + lean / 6
    return np.where(out > 0, np.minimum(normal, out) * np.sign(away), away)


def board(
    measures: Sequence[Trials],
    told: Sequence[Moments],
    *,
    homes: Sequence[Hashable],
    kinds: Sequence[int],
) -> Board:
    """Lay the clusters out in an order of their own content, not of their names or arrival."""
    columns = np.stack(
        [
            column
            for one, of in zip(measures, told, strict=True)
            for column in (of.residuals, of.variances, of.thirds, one.sizes)
        ],
        axis=1,
    )
    # Without the crumbs of adding in another order, nor a negative zero.
    content = np.round(columns, 6) + 0.0
    groups = _groups(np.asarray(kinds, np.int64), content[:, 3::_FIELDS])
    ranked = np.lexsort([*content.T[::-1], groups])
    members: dict[Hashable, list[int]] = {}
    for at in ranked:
        members.setdefault(homes[at], []).append(int(at))
    # Places differ by group alone: units of the same groups may stand in any order.
    units = sorted(members, key=lambda unit: groups[members[unit]].tolist())
    order = np.array([at for unit in units for at in members[unit]], np.int64)
    held = [len(members[unit]) for unit in units]
    return Board(
        units=units,
        order=order,
        starts=np.cumsum([0, *held[:-1]]),
        groups=groups[order],
        content=content[order],
        fewest=np.array([one.fewest for one in measures]),
    )


def _groups(kinds: Indices, sizes: Numbers) -> Indices:
    """Kind and band of size of every cluster, as one number.

    A cluster's size is its share of the city's, averaged over the measures.
    """
    total = sizes.sum(axis=0)
    share = np.divide(sizes, total, out=np.zeros_like(sizes), where=total > 0).mean(axis=1)
    groups = np.zeros(len(kinds), np.int64)
    for kind in np.unique(kinds):
        of = np.flatnonzero(kinds == kind)
        bands = int(np.clip(len(of) // _BAND, 1, BANDS))
        edges = np.sort(share[of])[[len(of) * band // bands for band in range(1, bands)]]
        groups[of] = kind * BANDS + np.searchsorted(edges, share[of], side="right")
    return groups
