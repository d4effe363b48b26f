"""Alerts of rules: numbers that contradict each other or a limit, with no statistics in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from dashboard.analysis.capacity import FULL, TIGHT, CapacityBand, band, use
from dashboard.watch.alert import Alert, Basis, Entity
from dashboard.watch.bodies import INSTITUTION
from dashboard.watch.class_months import After, after_elimination, supply
from dashboard.watch.exams import NOT_REPORTED, Exams, Pair
from dashboard.watch.history import Point
from dashboard.watch.judging import FEWEST_TRIALS
from dashboard.watch.months import finished, first_day, serial
from dashboard.watch.reading import Ledgers
from dashboard.watch.rise_alerts import SHOWN_MONTHS
from dashboard.watch.series import Flags, entity_of

_NEARLY: Final = 0.999
"""Part of a threshold from which on the rule itself is asked, in its own arithmetic."""
UNKNOWN_SHARE: Final = 0.2
"""Share of candidates of unknown origin above which the share from outside says little."""

_LEVEL: Final[Mapping[CapacityBand, str]] = {
    CapacityBand.IMPOSSIBLE: "red",
    CapacityBand.TIGHT: "yellow",
}
_REASON: Final[Mapping[CapacityBand, str]] = {
    CapacityBand.IMPOSSIBLE: "above_capacity",
    CapacityBand.TIGHT: "tight",
}


@dataclass(frozen=True, kw_only=True)
class RuleOutcome:
    """Alerts of a rule, and how many entities of the last month it could not be asked of."""

    alerts: tuple[Alert, ...]
    unknown: int = 0


@dataclass(kw_only=True)
class _Use:
    """Demand and supply of one entity by running month; None where supply is not reported."""

    months: dict[int, Pair] = field(default_factory=dict)


def exam_capacity(ledgers: Ledgers, *, since: int) -> RuleOutcome:
    """Candidates against the capacity reported for the month, institutions and sites."""
    exams = ledgers.exams
    demand, given = exams.column("theory_candidates"), exams.column("capacity")
    # Whoever may have an alert; which month is one is decided by its band.
    tight = (given > 0) & (demand >= _NEARLY * TIGHT * given)
    uses = {
        _owner(ledgers, row): _Use(months=exams.pairs(row, "theory_candidates", "capacity"))
        for row in _in_window(exams, tight, since=since)
    }
    last = serial(finished(ledgers.as_of)) - exams.first
    newest = zip(*(one[:, last:].ravel().tolist() for one in (demand, given)), strict=True)
    return RuleOutcome(
        alerts=_of_uses(uses, indicator="exam_capacity", since=since),
        unknown=_unknown(_told(*one) for one in newest if one[0] != NOT_REPORTED),
    )


def training_capacity(ledgers: Ledgers, *, since: int) -> RuleOutcome:
    """Person-hours of a quarter's classes against what seats and stations can give."""
    uses: dict[Entity, _Use] = defaultdict(_Use)
    last = serial(finished(ledgers.as_of))
    for (institution, month), hours in ledgers.classes.demand.items():
        if month <= last:
            entity = entity_of(ledgers, kind=INSTITUTION, body=institution, trade="")
            given = supply(ledgers.bodies[INSTITUTION, institution])
            uses[entity].months[month] = (round(hours, 1), given)
    newest = (own.months.get(last - (last + 1) % 3) for own in uses.values())
    return RuleOutcome(
        alerts=_of_uses(uses, indicator="training_capacity", since=since, step=3),
        unknown=_unknown(one for one in newest if one is not None),
    )


def _owner(ledgers: Ledgers, row: int) -> Entity:
    owner = ledgers.exams.owners[row]
    return entity_of(ledgers, kind=owner.kind, body=owner.body, trade=owner.trade)


def _in_window(exams: Exams, found: Flags, *, since: int) -> list[int]:
    """Rows of owners of whom something was found from the running month `since` on."""
    return np.flatnonzero(found[:, max(0, since - exams.first) :].any(axis=1)).tolist()


def _told(demand: int, given: int) -> Pair:
    return demand, None if given == NOT_REPORTED else given


def _unknown(pairs: Iterable[Pair]) -> int:
    return sum(band(use(*one)) is CapacityBand.UNKNOWN for one in pairs)


