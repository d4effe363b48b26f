"""The course of a cohort of leads: where each case stands, and how long the steps took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, and_, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from dashboard.metrics.enforcement import FATE, FURTHEST, STEP_DAY
from dashboard.metrics.enforcement import cohort as chosen
from dashboard.metrics.facts import CASES, happened, on_day
from dashboard.metrics.filters import Filters
from dashboard.store.dialects import days_between

LAG_FROM: Final[Mapping[str, str]] = MappingProxyType(
    {
        "confirmed": "lead",
        "penalised": "confirmed",
        # A case may go to the police without an administrative finding.
        "referred": "lead",
        "filed": "referred",
        "closed": "lead",
        "withdrawn": "lead",
    }
)
"""Since which step the days to a step are counted."""


@dataclass(frozen=True, kw_only=True)
class Lag:
    """Days from one step to another over the `cases` that reached both."""

    cases: int
    median: float
    least: int
    most: int


@dataclass(frozen=True, kw_only=True)
class CaseFunnel:
    """A cohort of leads: where each case stands, and how long the steps took.

    `standing` counts every case once, by the furthest step it reached and its fate.
    """

    standing: Mapping[tuple[str, str], int]
    lags: Mapping[str, Lag]

    @property
    def total(self) -> int:
        """Leads of the cohort."""
        return sum(self.standing.values())

    def at(self, *, step: str = "", fate: str = "") -> int:
        """Cases that came as far as `step` and no further, or have a fate, or both."""
        return sum(
            count
            for (at, became), count in self.standing.items()
            if step in ("", at) and fate in ("", became)
        )


def course(session: Session, *, filters: Filters, as_of: date) -> CaseFunnel:
    """Read the course of the cases whose lead was registered in the period, in one statement.

    Open cases have no part in a lag: it is counted over cases that reached both steps.

    Source: the ledger of cases.
    """
    cohort = and_(CASES.where, *chosen(filters))
    standing = (
        select(FURTHEST.label("step"), FATE.label("fate"))
        .select_from(CASES.source)
        .where(cohort)
        .subquery()
    )
    counted = select(
        standing.c.step, standing.c.fate, null().label("days"), func.count().label("cases")
    ).group_by(standing.c.step, standing.c.fate)
    branches = [counted, *(_lag(step, since, cohort) for step, since in LAG_FROM.items())]
    found = session.execute(union_all(*branches), on_day(as_of)).all()
    spans: dict[str, dict[int, int]] = {}
    for row in found:
        if row.days is not None:
            spans.setdefault(row.step, {})[row.days] = row.cases
    return CaseFunnel(
        standing={(row.step, row.fate): row.cases for row in found if row.days is None},
        lags={step: lag_of(counts.items()) for step, counts in spans.items()},
    )


def lag_of(counts: Iterable[tuple[int, int]]) -> Lag:
    """A lag from how many cases took how many days; there must be one case at least."""
    days = [day for day, cases in sorted(counts) for _ in range(cases)]
    half = len(days) // 2
    median = days[half] if len(days) % 2 else (days[half - 1] + days[half]) / 2
    return Lag(cases=len(days), median=float(median), least=days[0], most=days[-1])


def _lag(step: str, since: str, cohort: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """How many cases of the cohort took how many days; as many rows as there are lengths."""
    spans = (
        select(days_between(STEP_DAY[since], STEP_DAY[step]).label("days"))
        .select_from(CASES.source)
        .where(cohort, happened(STEP_DAY[since]), happened(STEP_DAY[step]))
        .subquery()
    )
    return select(
        literal(step, String).label("step"),
        null().label("fate"),
        spans.c.days.label("days"),
        func.count().label("cases"),
    ).group_by(spans.c.days)
