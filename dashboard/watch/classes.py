"""Training classes as sums by institution and month of their first day.

Rows come one institution after another and are summed before the next is looked at. The sums are
what counting row by row gives, in the rows' own order, to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dashboard.watch.hours import is_deep, is_dense
from dashboard.watch.months import EPOCH, days_of, of_days, quarter_end

Floats: TypeAlias = NDArray[np.float64]
Decisions: TypeAlias = Mapping[int, tuple[tuple[date, str], ...]]
"""(day, outcome) by institution in order of time."""

COLUMNS: Final = (
    "id",
    "started_on",
    "ended_on",
    "hours_required",
    "hours_delivered",
    "enrolled",
    "sign_ins_actual",
    "sign_ins_backfilled",
    "archive_required",
    "archive_present",
)
"""What is read of each class; days are counted from EPOCH, NaN is not reported."""

SUMS: Final = (
    "begun",
    "timed",
    "short",
    "exact",
    "against",
    "backfilled",
    "signed",
    "missing",
    "required",
)
"""Classes begun; of the ended ones: with hours reported, of these short, exactly as required and
against a rule; sign-ins and archive items where both of their numbers are reported."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedClass:
    """One class that an alert may have to name."""

    id: int
    institution_id: int
    number: str | None
    started_on: date
    ended_on: date | None
    hours_required: float | None
    hours_delivered: float | None


@dataclass(frozen=True, kw_only=True)
class Classes:
    """Matrices of SUMS, rows as `institutions`, columns months in a row from month `first`.

    `told` are rows of the window's classes that an alert may have to name: at least all that fell
    short or met too densely, and those of institutions that were ever eliminated.
    """

    institutions: tuple[int, ...]
    first: int
    sums: Mapping[str, Floats]
    demand: Mapping[tuple[int, int], float]
    """Person-hours asked of each institution by quarter, under the number of its last month."""
    banned: Mapping[tuple[int, int], date]
    """By institution and month of classes begun while it stood eliminated: since which day."""
    told: Sequence[ListedClass]

    def by_month(self, name: str, institution: int) -> dict[int, int]:
        """One institution's sums by running month where they are not 0."""
        row = self.sums[name][self.institutions.index(institution)]
        return {self.first + int(at): int(row[at]) for at in np.flatnonzero(row)}


@dataclass(frozen=True, kw_only=True)
class _Summed:
    """One institution's sums."""

    institution: int
    first: int
    sums: Floats


def summed(
    parts: Iterable[tuple[int, Floats]],
    *,
    as_of: date,
    decisions: Decisions,
    told: Sequence[ListedClass],
) -> Classes:
    """Sum every institution's classes.

    Args:
        parts: Each institution with its rows of COLUMNS.
        as_of: The day by which a class must have ended for its records to count.
        decisions: Of all institutions.
        told: Rows kept as they are.
    """
    found: list[_Summed] = []
    demand: dict[tuple[int, int], float] = {}
    banned: dict[tuple[int, int], date] = {}
    for institution, unordered in parts:
        rows = unordered[np.lexsort((unordered[:, 0], unordered[:, 1]))]
        found.append(_summed(institution, rows, today=(as_of - EPOCH).days))
        for quarter, hours in _demand(rows).items():
            demand[institution, quarter] = hours
        for month, day in _banned(rows, decisions.get(institution, ())).items():
            banned[institution, month] = day
    found.sort(key=lambda one: one.institution)
    first = min((one.first for one in found), default=0)
    last = max((one.first + one.sums.shape[1] for one in found), default=0)
    whole = np.zeros((len(SUMS), len(found), last - first))
    for row, one in enumerate(found):
        at = one.first - first
        whole[:, row, at : at + one.sums.shape[1]] = one.sums
    return Classes(
        institutions=tuple(one.institution for one in found),
        first=first,
        sums=dict(zip(SUMS, whole, strict=True)),
        demand=demand,
        banned=banned,
        told=told,
    )


def _summed(institution: int, rows: Floats, *, today: int) -> _Summed:
    column = dict(zip(COLUMNS, rows.T, strict=True))
    months = of_days(column["started_on"].astype(np.int64))
    first = int(months.min())
    required, delivered = column["hours_required"], column["hours_delivered"]
    asked, held = column["archive_required"], column["archive_present"]
    actual, later = column["sign_ins_actual"], column["sign_ins_backfilled"]
    ended = column["ended_on"] <= today
    timed = ended & ~np.isnan(required) & ~np.isnan(delivered)
    days = column["ended_on"] - column["started_on"] + 1
    against = is_deep(required, delivered) | is_dense(delivered, days)
    signed = ended & (actual > 0) & ~np.isnan(later)
    filed = ended & (asked > 0) & ~np.isnan(held)
    each = {
        "begun": np.ones(len(rows)),
        "timed": timed,
        "short": timed & (delivered < required),
        "exact": timed & (delivered == required),
        "against": timed & against,
        "backfilled": np.where(signed, later, 0),
        "signed": np.where(signed, actual, 0),
        "missing": np.where(filed, asked - held, 0),
        "required": np.where(filed, asked, 0),
    }
    return _Summed(
        institution=institution,
        first=first,
        sums=np.array([np.bincount(months - first, weights=each[name]) for name in SUMS]),
    )


def _demand(rows: Floats) -> dict[int, float]:
    """Each class's trainees times its required hours, spread evenly over its calendar days.

    A quarter evens out what a month cannot tell: on which of its days a class really met.
    """
    column = dict(zip(COLUMNS, rows.T, strict=True))
    asked = column["enrolled"] * column["hours_required"]
    used = ~np.isnan(column["ended_on"]) & (asked > 0)
    started, ended = (column[name][used].astype(np.int64) for name in ("started_on", "ended_on"))
    first, last = of_days(started), of_days(ended)
    spans = last - first + 1
    row = np.repeat(np.arange(len(spans)), spans)
    month = np.arange(len(row)) - np.repeat(np.cumsum(spans) - spans, spans) + first[row]
    overlap = np.minimum(ended[row], days_of(month + 1) - 1) - np.maximum(
        started[row], days_of(month)
    )
    hours = asked[used][row] * (overlap + 1) / (ended - started + 1)[row]
    quarters, places = np.unique(quarter_end(month), return_inverse=True)
    sums = np.bincount(places, weights=hours, minlength=len(quarters))
    return dict(zip(quarters.tolist(), sums.tolist(), strict=True))


def _banned(rows: Floats, decided: Sequence[tuple[date, str]]) -> dict[int, date]:
    """By month of the first class begun while eliminated: the day of that decision."""
    if not any(outcome == "eliminated" for _, outcome in decided):
        return {}
    days = np.array([(day - EPOCH).days for day, _ in decided])
    started = rows[:, 1].astype(np.int64)
    latest = np.searchsorted(days, started, side="left") - 1
    found: dict[int, date] = {}
    for month, place in zip(of_days(started).tolist(), latest.tolist(), strict=True):
        if place >= 0 and decided[place][1] == "eliminated":
            found.setdefault(month, decided[place][0])
    return found