def _of_uses(
    uses: Mapping[Entity, _Use], *, indicator: str, since: int, step: int = 1
) -> tuple[Alert, ...]:
    """Alerts of all entities; `step` is the number of months a period has."""
    alerts = []
    for entity, own in uses.items():
        bands = {month: band(use(*one)) for month, one in own.months.items()}
        for month, (demand, _) in own.months.items():
            thin = bands[month] is CapacityBand.TIGHT and demand < FEWEST_TRIALS
            if month >= since and bands[month] in _LEVEL and not thin:
                told = _of_use(entity, own, bands, indicator=indicator, month=month, step=step)
                alerts.append(told)
    return tuple(alerts)


def _of_use(
    entity: Entity,
    own: _Use,
    bands: Mapping[int, CapacityBand],
    *,
    indicator: str,
    month: int,
    step: int,
) -> Alert:
    demand, capacity = own.months[month]
    start = month
    while bands.get(start - step) is bands[month]:
        start -= step
    shown = sorted(at for at in own.months if month - SHOWN_MONTHS < at <= month)
    return Alert(
        entity=entity,
        indicator=indicator,
        period=first_day(month),
        level=_LEVEL[bands[month]],
        reasons=(_REASON[bands[month]],),
        hits=demand,
        trials=capacity or 0,
        basis=Basis(
            kind="rule", reference=FULL if bands[month] is CapacityBand.IMPOSSIBLE else TIGHT
        ),
        since=first_day(start),
        history=tuple(
            Point(
                month=first_day(at),
                hits=own.months[at][0],
                trials=own.months[at][1] or 0,
                role="flagged" if bands[at] in _LEVEL else "plain",
            )
            for at in shown
        ),
    )


def origin_unknown(ledgers: Ledgers, *, since: int) -> RuleOutcome:
    """Months in which too many candidates have no known origin."""
    exams = ledgers.exams
    unknown, trials = exams.column("origin_unknown"), exams.column("theory_candidates")
    many = (trials >= FEWEST_TRIALS) & (unknown > _NEARLY * UNKNOWN_SHARE * trials)
    return RuleOutcome(
        alerts=tuple(
            _of_unknown(_owner(ledgers, row), months, month=month)
            for row in _in_window(exams, many, since=since)
            for months in (_origins(exams, row),)
            for month in months
            if month >= since and _mostly_unknown(months[month])
        )
    )


def _origins(exams: Exams, row: int) -> dict[int, tuple[float, float]]:
    """One owner's candidates of unknown origin, of all where there are any and both are told."""
    told = exams.pairs(row, "origin_unknown", "theory_candidates")
    return {month: (unknown, trials) for month, (unknown, trials) in told.items() if trials}


def _mostly_unknown(one: tuple[float, float] | None) -> bool:
    return one is not None and one[1] >= FEWEST_TRIALS and one[0] > UNKNOWN_SHARE * one[1]


def _of_unknown(entity: Entity, months: Mapping[int, tuple[float, float]], *, month: int) -> Alert:
    start = month
    while _mostly_unknown(months.get(start - 1)):
        start -= 1
    return Alert(
        entity=entity,
        indicator="origin_unknown",
        period=first_day(month),
        level="red",
        reasons=("origin_unknown",),
        hits=months[month][0],
        trials=months[month][1],
        basis=Basis(kind="rule", reference=UNKNOWN_SHARE),
        since=first_day(start),
        history=tuple(
            Point(
                month=first_day(at),
                hits=hits,
                trials=trials,
                role="flagged" if _mostly_unknown((hits, trials)) else "plain",
            )
            for at, (hits, trials) in sorted(months.items())
            if month - SHOWN_MONTHS < at <= month
        ),
    )


def banned(ledgers: Ledgers, *, since: int) -> RuleOutcome:
    """Classes and examinations of institutions that were eliminated before."""
    found = after_elimination(ledgers, since=since)
    return RuleOutcome(alerts=tuple(_of_banned(ledgers, one) for one in found))


def _of_banned(ledgers: Ledgers, one: After) -> Alert:
    last_clean = serial(one.eliminated_on)
    return Alert(
        entity=entity_of(ledgers, kind=INSTITUTION, body=one.institution, trade=""),
        indicator="after_elimination",
        period=first_day(one.month),
        level="red",
        reasons=("after_elimination",),
        hits=len(one.classes) + len(one.exams),
        trials=0,
        basis=Basis(kind="rule", reference=None, first=one.eliminated_on),
        since=first_day(one.first),
        detail=(*one.classes, *one.exams),
        history=tuple(
            Point(
                month=first_day(month),
                hits=count,
                trials=0,
                role="flagged" if month >= one.first else "before",
            )
            for month, count in one.taught
            if month > min(one.month, last_clean) - SHOWN_MONTHS
        ),
    )
