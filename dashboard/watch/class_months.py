"""Classes by institution and month: hours short, training capacity, teaching after elimination."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from dashboard.analysis.hours import Shortfall
from dashboard.watch.bodies import INSTITUTION, CapacityOwner
from dashboard.watch.classes import Classes, ListedClass
from dashboard.watch.hours import HOURS_A_DAY, is_deep, is_dense
from dashboard.watch.months import WINDOW, first_day, serial, window_start
from dashboard.watch.reading import Ledgers

WORK_DAYS: Final = 22
"""Days of teaching in a month."""

Told = Mapping[tuple[int, int], Sequence[ListedClass]]
"""Rows of classes by institution and running month of their first day."""


@dataclass(frozen=True, kw_only=True)
class HoursMonth:
    """One institution's classes of a month with hours reported, and the year up to it."""

    institution: int
    month: int
    now: Shortfall
    year: Shortfall
    rows: Sequence[ListedClass]
    """Classes that fell short or met too densely, in order of time."""

    @property
    def deep(self) -> bool:
        """Whether a class got less than DEEP of its hours."""
        return any(is_deep(row.hours_required, row.hours_delivered) for row in self.rows)

    @property
    def dense(self) -> bool:
        """Whether a class had more than HOURS_A_DAY hours a calendar day."""
        return any(_meets_densely(row) for row in self.rows)


def hours_months(ledgers: Ledgers, *, since: int) -> Iterator[HoursMonth]:
    """Institutions' months from the running month `since` in which a class fell short."""
    classes, told = ledgers.classes, _short_or_dense(ledgers)
    wrong = classes.sums["short"] + classes.sums["against"] > 0
    for row, column in zip(*np.nonzero(wrong), strict=True):
        institution, month = classes.institutions[row], classes.first + int(column)
        if month >= since:
            start = max(month - WINDOW + 1, window_start(month))
            yield HoursMonth(
                institution=institution,
                month=month,
                now=_counted(classes, row=row, since=month, until=month),
                year=_counted(classes, row=row, since=start, until=month),
                rows=told[institution, month],
            )


def usual_shortfall(classes: Classes, *, month: int) -> Shortfall:
    """All institutions' classes of the year before a running month, not across the new rules."""
    return _counted(classes, row=slice(None), since=window_start(month), until=month - 1)


def _counted(classes: Classes, *, row: Any, since: int, until: int) -> Shortfall:
    columns = slice(max(0, since - classes.first), max(0, until + 1 - classes.first))
    counted, short, exact = (
        int(classes.sums[name][row, columns].sum()) for name in ("timed", "short", "exact")
    )
    return Shortfall(counted=counted, short=short, exact=exact)


def _short_or_dense(ledgers: Ledgers) -> Told:
    found: dict[tuple[int, int], list[ListedClass]] = defaultdict(list)
    for row in ledgers.classes.told:
        if _is_short_or_dense(row, ledgers.as_of):
            found[row.institution_id, serial(row.started_on)].append(row)
    return found


def _is_short_or_dense(row: ListedClass, as_of: date) -> bool:
    if row.ended_on is None or row.ended_on > as_of:
        return False
    if row.hours_required is None or row.hours_delivered is None:
        return False
    return row.hours_delivered < row.hours_required or _meets_densely(row)


def _meets_densely(row: ListedClass) -> bool:
    """Of a class that has ended, with its hours."""
    days = (row.ended_on - row.started_on).days + 1 if row.ended_on else 1
    return bool(is_dense(row.hours_delivered, days))


def supply(body: CapacityOwner) -> float | None:
    """Person-hours seats and stations can give in a quarter at WORK_DAYS and HOURS_A_DAY."""
    if body.seats is None or body.stations is None:
        return None
    return (body.seats + body.stations) * HOURS_A_DAY * WORK_DAYS * 3


@dataclass(frozen=True, kw_only=True)
class After:
    """What an institution did in a month in which it stood eliminated."""

    institution: int
    month: int
    eliminated_on: date
    first: int
    """The first month of all in which it did anything."""
    classes: tuple[str, ...]
    exams: tuple[str, ...]
    """Trades examined in months after that of the elimination."""
    taught: tuple[tuple[int, int], ...]
    """Running months with the number of classes begun in each, up to this one."""


def after_elimination(ledgers: Ledgers, *, since: int) -> Iterator[After]:
    """Classes begun while the last decision was to eliminate, and examinations in later months.

    Of months from the running month `since`. One that was reinstated may teach again, as for metric
    `classes_after_elimination`.
    """
    classes, exams = _classes_after(ledgers), _exams_after(ledgers)
    began = ledgers.classes.banned
    months = sorted({*began, *exams})
    first: dict[int, int] = {}
    for institution, month in months:
        first.setdefault(institution, month)
    for institution, month in months:
        if month < since:
            continue
        day, trades = exams.get((institution, month), (None, ()))
        taught = _begun(ledgers.classes, institution)
        yield After(
            institution=institution,
            month=month,
            eliminated_on=began.get((institution, month)) or day or date.max,
            first=first[institution],
            classes=tuple(class_name(row) for row in classes[institution, month]),
            exams=tuple(trades),
            taught=tuple(sorted(one for one in taught.items() if one[0] <= month)),
        )


def class_name(row: ListedClass) -> str:
    """What a class is called: its number, where it was given one."""
    return row.number or "未编号班次"


def _begun(classes: Classes, institution: int) -> Mapping[int, int]:
    return classes.by_month("begun", institution) if institution in classes.institutions else {}


def _classes_after(ledgers: Ledgers) -> Told:
    found: dict[tuple[int, int], list[ListedClass]] = defaultdict(list)
    for row in ledgers.classes.told:
        if _eliminated(ledgers, row.institution_id, before=row.started_on) is not None:
            found[row.institution_id, serial(row.started_on)].append(row)
    return found


def _exams_after(ledgers: Ledgers) -> dict[tuple[int, int], tuple[date, list[str]]]:
    """By institution and month: the day it was eliminated, and trades with candidates."""
    exams = ledgers.exams
    gone = {
        institution
        for institution, decided in ledgers.decisions.items()
        if any(outcome == "eliminated" for _, outcome in decided)
    }
    candidates = exams.column("theory_candidates")
    found: dict[tuple[int, int], tuple[date, list[str]]] = {}
    for row in exams.rows_of(INSTITUTION).tolist():
        owner = exams.owners[row]
        if owner.body not in gone:
            continue
        for month in (np.flatnonzero(candidates[row] > 0) + exams.first).tolist():
            day = _eliminated(ledgers, owner.body, before=first_day(month))
            if day is not None:
                found.setdefault((owner.body, month), (day, []))[1].append(owner.trade)
    return found


def _eliminated(ledgers: Ledgers, institution: int, *, before: date) -> date | None:
    """The day it was eliminated, where that is what its last decision before a day says."""
    earlier = [one for one in ledgers.decisions.get(institution, ()) if one[0] < before]
    return earlier[-1][0] if earlier and earlier[-1][1] == "eliminated" else None
