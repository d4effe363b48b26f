"""Units compared on every fair measure at once: groups, limits and power, kept by revision."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

import numpy as np
from sqlalchemy.orm import Session

from dashboard.analysis.funnel import Kind
from dashboard.analysis.grouping import Grouping, Position, Unit, group
from dashboard.analysis.pace import paces
from dashboard.analysis.power import doubling, power, size_for
from dashboard.analysis.standardise import against_the_rest
from dashboard.metrics.counting import Branch, count
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.definitions.exams import RULES_CHANGED_ON
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import Figure, Measured, Question, measure

PACE: Final = "days_to_close"
"""Compared not by its median but by how many ended beside how many were expected to."""
STANDARDISED: Final = frozenset({"theory_pass_rate", "practical_pass_rate"})
"""Compared as observed to expected, each trade at the rate of all other units."""
COMPARABLE: Final[tuple[str, ...]] = (
    *(metric.key for metric in METRICS.values() if metric.comparable),
    PACE,
)
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {key: Kind.SHARE if METRICS[key].unit == "share" else Kind.RATE for key in COMPARABLE}
)


@dataclass(frozen=True, kw_only=True)
class Power:
    """How often a true doubling would be noticed at 99.8 %, at the sizes there are.

    `doubled` is `cases`, or `rest` where the share is above a half and its complement doubles;
    `enough` is the size at which it is noticed in 80 % of cases, None where no size would do.
    """

    doubled: str
    median_size: float
    at_median: float
    largest_size: float
    at_largest: float
    enough: int | None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """All units on one measure; the keys of the grouping are districts.

    `filters` are those counted under: examination measures begin with the rules in force.
    """

    metric: str
    filters: Filters
    city: Figure
    by_unit: Measured
    """All figures by district asked with this one."""
    grouping: Grouping | None
    power: Power | None

    def figure(self, district: int) -> Figure:
        """A district's own figure, as the metric defines it."""
        return self.by_unit.get(self.metric, district)

    def at(self, district: int) -> Position | None:
        """Where a district stands; None where it could not be compared."""
        return None if self.grouping is None else self.grouping.at(district)


def comparisons(
    session: Session, *, metrics: tuple[str, ...], filters: Filters, as_of: date
) -> Mapping[str, Compared]:
    """Compare all districts on `metrics`, in one statement, and one more for the pace of closing.

    Args:
        session: An open session.
        metrics: Keys of `COMPARABLE`.
        filters: What is counted, without a district.
        as_of: The day.
    """
    narrowed = {key: since_the_rules(key, filters, as_of=as_of) for key in metrics}
    questions = [
        Question(metrics=chosen, by=by, filters=one, as_of=as_of)
        for one in dict.fromkeys(narrowed.values())
        if (group_of := [key for key in metrics if narrowed[key] == one])
        for by in ((), ("district",), ("district", "trade"))
        if (chosen := tuple(key for key in group_of if "trade" not in by or key in STANDARDISED))
    ]
    answers = measure(session, questions) if questions else []
    found = {(one.question.filters, one.question.by): one for one in answers}
    expected = {
        key: _expected(key, found[narrowed[key], ("district", "trade")])
        for key in metrics
        if key in STANDARDISED
    }
    pace = _paces(session, filters=filters, as_of=as_of) if PACE in metrics else {}
    return {
        key: _compared(
            key,
            filters=narrowed[key],
            city=found[narrowed[key], ()].get(key),
            by_unit=found[narrowed[key], ("district",)],
            units=pace if key == PACE else expected.get(key),
        )
        for key in metrics
    }


def since_the_rules(metric: str, filters: Filters, *, as_of: date) -> Filters:
    """The filters of a measure; of examinations only those under the rules of the last day."""
    last = min(filters.last or as_of, as_of)
    changed = METRICS[metric].family == "exams" and last >= RULES_CHANGED_ON
    if not changed or (filters.first and filters.first >= RULES_CHANGED_ON):
        return filters
    return replace(filters, first=RULES_CHANGED_ON)


_Sizes = Mapping[int, tuple[float, float, float]]
"""Count, size and expected cases by district."""


def _expected(metric: str, by_trade: Measured) -> _Sizes:
    strata: dict[Hashable, dict[str, tuple[float, float]]] = {}
    for one in by_trade.of(metric):
        district, trade = one.group
        counts = (one.numerator or 0.0, one.denominator or 0.0)
        strata.setdefault(int(district), {})[str(trade)] = counts
    sizes = {key: sum(trials for _, trials in parts.values()) for key, parts in strata.items()}
    return {
        int(str(key)): (one.observed, sizes[key], one.expected)
        for key, one in against_the_rest(strata).items()
    }


def _paces(session: Session, *, filters: Filters, as_of: date) -> _Sizes:
    tally = METRICS[PACE].numerator
    (counted,) = count(
        session, [Branch(tally=tally, by=("district",), filters=filters)], as_of=as_of
    )
    found = paces({int(group[0]): one.spans for group, one in counted.items()})
    return {
        int(str(key)): (float(one.ended), one.expected, one.expected) for key, one in found.items()
    }


def _compared(
    metric: str, *, filters: Filters, city: Figure, by_unit: Measured, units: _Sizes | None
) -> Compared:
    members = _units(by_unit.of(metric), units)
    grouping = group(KINDS[metric], members, city=1.0 if metric == PACE else city.value)
    return Compared(
        metric=metric,
        filters=filters,
        city=city,
        by_unit=by_unit,
        grouping=grouping,
        power=None if grouping is None else _power(grouping, members),
    )


def _units(figures: Sequence[Figure], sizes: _Sizes | None) -> list[Unit]:
    units = []
    for figure in figures:
        key, (cases, size, expected) = figure.group[0], _sized(figure, sizes)
        if key is not None and cases is not None and size:
            units.append(Unit(key=key, count=cases, size=size, expected=expected, thin=figure.thin))
    return units


def _sized(figure: Figure, sizes: _Sizes | None) -> tuple[float | None, float | None, float | None]:
    if sizes is None:
        return figure.numerator, figure.denominator, None
    return sizes.get(figure.group[0], (None, None, None))


def _power(grouping: Grouping, units: Sequence[Unit]) -> Power | None:
    sizes = np.array([unit.size for unit in units if unit.size > 0])
    if not len(sizes) or not grouping.city:
        return None
    effect = doubling(grouping.kind, reference=grouping.city)
    if grouping.kind is Kind.SHARE and not 0 < grouping.city < 1:
        return None

    def noticed(size: float) -> float:
        whole = max(1, round(size)) if grouping.kind is Kind.SHARE else size
        return power(
            grouping.kind,
            size=whole,
            reference=grouping.city,
            truth=effect.truth,
            dispersion=grouping.dispersion,
        )

    median, largest = float(np.median(sizes)), float(sizes.max())
    return Power(
        doubled=effect.doubled,
        median_size=median,
        at_median=noticed(median),
        largest_size=largest,
        at_largest=noticed(largest),
        enough=size_for(
            grouping.kind,
            reference=grouping.city,
            truth=effect.truth,
            dispersion=grouping.dispersion,
        ),
    )
