"""Units compared on every fair measure at once: groups, limits and power, kept by revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from dashboard.analysis.deals import Dealt, Hand, deal
from dashboard.analysis.funnel import FunnelKind
from dashboard.analysis.grouping import ComparedUnit, Grouping, Position, group
from dashboard.analysis.power import Effect, clusters_for, multiplied, noticed
from dashboard.analysis.survival import DurationCount
from dashboard.metrics.branch import Branch
from dashboard.metrics.clusters import (
    BODY,
    COMPARABLE,
    KINDS,
    PACE,
    Body,
    ClusterCounts,
    Sizes,
    asked_by,
    counted,
    counted_pace,
    page_of,
)
from dashboard.metrics.counting import count
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.definitions.exams import RULES_CHANGED_ON
from dashboard.metrics.figure import Figure
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, Measured, measure

SEEN: Final = 0.2
"""Below this chance of being noticed a unit counts as one of which nothing can be told."""


@dataclass(frozen=True, kw_only=True)
class Chance:
    """How often a true difference would be noticed: twofold, and fourfold."""

    twofold: float
    fourfold: float


@dataclass(frozen=True, kw_only=True)
class Power:
    """What the page could notice of one measure, at the sizes there are.

    `twofold` and `fourfold` say what the rate would become. `median` is the unit of the middle
    size, compared or not, `largest` the largest, each with its `chance`; `blind` are compared units
    in which not even fourfold would be noticed once in five times. `enough` typical institutions
    are noticed at twofold four times of five; None where no number would do.
    """

    twofold: Effect
    fourfold: Effect
    median: Hand
    at_median: Chance
    largest: Hand
    at_largest: Chance
    enough: int | None
    blind: frozenset[int]


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


def comparisons(session: Session, *, filters: Filters, as_of: date) -> Mapping[str, Compared]:
    """Compare all districts on all of `COMPARABLE`, in two statements.

    It is always all of them: whether a district stands apart on one depends on what is dealt, and
    a page that asked for fewer would be laxer than another.

    Args:
        session: An open session.
        filters: What is counted, without a district.
        as_of: The day.
    """
    narrowed = {key: since_the_rules(key, filters, as_of=as_of) for key in COMPARABLE}
    found = _measured(session, narrowed, as_of=as_of)
    told = {
        key: counted(key, found[narrowed[key], asked_by(key)]) for key in COMPARABLE if key != PACE
    }
    told[PACE] = pace_by_cluster(session, filters=filters, as_of=as_of)
    deals = deal(page_of(told.values()))
    return {
        key: _compared(
            key,
            filters=narrowed[key],
            city=found[narrowed[key], ()].get(key),
            by_unit=found[narrowed[key], ("district",)],
            sizes=told[key].districts,
            deals=deals,
        )
        for key in COMPARABLE
    }


def since_the_rules(metric: str, filters: Filters, *, as_of: date) -> Filters:
    """The filters of a measure; of examinations only those under the rules of the last day."""
    last = min(filters.last or as_of, as_of)
    changed = METRICS[metric].family == "exams" and last >= RULES_CHANGED_ON
    if not changed or (filters.first and filters.first >= RULES_CHANGED_ON):
        return filters
    return replace(filters, first=RULES_CHANGED_ON, period="")


def _measured(
    session: Session, narrowed: Mapping[str, Filters], *, as_of: date
) -> dict[tuple[Filters, tuple[str, ...]], Measured]:
    """All figures by filters and grouping: of the city, its districts and its clusters."""
    wanted: dict[tuple[Filters, tuple[str, ...]], list[str]] = {}
    for key, filters in narrowed.items():
        clusters = () if key == PACE else (asked_by(key),)
        for by in ((), ("district",), *clusters):
            wanted.setdefault((filters, by), []).append(key)
    questions = [
        FigureQuery(metrics=tuple(keys), by=by, filters=filters, as_of=as_of)
        for (filters, by), keys in wanted.items()
    ]
    return dict(zip(wanted, measure(session, questions), strict=True))


def pace_by_cluster(session: Session, *, filters: Filters, as_of: date) -> ClusterCounts:
    """The pace of closing of every institution and exam site, in one statement."""
    tally = METRICS[PACE].numerator
    branch = Branch(tally=tally, by=BODY, filters=filters.on(as_of), timed=True)
    (found,), _ = count(session, [branch], as_of=as_of)
    spans: dict[Body, list[DurationCount]] = {}
    for (district, *body), one in found.items():
        institution, site = (None if part is None else int(part) for part in body)
        if district is not None:
            spans[int(district), institution, site] = one.spans
    return counted_pace(spans)


def _compared(
    metric: str,
    *,
    filters: Filters,
    city: Figure,
    by_unit: Measured,
    sizes: Sizes | None,
    deals: Dealt,
) -> Compared:
    members = _units(by_unit.of(metric), sizes)
    grouping = group(
        KINDS[metric],
        members,
        hands=deals.hands[metric],
        lines=deals.lines[metric],
        city=1.0 if metric == PACE else city.value,
    )
    return Compared(
        metric=metric,
        filters=filters,
        city=city,
        by_unit=by_unit,
        grouping=grouping,
        power=None if grouping is None else _power(metric, grouping, deals),
    )


def _units(figures: Sequence[Figure], sizes: Sizes | None) -> list[ComparedUnit]:
    units = []
    for figure in figures:
        key, (cases, size, expected) = figure.group[0], _sized(figure, sizes)
        if key is not None and cases is not None and size:
            units.append(ComparedUnit(key=key, count=cases, size=size, expected=expected))
    return units


def _sized(figure: Figure, sizes: Sizes | None) -> tuple[float | None, float | None, float | None]:
    if sizes is None:
        return figure.numerator, figure.denominator, None
    return sizes.get(figure.group[0], (None, None, None))


def _power(metric: str, grouping: Grouping, deals: Dealt) -> Power | None:
    kind, hands = grouping.kind, deals.hands[metric]
    by_size = sorted(hands.values(), key=lambda hand: (hand.size, hand.clusters))
    if not by_size or not grouping.city or (kind is FunnelKind.SHARE and grouping.city >= 1):
        return None
    twofold, fourfold = (multiplied(kind, reference=grouping.city, times=times) for times in (2, 4))

    line, among = grouping.lines.apart, sum(hand.clusters for hand in by_size)

    def chance(hand: Hand) -> Chance:
        twice, four_times = (
            noticed(kind, hand, effect=effect, line=line, among=among)
            for effect in (twofold, fourfold)
        )
        return Chance(twofold=twice, fourfold=four_times)

    median, largest = by_size[len(by_size) // 2], by_size[-1]
    return Power(
        twofold=twofold,
        fourfold=fourfold,
        median=median,
        at_median=chance(median),
        largest=largest,
        at_largest=chance(largest),
        enough=clusters_for(kind, deals.typical[metric], effect=twofold, line=line, among=among),
        blind=frozenset(
            int(str(key))
            for key, hand in hands.items()
            if hand.compared and chance(hand).fourfold < SEEN
        ),
    )
