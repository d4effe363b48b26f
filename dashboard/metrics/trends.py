"""How a unit changes: its own series of months, tested, and before against after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from dashboard.analysis.funnel import FunnelKind
from dashboard.analysis.trend import Counts, TrendChange, shift, trend
from dashboard.metrics.clusters import KINDS
from dashboard.metrics.comparison import since_the_rules
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, Measured, measure

MONTHS: Final = 24
"""Complete months a trend looks back over, and at most a period before."""

MONTHLY: Final[Mapping[str, FunnelKind]] = MappingProxyType(
    {
        "inspections": FunnelKind.RATE,
        **{
            key: KINDS[key]
            for key in (
                "findings_per_inspection",
                "on_time_share",
                "short_hours_share",
                "backfilled_share",
                "archive_complete_share",
                "theory_pass_rate",
                "practical_pass_rate",
                "out_of_city_share",
            )
        },
    }
)
"""What has a course by month. A state on a day has none, and neither has completion, as what was
found last month is not due yet."""

RIPENS: Final[Mapping[str, int]] = MappingProxyType({"on_time_share": 2})
"""Months at the end that are left out: most of what was found in them is not due yet."""

Series = tuple[Counts | None, ...]


@dataclass(frozen=True, kw_only=True)
class Trends:
    """Trends and shifts of one scope by metric.

    `months` are numbers YYYYMM; `series` holds cases and size of each, None without figures;
    `before` and `after` are the months a shift compares, empty where nothing lies between.
    """

    months: tuple[int, ...]
    series: Mapping[str, Series]
    trends: Mapping[str, TrendChange]
    shifts: Mapping[str, TrendChange]
    before: tuple[int, ...]
    after: tuple[int, ...]


def courses(
    session: Session,
    *,
    filters: Filters,
    as_of: date,
    between: tuple[date, date] | None = None,
) -> Trends:
    """Read all series of the filters' scope in one statement and test them.

    Args:
        session: An open session.
        filters: What is counted; a period in it narrows the months.
        as_of: The day; its own month counts only where it is over.
        between: First and last day of what lies between before and after, as of a campaign.
    """
    last = _last_complete(as_of)
    start = _month(between[0]) if between else last
    first = min(_back(last, MONTHS - 1), _back(start, MONTHS))
    months = tuple(_range(first, last))
    known = _known(session, filters, first=first, as_of=as_of)
    recent = months[-MONTHS:]
    before = tuple(m for m in months if between and m < _month(between[0]))[-MONTHS:]
    after = tuple(m for m in months if between and m > _month(between[1]))
    return Trends(
        months=recent,
        series={key: _series(known[key], recent) for key in MONTHLY},
        trends={
            key: trend(kind, _series(known[key], recent[: MONTHS - RIPENS.get(key, 0)]))
            for key, kind in MONTHLY.items()
        },
        shifts={
            key: shift(kind, before=_series(known[key], before), after=_series(known[key], after))
            for key, kind in MONTHLY.items()
            if key not in RIPENS
        },
        before=before,
        after=after,
    )


def _known(
    session: Session, filters: Filters, *, first: int, as_of: date
) -> dict[str, dict[int, Counts]]:
    """Cases and size by metric and month, from the first month on, in one statement."""
    questions = [
        FigureQuery(
            metrics=(key,),
            by=("month",),
            filters=_window(key, filters, first=first, as_of=as_of),
            as_of=as_of,
        )
        for key in MONTHLY
    ]
    return {one.question.metrics[0]: _counts(one) for one in measure(session, questions)}


def _counts(measured: Measured) -> dict[int, Counts]:
    """Cases and size by month; months without size are absent."""
    (metric,) = measured.question.metrics
    found: dict[int, Counts] = {}
    for one in measured.figures:
        # A count stands for itself, month by month.
        size = 1.0 if metric == "inspections" else one.denominator
        if one.numerator is not None and size:
            found[one.group[0]] = (one.numerator, size)
    return found


def _series(known: Mapping[int, Counts], months: tuple[int, ...]) -> Series:
    return tuple(known.get(month) for month in months)


def _window(metric: str, filters: Filters, *, first: int, as_of: date) -> Filters:
    """The filters, from the first month on or the rules in force, whichever begins later."""
    start = max(filters.first or date.min, date(first // 100, first % 100, 1))
    return since_the_rules(metric, replace(filters, first=start, period=""), as_of=as_of)


def _month(day: date) -> int:
    return day.year * 100 + day.month


def _last_complete(as_of: date) -> int:
    """The last month that is over when the day is."""
    tomorrow = as_of + timedelta(days=1)
    return _month(tomorrow.replace(day=1) - timedelta(days=1))


def _back(month: int, by: int) -> int:
    at = month // 100 * 12 + month % 100 - 1 - by
    return at // 12 * 100 + at % 12 + 1


def _range(first: int, last: int) -> Iterable[int]:
    while first <= last:
        yield first
        first = _back(first, -1)
