"""Alerts of shares that rise: pass rates and out-of-city candidates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.watch.alert import Alert, Basis, Point, Verdict, key_of
from dashboard.watch.months import first_day
from dashboard.watch.reading import INSTITUTION, SITE, Ledgers
from dashboard.watch.rises import Month, judge
from dashboard.watch.series import (
    CITY,
    FROM_OUTSIDE,
    PASSED_PRACTICAL,
    PASSED_THEORY,
    Counts,
    Flags,
    Series,
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
    """One indicator of one kind of entity, judged month by month."""

    indicator: str
    series: Series
    months: tuple[Month, ...]

    def untold(self) -> int:
        """Entities seen in the last month that could be held against nothing."""
        if not self.months:
            return 0
        last = self.months[-1]
        seen = self.series.trials[:, last.column] > 0
        return int((seen & ~last.against.compared).sum())


def rises(ledgers: Ledgers) -> Iterator[Risen]:
    """Judge all indicators of all kinds of entity."""
    for indicator, counts in COUNTS.items():
        for kind in KINDS:
            series = exam_series(ledgers, kind=kind, counts=counts)
            months = judge(
                series,
                explained=_explained(series, indicator, ledgers.verdicts),
                passes=counts != FROM_OUTSIDE,
            )
            yield Risen(indicator=indicator, series=series, months=tuple(months))


def rise_alerts(risen: Risen, *, since: int) -> Iterator[Alert]:
    """Alerts of the months from the running month `since` on."""
    for month in risen.months:
        if risen.series.first + month.column < since:
            continue
        raised = _raised(month) | month.thin
        for row in np.flatnonzero(raised):
            yield _alert(risen, month, int(row))


def _raised(month: Month) -> Flags:
    return month.orange | month.beyond | month.run | month.cusum | month.all_hit_twice


def _alert(risen: Risen, month: Month, row: int) -> Alert:
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


def _level(month: Month, row: int) -> tuple[str, tuple[str, ...]]:
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


def _basis(series: Series, month: Month, row: int) -> Basis:
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
    starts = risen.series.starts
    while column > 0 and not starts[row, column] and _raised(risen.months[column - 1])[row]:
        column -= 1
    return column


def _history(risen: Risen, column: int, row: int) -> tuple[Point, ...]:
    series, points = risen.series, []
    segment = max((at for at in range(column + 1) if series.starts[row, at]), default=0)
    against = risen.months[column].against
    for at in range(max(0, column - SHOWN_MONTHS + 1), column + 1):
        if not series.trials[row, at]:
            continue
        month = risen.months[at]
        in_base = against.first[row] <= at <= against.last[row]
        points.append(
            Point(
                month=first_day(series.first + at),
                hits=float(series.hits[row, at]),
                trials=float(series.trials[row, at]),
                role=_role(
                    flagged=bool(_raised(month)[row]) or at == column,
                    mixed=bool(series.mixed[row, at]),
                    earlier=at < segment,
                    base=bool(against.own[row]) and bool(in_base),
                ),
                total=float(month.total[row]) if month.against.own[row] else None,
            )
        )
    return tuple(points)


def _role(*, flagged: bool, mixed: bool, earlier: bool, base: bool) -> str:
    if flagged:
        return "flagged"
    if mixed:
        return "mixed"
    if earlier:
        return "earlier"
    return "baseline" if base else "plain"


def _explained(
    series: Series, indicator: str, verdicts: Mapping[str, tuple[Verdict, ...]]
) -> Flags:
    """Months whose alert an officer found explained."""
    found = np.zeros_like(series.starts)
    keys = {key for key, own in verdicts.items() if own and own[0].verdict == "explained"}
    if not keys:  # hashing every month of every entity is the dear part
        return found
    for row, entity in enumerate(series.entities):
        for column in range(series.months):
            month = first_day(series.first + column)
            found[row, column] = key_of(entity, indicator=indicator, period=month) in keys
    return found
