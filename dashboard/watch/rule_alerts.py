"""Alerts of rules: numbers that contradict each other or a limit, with no statistics in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard.analysis.capacity import FULL, TIGHT, Band, band, use
from dashboard.watch.alert import Alert, Basis, Entity, Point
from dashboard.watch.judging import FEWEST_TRIALS
from dashboard.watch.months import finished, first_day, serial
from dashboard.watch.reading import INSTITUTION, Ledgers
from dashboard.watch.rise_alerts import SHOWN_MONTHS
from dashboard.watch.series import entity_of, exam_rows
from dashboard.watch.taught import After, after_elimination, demand_quarters, supply

UNKNOWN_SHARE: Final = 0.2
"""Share of candidates of unknown origin above which the share from outside says little."""

_LEVEL: Final[Mapping[Band, str]] = {Band.IMPOSSIBLE: "red", Band.TIGHT: "yellow"}
_REASON: Final[Mapping[Band, str]] = {Band.IMPOSSIBLE: "above_capacity", Band.TIGHT: "tight"}


@dataclass(frozen=True, kw_only=True)
class Found:
    """Alerts of a rule, and how many entities of the last month it could not be asked of."""

    alerts: tuple[Alert, ...]
    unknown: int = 0


@dataclass(kw_only=True)
class _Use:
    """Demand and supply of one entity by running month; None where supply is not reported."""

    months: dict[int, tuple[float, float | None]] = field(default_factory=dict)


def exam_capacity(ledgers: Ledgers, *, since: int) -> Found:
    """Candidates against the capacity reported for the month, institutions and sites."""
    uses: dict[Entity, _Use] = defaultdict(_Use)
    for entity, month, row in exam_rows(ledgers):
        if row.theory_candidates is not None:
            uses[entity].months[month] = (row.theory_candidates, row.capacity)
    return _of_uses(uses, ledgers, indicator="exam_capacity", since=since)


def training_capacity(ledgers: Ledgers, *, since: int) -> Found:
    """Person-hours of a quarter's classes against what seats and stations can give."""
    uses: dict[Entity, _Use] = defaultdict(_Use)
    last = serial(finished(ledgers.as_of))
    for (institution, month), hours in demand_quarters(ledgers).items():
        if month <= last:
            entity = entity_of(ledgers, kind=INSTITUTION, body=institution, trade="")
            given = supply(ledgers.bodies[INSTITUTION, institution])
            uses[entity].months[month] = (round(hours, 1), given)
    return _of_uses(uses, ledgers, indicator="training_capacity", since=since, step=3)


def _of_uses(
    uses: Mapping[Entity, _Use], ledgers: Ledgers, *, indicator: str, since: int, step: int = 1
) -> Found:
    """Alerts of all entities; `step` is the number of months a period has."""
    last = serial(finished(ledgers.as_of))
    last -= (last + 1) % step
    alerts, unknown = [], 0
    for entity, own in uses.items():
        bands = {month: band(use(*one)) for month, one in own.months.items()}
        unknown += bands.get(last) is Band.UNKNOWN
        for month, (demand, _) in own.months.items():
            thin = bands[month] is Band.TIGHT and demand < FEWEST_TRIALS
            if month >= since and bands[month] in _LEVEL and not thin:
                told = _of_use(entity, own, bands, indicator=indicator, month=month, step=step)
                alerts.append(told)
    return Found(alerts=tuple(alerts), unknown=unknown)


def _of_use(
    entity: Entity, own: _Use, bands: Mapping[int, Band], *, indicator: str, month: int, step: int
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
        basis=Basis(kind="rule", reference=FULL if bands[month] is Band.IMPOSSIBLE else TIGHT),
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


def origin_unknown(ledgers: Ledgers, *, since: int) -> Found:
    """Months in which too many candidates have no known origin."""
    own: dict[Entity, dict[int, tuple[int, int]]] = defaultdict(dict)
    for entity, month, row in exam_rows(ledgers):
        if row.origin_unknown is not None and row.theory_candidates:
            own[entity][month] = (row.origin_unknown, row.theory_candidates)
    alerts = [
        _of_unknown(entity, months, month=month)
        for entity, months in own.items()
        for month in months
        if month >= since and _mostly_unknown(months[month])
    ]
    return Found(alerts=tuple(alerts))


def _mostly_unknown(one: tuple[int, int] | None) -> bool:
    return one is not None and one[1] >= FEWEST_TRIALS and one[0] > UNKNOWN_SHARE * one[1]


def _of_unknown(entity: Entity, months: Mapping[int, tuple[int, int]], *, month: int) -> Alert:
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


def banned(ledgers: Ledgers, *, since: int) -> Found:
    """Classes and examinations of institutions that were eliminated before."""
    found = list(after_elimination(ledgers))
    first: dict[int, int] = {}
    for one in found:  # in order of months
        first.setdefault(one.institution, one.month)
    return Found(
        alerts=tuple(
            _of_banned(ledgers, one, first=first[one.institution])
            for one in found
            if one.month >= since
        )
    )


def _of_banned(ledgers: Ledgers, one: After, *, first: int) -> Alert:
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
        since=first_day(first),
        detail=(*one.classes, *one.exams),
        history=tuple(
            Point(
                month=first_day(month),
                hits=count,
                trials=0,
                role="flagged" if month >= first else "before",
            )
            for month, count in one.taught
            if month > min(one.month, last_clean) - SHOWN_MONTHS
        ),
    )
