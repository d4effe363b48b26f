"""Classes by institution and month: hours short, training capacity, teaching after elimination."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from dashboard.analysis.hours import Shortfall, shortfall
from dashboard.watch.months import (
    WINDOW,
    first_day,
    from_yyyymm,
    last_day,
    serial,
    window_start,
)
from dashboard.watch.reading import Body, Ledgers
from dashboard.watch.series import has_ended

DEEP: Final = 0.9
"""A class with less than this part of its required hours is a rule of its own; the product's."""
HOURS_A_DAY: Final = 8.0
"""Most hours of teaching on one calendar day."""
WORK_DAYS: Final = 22
"""Days of teaching in a month."""

ByMonth = Mapping[tuple[int, int], Sequence[Any]]
"""Rows of classes by institution and running month of their first day."""


@dataclass(frozen=True, kw_only=True)
class HoursMonth:
    """One institution's classes of a month with hours reported, and the year up to it."""

    institution: int
    month: int
    now: Shortfall
    year: Shortfall
    deep: tuple[str, ...]
    """Numbers of classes that got less than DEEP of their hours."""
    dense: tuple[str, ...]
    """Numbers of classes with more than HOURS_A_DAY hours a calendar day."""
    short: tuple[str, ...]
    rows: Sequence[Any]


def timed_classes(ledgers: Ledgers) -> ByMonth:
    """Ended classes whose required and delivered hours are both reported."""
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in ledgers.classes:
        timed = row.hours_required is not None and row.hours_delivered is not None
        if timed and has_ended(row, ledgers.as_of):
            found[row.institution_id, serial(row.started_on)].append(row)
    return found


def hours_months(classes: ByMonth, *, since: int) -> Iterator[HoursMonth]:
    """Institutions' months from the running month `since` in which a class fell short."""
    for (institution, month), rows in sorted(classes.items()):
        short = tuple(row.number for row in rows if row.hours_delivered < row.hours_required)
        dense = tuple(row.number for row in rows if is_dense(row))
        if month < since or not (short or dense):
            continue
        year = [
            row
            for at in range(max(month - WINDOW + 1, window_start(month)), month + 1)
            for row in classes.get((institution, at), ())
        ]
        yield HoursMonth(
            institution=institution,
            month=month,
            now=_counted(rows),
            year=_counted(year),
            deep=tuple(row.number for row in rows if is_deep(row)),
            dense=dense,
            short=short,
            rows=rows,
        )


def usual_shortfall(classes: ByMonth, *, month: int) -> Shortfall:
    """All institutions' classes of the year before a running month, not across the new rules."""
    start = window_start(month)
    return _counted(
        [row for (_, at), rows in classes.items() if start <= at < month for row in rows]
    )


def _counted(rows: Sequence[Any]) -> Shortfall:
    return shortfall((row.hours_required, row.hours_delivered) for row in rows)


def is_deep(row: Any) -> bool:
    """Whether a class got less than DEEP of its required hours."""
    return bool(row.hours_delivered < DEEP * row.hours_required)


def is_dense(row: Any) -> bool:
    """Whether a class had more than HOURS_A_DAY hours a calendar day."""
    days = (row.ended_on - row.started_on).days + 1
    return bool(row.hours_delivered / days > HOURS_A_DAY)


def demand_quarters(ledgers: Ledgers) -> Mapping[tuple[int, int], float]:
    """Person-hours asked of each institution by quarter, under the number of its last month.

    Each class's trainees times its required hours, spread evenly over its calendar days. A quarter
    evens out what a single month cannot tell: on which of its days a class really met.
    """
    found: dict[tuple[int, int], float] = defaultdict(float)
    for row in ledgers.classes:
        if row.ended_on is None or not row.enrolled or not row.hours_required:
            continue
        days = (row.ended_on - row.started_on).days + 1
        hours = row.enrolled * row.hours_required
        for month in range(serial(row.started_on), serial(row.ended_on) + 1):
            found[row.institution_id, quarter_end(month)] += hours * _overlap(row, month) / days
    return found


def quarter_end(month: int) -> int:
    """The running number of the last month of a running month's quarter."""
    return month - month % 3 + 2


def supply(body: Body) -> float | None:
    """Person-hours seats and stations can give in a quarter at WORK_DAYS and HOURS_A_DAY."""
    if body.seats is None or body.stations is None:
        return None
    return (body.seats + body.stations) * HOURS_A_DAY * WORK_DAYS * 3


def _overlap(row: Any, month: int) -> int:
    first, last = max(row.started_on, first_day(month)), min(row.ended_on, last_day(month))
    return int((last - first).days) + 1


@dataclass(frozen=True, kw_only=True)
class After:
    """What an institution did in a month in which it stood eliminated."""

    institution: int
    month: int
    eliminated_on: date
    classes: tuple[str, ...]
    exams: tuple[str, ...]
    """Trades examined in months after that of the elimination."""
    taught: tuple[tuple[int, int], ...]
    """Running months with the number of classes begun in each, up to this one."""


def after_elimination(ledgers: Ledgers) -> Iterator[After]:
    """Classes begun while the last decision was to eliminate, and examinations in later months.

    One that was reinstated may teach again, as for metric `classes_after_elimination`.
    """
    gone: dict[tuple[int, int], date] = {}
    classes: dict[tuple[int, int], list[str]] = defaultdict(list)
    exams: dict[tuple[int, int], list[str]] = defaultdict(list)
    taught: dict[int, Counter[int]] = defaultdict(Counter)
    for row in ledgers.classes:
        taught[row.institution_id][serial(row.started_on)] += 1
        day = _eliminated(ledgers, row.institution_id, before=row.started_on)
        if day is not None:
            classes[row.institution_id, serial(row.started_on)].append(row.number)
            gone.setdefault((row.institution_id, serial(row.started_on)), day)
    for row in ledgers.exams.rows:
        month = from_yyyymm(row.month)
        day = _eliminated(ledgers, row.institution_id, before=first_day(month))
        if day is not None and row.theory_candidates:
            exams[row.institution_id, month].append(row.trade)
            gone.setdefault((row.institution_id, month), day)
    for institution, month in sorted({*classes, *exams}):
        yield After(
            institution=institution,
            month=month,
            eliminated_on=gone[institution, month],
            classes=tuple(classes[institution, month]),
            exams=tuple(exams[institution, month]),
            taught=tuple(sorted(one for one in taught[institution].items() if one[0] <= month)),
        )


def _eliminated(ledgers: Ledgers, institution: int, *, before: date) -> date | None:
    """The day it was eliminated, where that is what its last decision before a day says."""
    earlier = [one for one in ledgers.decisions.get(institution, ()) if one[0] < before]
    return earlier[-1][0] if earlier and earlier[-1][1] == "eliminated" else None
