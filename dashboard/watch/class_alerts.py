"""Alerts of classes: hours short, back-filled sign-ins, missing archive items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard import units
from dashboard.analysis.hours import Shortfall
from dashboard.watch.alert import Alert, Basis
from dashboard.watch.bodies import INSTITUTION
from dashboard.watch.class_months import HoursMonth, class_name, hours_months, usual_shortfall
from dashboard.watch.classes import Classes, ListedClass
from dashboard.watch.history import Point
from dashboard.watch.judging import Q_LEVEL, q_values
from dashboard.watch.months import WINDOW, finished, first_day, serial
from dashboard.watch.reading import Ledgers
from dashboard.watch.rise_alerts import SHOWN_MONTHS
from dashboard.watch.series import Flags, IndicatorSeries, entity_of
from dashboard.watch.shares import Judged, judge_month, share_series

_FEWEST_CLASSES: Final = 10
"""Classes of a year that a share of short ones needs, as for metric `short_hours_share`."""
_P_LIMIT, _P_WARNING = 0.001, 0.025


def share_alerts(ledgers: Ledgers, *, indicator: str, since: int) -> Iterator[Alert]:
    """Alerts of an indicator of `shares.SHARES`, for finished months."""
    until = serial(finished(ledgers.as_of))
    series = share_series(ledgers, indicator=indicator, until=until)
    judged = {
        month: found
        for month in range(since - WINDOW, until + 1)
        if (found := judge_month(series, indicator=indicator, month=month)) is not None
    }
    for month in range(since, until + 1):
        if month in judged:
            for row in np.flatnonzero(_raised(judged[month]) | judged[month].thin):
                yield _of_share(series, judged, month, int(row), indicator=indicator)


def _raised(month: Judged) -> Flags:
    return month.orange | month.beyond


def _of_share(
    series: IndicatorSeries, judged: dict[int, Judged], month: int, row: int, *, indicator: str
) -> Alert:
    now = judged[month]
    level, reason = "grey", "thin"
    if now.orange[row]:
        level, reason = "orange", "beyond_limit"
    elif now.beyond[row]:
        level, reason = "yellow", "beyond_warning"
    return Alert(
        entity=series.entities[row],
        indicator=indicator,
        period=first_day(month),
        level=level,
        reasons=(reason,),
        hits=float(series.hits[row, now.column]),
        trials=float(series.trials[row, now.column]),
        basis=Basis(
            kind="peers",
            reference=now.reference,
            hits=now.base_hits,
            trials=now.base_trials,
            months=WINDOW,
            spread=now.variance,
        ),
        since=first_day(_since(series, judged, month, row)),
        z=float(now.z[row]),
        p=float(now.p[row]),
        q=float(now.q[row]) if level != "grey" else None,
        history=_history(series, judged, month, row),
    )


def _since(series: IndicatorSeries, judged: dict[int, Judged], month: int, row: int) -> int:
    """First of the raised months in a row; months without classes are passed over."""
    start, at = month, month - 1
    while at in judged:
        if series.trials[row, series.column(at)] > 0:
            if not _raised(judged[at])[row]:
                break
            start = at
        at -= 1
    return start


def _history(
    series: IndicatorSeries, judged: dict[int, Judged], month: int, row: int
) -> tuple[Point, ...]:
    points = []
    for at in range(max(series.first, month - SHOWN_MONTHS + 1), month + 1):
        column = series.column(at)
        if series.trials[row, column] > 0:
            raised = at == month or (at in judged and bool(_raised(judged[at])[row]))
            points.append(
                Point(
                    month=first_day(at),
                    hits=float(series.hits[row, column]),
                    trials=float(series.trials[row, column]),
                    role="flagged" if raised else "plain",
                )
            )
    return tuple(points)


@dataclass(frozen=True, kw_only=True)
class _Weighed:
    """A month with short classes, its year's chance against what is usual, and the q of it."""

    found: HoursMonth
    usual: Shortfall
    p: float
    q: float


def hours_alerts(ledgers: Ledgers, *, since: int) -> Iterator[Alert]:
    """Alerts of hours: rules for single classes, and a year's share of short ones."""
    months = list(hours_months(ledgers, since=since))
    until = serial(finished(ledgers.as_of))
    for month in sorted({one.month for one in months}):
        own = [one for one in months if one.month == month]
        usual = usual_shortfall(ledgers.classes, month=month)
        for one in _weighed(own, usual):
            level, reasons = _level(one, finished=month <= until)
            if level:
                yield _of_hours(ledgers, one, level=level, reasons=reasons)


def _weighed(months: list[HoursMonth], usual: Shortfall) -> Iterator[_Weighed]:
    share = usual.share or 0.0
    p = np.array([one.year.chance(share) if share else 1.0 for one in months])
    long = np.array([one.year.counted >= _FEWEST_CLASSES for one in months])
    q = q_values(p, judged=long)
    for at, one in enumerate(months):
        value = float(p[at]) if long[at] else 1.0
        yield _Weighed(found=one, usual=usual, p=value, q=float(q[at]))


def _level(one: _Weighed, *, finished: bool) -> tuple[str, tuple[str, ...]]:
    """A class against the rules is told at once; how often they fall short, of whole months."""
    reasons = []
    if one.found.deep:
        reasons.append("deep_shortfall")
    if one.found.dense:
        reasons.append("dense_hours")
    if reasons:
        return "red", tuple(reasons)
    if not finished:
        return "", ()
    if one.p <= _P_LIMIT and one.q <= Q_LEVEL:
        return "orange", ("often_short",)
    return ("yellow", ("often_short",)) if one.p <= _P_WARNING else ("", ())


def _of_hours(ledgers: Ledgers, one: _Weighed, *, level: str, reasons: tuple[str, ...]) -> Alert:
    found = one.found
    return Alert(
        entity=entity_of(ledgers, kind=INSTITUTION, body=found.institution, trade=""),
        indicator="hours",
        period=first_day(found.month),
        level=level,
        reasons=reasons,
        hits=found.now.short,
        trials=found.now.counted,
        basis=Basis(
            kind="peers",
            reference=one.usual.share,
            hits=one.usual.short,
            trials=one.usual.counted,
            months=WINDOW,
        ),
        since=first_day(_hours_since(ledgers.classes, found)),
        p=one.p if level != "red" else None,
        q=one.q if level != "red" else None,
        detail=tuple(_class_words(row) for row in found.rows),
        history=_hours_history(ledgers.classes, found),
    )


def _class_words(row: ListedClass) -> str:
    """A class by its number with its hours."""
    delivered, required = (
        units.number(hours, unit="hours") for hours in (row.hours_delivered, row.hours_required)
    )
    return f"{class_name(row)}实授{delivered}/应授{required}学时"


def _hours_since(classes: Classes, found: HoursMonth) -> int:
    """First of the months in a row with a class against the rules; empty months are passed over."""
    timed = classes.by_month("timed", found.institution)
    against = classes.by_month("against", found.institution)
    start, at = found.month, found.month - 1
    while at > found.month - SHOWN_MONTHS:
        if at in timed and at not in against:
            break
        start = at if at in timed else start
        at -= 1
    return start


def _hours_history(classes: Classes, found: HoursMonth) -> tuple[Point, ...]:
    timed, short, against = (
        classes.by_month(name, found.institution) for name in ("timed", "short", "against")
    )
    return tuple(
        Point(
            month=first_day(month),
            hits=short.get(month, 0),
            trials=timed[month],
            role="flagged" if month == found.month or month in against else "plain",
        )
        for month in range(found.month - SHOWN_MONTHS + 1, found.month + 1)
        if month in timed
    )
