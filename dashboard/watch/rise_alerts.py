"""Alerts of shares that rise: pass rates and out-of-city candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.watch.alert import Alert, Basis, Verdict, key_of
from dashboard.watch.bodies import INSTITUTION, SITE
from dashboard.watch.history import ROLES, PointHistory
from dashboard.watch.months import first_day
from dashboard.watch.reading import Ledgers
from dashboard.watch.rises import JudgedMonth, judge
from dashboard.watch.series import (
    CITY,
    FROM_OUTSIDE,
    PASSED_PRACTICAL,
    PASSED_THEORY,
    Counts,
    Flags,
    Floats,
    IndicatorSeries,
    exam_series,
)

KINDS: Final = (INSTITUTION, SITE, CITY)
COUNTS: Final[Mapping[str, Counts]] = {
    "theory_rise": PASSED_THEORY,
    "practical_rise": PASSED_PRACTICAL,
    "outside_rise": FROM_OUTSIDE,
}
SHOWN_MONTHS: Final = 30
"""Months of history that an alert's chart shows."""


@dataclass(frozen=True, kw_only=True)
class Risen:
    """One indicator of one kind of entity, judged month by month.

    Of every month it is kept what was raised, the CUSUM's sum and whether it was reckoned from the
    entity's own history; of the window's months and the last one everything.
    """

    indicator: str
    series: IndicatorSeries
    raised: Flags
    total: Floats
    own: Flags
    months: Mapping[int, JudgedMonth]
    """By column."""

    def untold(self) -> int:
        """Entities seen in the last month that could be held against nothing."""
        last = self.months.get(self.series.months - 1)
        if last is None:
            return 0
        seen = self.series.trials[:, last.column] > 0
        return int((seen & ~last.against.compared).sum())


def rises(ledgers: Ledgers, *, since: int) -> Iterator[Risen]:
    """Judge all indicators of all kinds of entity; alerts are wanted from month `since` on."""
    for indicator, counts in COUNTS.items():
        for kind in KINDS:
            series = exam_series(ledgers, kind=kind, counts=counts)
            explained = _explained(series, indicator, ledgers.verdicts)
            judged = judge(series, explained=explained, passes=counts != FROM_OUTSIDE)
            yield _risen(series, judged, indicator=indicator, since=since)


def _risen(
    series: IndicatorSeries, judged: Iterable[JudgedMonth], *, indicator: str, since: int
) -> Risen:
    raised, own = np.zeros_like(series.starts), np.zeros_like(series.starts)
    total, months = np.zeros_like(series.hits), {}
    for month in judged:
        raised[:, month.column] = month.raised
        own[:, month.column] = month.against.own
        total[:, month.column] = month.total
        if series.first + month.column >= since or month.column == series.months - 1:
            months[month.column] = month
    return Risen(
        indicator=indicator, series=series, raised=raised, total=total, own=own, months=months
    )


def rise_alerts(risen: Risen, *, since: int) -> Iterator[Alert]:
    """Alerts of the months from the running month `since` on."""
    for column, month in risen.months.items():
        if risen.series.first + column >= since:
            for row in np.flatnonzero(month.raised | month.thin).tolist():
                yield _alert(risen, month, row)


def _alert(risen: Risen, month: JudgedMonth, row: int) -> Alert:
    series, column = risen.series, month.column
    level, reasons = _level(month, row)
    return Alert(
        entity=series.entities[row],
        indicator=risen.indicator,
        period=first_day(series.first + column),
        level=level,
        reasons=reasons,
        hits=float(series.hits[row, column]),
        trials=float(series.trials[row, column]),
        basis=_basis(series, month, row),
        since=first_day(series.first + _since(risen, column, row)),
        z=float(month.z[row]) if month.against.compared[row] else None,
        p=float(month.p[row]) if month.against.compared[row] else None,
        q=float(month.q[row]) if month.against.compared[row] and level != "grey" else None,
        history=_history(risen, column, row),
    )


def _level(month: JudgedMonth, row: int) -> tuple[str, tuple[str, ...]]:
    told = {
        "all_passed": month.all_hit_twice,
        "beyond_limit": month.orange,
        "beyond_warning": month.beyond,
        "run": month.run,
        "cusum": month.cusum,
    }
    reasons = tuple(key for key, flags in told.items() if flags[row])
    if month.all_hit_twice[row]:
        return "red", reasons
    if month.orange[row]:
        return "orange", reasons
    return ("yellow", reasons) if reasons else ("grey", ("thin",))


def _basis(series: IndicatorSeries, month: JudgedMonth, row: int) -> Basis:
    against = month.against
    if not against.compared[row]:
        return Basis(kind="rule", reference=None)
    own = bool(against.own[row])
    first, last = int(against.first[row]), int(against.last[row])
    return Basis(
        kind="own" if own else "peers",
        reference=float(against.share[row]),
        hits=float(against.hits[row]),
        trials=float(against.trials[row]),
        months=int(against.months[row]),
        first=first_day(series.first + first) if own and first >= 0 else None,
        last=first_day(series.first + last) if own and last >= 0 else None,
        spread=float(against.spread[row]),
    )


def _since(risen: Risen, column: int, row: int) -> int:
    """The first column of the unbroken row of raised months of a segment that ends at `column`."""
    starts, raised = risen.series.starts[row], risen.raised[row]
    while column > 0 and not starts[column] and raised[column - 1]:
        column -= 1
    return column


def _history(risen: Risen, column: int, row: int) -> PointHistory:
    series, against = risen.series, risen.months[column].against
    since = max(0, column - SHOWN_MONTHS + 1)
    shown = slice(since, column + 1)
    at = np.arange(since, column + 1)
    starts = np.flatnonzero(series.starts[row, : column + 1])
    roles = np.full(len(at), ROLES.index("plain"))
    if against.own[row]:
        base = (at >= against.first[row]) & (at <= against.last[row])
        roles[base] = ROLES.index("baseline")
    roles[at < (starts[-1] if starts.size else 0)] = ROLES.index("earlier")
    roles[series.mixed[row, shown]] = ROLES.index("mixed")
    roles[risen.raised[row, shown] | (at == column)] = ROLES.index("flagged")
    seen = series.trials[row, shown] > 0
    return PointHistory.of(
        months=series.first + at[seen],
        hits=series.hits[row, shown][seen],
        trials=series.trials[row, shown][seen],
        roles=roles[seen],
        totals=np.where(risen.own[row, shown], risen.total[row, shown], np.nan)[seen],
    )


def _explained(
    series: IndicatorSeries, indicator: str, verdicts: Mapping[str, tuple[Verdict, ...]]
) -> Callable[[int, int], bool]:
    """Whether an officer found the alert of a row and column explained."""
    keys = {key for key, own in verdicts.items() if own and own[0].verdict == "explained"}

    def is_explained(row: int, column: int) -> bool:
        period = first_day(series.first + column)
        return bool(keys) and (
            key_of(series.entities[row], indicator=indicator, period=period) in keys
        )

    return is_explained
