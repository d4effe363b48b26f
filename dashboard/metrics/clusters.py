"""The clusters of a page of comparisons: every institution and exam site with all its trials.

Whatever is counted without a body stays one cluster of its district: it may hang together, and
nothing tells how.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np

from dashboard.analysis.clusters import Trials
from dashboard.analysis.deals import MeasureMatrix
from dashboard.analysis.funnel import FunnelKind
from dashboard.analysis.pace import paces, paces_in_all
from dashboard.analysis.standardise import Counts, against_the_rest, city_rates
from dashboard.analysis.survival import DurationCount
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import Measured

PACE: Final = "days_to_close"
"""Compared not by its median but by how many ended beside how many were expected to."""
STANDARDISED: Final = frozenset({"theory_pass_rate", "practical_pass_rate"})
"""Compared as observed to expected, each trade at the rate of all other units."""
COMPARABLE: Final[tuple[str, ...]] = (
    *(metric.key for metric in METRICS.values() if metric.comparable),
    PACE,
)
KINDS: Final[Mapping[str, FunnelKind]] = MappingProxyType(
    {
        key: FunnelKind.SHARE if METRICS[key].unit == "share" else FunnelKind.RATE
        for key in COMPARABLE
    }
)
BODY: Final = ("district", "institution", "exam_site")
"""What tells a cluster."""

Body: TypeAlias = tuple[int, int | None, int | None]
"""District, institution and exam site; at most one of the latter."""
Sizes: TypeAlias = Mapping[int, tuple[float, float, float]]
"""Count, size and expected cases by district, each beside all others."""


@dataclass(frozen=True, kw_only=True)
class ClusterCounts:
    """One measure by cluster, and by district where it is compared otherwise than it is told."""

    metric: str
    counts: Mapping[Body, float]
    expected: Mapping[Body, float]
    sizes: Mapping[Body, float]
    districts: Sizes | None = None


def asked_by(metric: str) -> tuple[str, ...]:
    """What a measure is grouped by to tell its clusters, and where standardised its strata."""
    known = METRICS[metric].dimensions
    strata = ("trade",) if metric in STANDARDISED else ()
    return tuple(name for name in (*BODY, *strata) if name in known)


def counted(metric: str, figures: Measured) -> ClusterCounts:
    """A measure by cluster, from its figures grouped as `asked_by` says."""
    strata: dict[Body, dict[str, Counts]] = {}
    for one in figures.of(metric):
        told = dict(zip(figures.question.by, one.group, strict=True))
        if told["district"] is not None:
            body = (told["district"], told.get("institution"), told.get("exam_site"))
            counts = (one.numerator or 0.0, one.denominator or 0.0)
            strata.setdefault(body, {})[str(told.get("trade"))] = counts
    rates = city_rates(strata.values())
    return ClusterCounts(
        metric=metric,
        counts={body: sum(hits for hits, _ in parts.values()) for body, parts in strata.items()},
        expected={
            body: sum(trials * rates[name] for name, (_, trials) in parts.items())
            for body, parts in strata.items()
        },
        sizes={body: sum(trials for _, trials in parts.values()) for body, parts in strata.items()},
        districts=_standardised(strata) if metric in STANDARDISED else None,
    )


def counted_pace(spans: Mapping[Body, Sequence[DurationCount]]) -> ClusterCounts:
    """The pace of closing by cluster, from how long its things have lasted."""
    by_district: dict[Hashable, list[DurationCount]] = {}
    for body, those in spans.items():
        by_district.setdefault(body[0], []).extend(those)
    found = paces_in_all(spans)
    return ClusterCounts(
        metric=PACE,
        counts={body: float(found[body].ended) for body in spans},
        expected={body: found[body].expected for body in spans},
        sizes={body: float(sum(one.count for one in those)) for body, those in spans.items()},
        districts={
            int(str(key)): (float(one.ended), one.expected, one.expected)
            for key, one in paces(by_district).items()
        },
    )


def page_of(measures: Iterable[ClusterCounts]) -> MeasureMatrix:
    """All clusters of a page, whole bodies with all that is counted of them."""
    told = list(measures)
    # The order is of no consequence to the answer, but arrays need one.
    bodies = list(dict.fromkeys(body for one in told for body in one.sizes))
    return MeasureMatrix(
        measures=[_trials(one, bodies) for one in told],
        homes=[district for district, _, _ in bodies],
        kinds=[_kind(body) for body in bodies],
    )


def _trials(one: ClusterCounts, bodies: Sequence[Body]) -> Trials:
    counts, expected, sizes = (
        np.array([of.get(body, 0.0) for body in bodies], np.float64)
        for of in (one.counts, one.expected, one.sizes)
    )
    return Trials(
        key=one.metric,
        kind=KINDS[one.metric],
        counts=counts,
        expected=expected,
        sizes=sizes,
        fewest=METRICS[one.metric].min_denominator,
    )


def _kind(body: Body) -> int:
    """Institution, exam site, or neither told."""
    _, institution, site = body
    if institution is not None:
        return 0
    return 1 if site is not None else 2


def _standardised(strata: Mapping[Body, Mapping[str, Counts]]) -> Sizes:
    """Districts beside what their trades would give at the rates of all others."""
    districts: dict[Hashable, dict[str, Counts]] = {}
    for (district, _, _), parts in strata.items():
        mine = districts.setdefault(district, {})
        for name, (hits, trials) in parts.items():
            before = mine.get(name, (0.0, 0.0))
            mine[name] = (before[0] + hits, before[1] + trials)
    return {
        int(str(key)): (one.observed, sum(n for _, n in districts[key].values()), one.expected)
        for key, one in against_the_rest(districts).items()
    }
