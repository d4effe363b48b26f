"""How a unit changes: its own series of months, tested, and before against after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from dashboard.analysis.funnel import FunnelKind
from dashboard.analysis.trend import Counts, TrendChange, shift, trend
from dashboard.dates import Month, last_month_over, months_between
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

    `series` holds cases and size of each, None without figures;
    `before` and `after` are the months a shift compares, empty where nothing lies between.
    """

    months: tuple[Month, ...]
    series: Mapping[str, Series]
    trends: Mapping[str, TrendChange]
    shifts: Mapping[str, TrendChange]
    before: tuple[Month, ...]
    after: tuple[Month, ...]


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
    last = last_month_over(as_of)
    start = Month.of(between[0]) if between else last
    first = min(last.shifted(1 - MONTHS), start.shifted(-MONTHS))
    months = months_between(first, last)
    known = _known(session, filters, first=first, as_of=as_of)
    recent = months[-MONTHS:]
    before = tuple(m for m in months if between and m < Month.of(between[0]))[-MONTHS:]
    after = tuple(m for m in months if between and m > Month.of(between[1]))
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
    session: Session, filters: Filters, *, first: Month, as_of: date
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


def _series(known: Mapping[int, Counts], months: tuple[Month, ...]) -> Series:
    return tuple(known.get(month) for month in months)


def _window(metric: str, filters: Filters, *, first: Month, as_of: date) -> Filters:
    """The filters, from the first month on or the rules in force, whichever begins later."""
    start = max(filters.first or date.min, first.first)
    return since_the_rules(metric, replace(filters, first=start, period=""), as_of=as_of)
