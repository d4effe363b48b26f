"""Where the open findings wait, for how long, and which of them are the most urgent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from dashboard.metrics.facts import on_day
from dashboard.metrics.filters import Filters
from dashboard.metrics.progress import STAGE
from dashboard.metrics.worklist import LONGEST_FIRST, listed_findings

AGES: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {"7天内": (0, 7), "8至30天": (8, 30), "31至90天": (31, 90), "90天以上": (91, 1_000_000)}
)
"""Bands of days waited at a stage, both ends inclusive."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """The open findings at one stage.

    `ages` counts them by AGES, `longest` is the most days one has waited there, and `urgent` holds
    the few longest past their term, or nearest to it, as rows of `open_findings`.
    """

    findings: int
    longest: int
    ages: Mapping[str, int]
    urgent: tuple[Row[Any], ...]


def waiting(
    session: Session, *, filters: Filters, as_of: date, each: int = 3
) -> Mapping[str, Waiting]:
    """The open findings by stage, in one statement; a stage where nothing waits is absent.

    Args:
        session: An open session.
        filters: Which findings.
        as_of: The day they wait on.
        each: How many urgent ones to name at every stage.
    """
    listed = listed_findings(filters, case_role=False)
    place = func.row_number().over(partition_by=STAGE, order_by=LONGEST_FIRST)
    rows = listed.add_columns(place.label("place")).subquery("waiting")
    ages = [
        func.sum(case((rows.c.waited.between(least, most), 1), else_=0))
        .over(partition_by=rows.c.stage)
        .label(f"age_{at}")
        for at, (least, most) in enumerate(AGES.values())
    ]
    whole = select(
        rows,
        func.count().over(partition_by=rows.c.stage).label("findings"),
        func.max(rows.c.waited).over(partition_by=rows.c.stage).label("longest"),
        *ages,
    ).subquery("stages")
    urgent = select(whole).where(whole.c.place <= each).order_by(whole.c.stage, whole.c.place)
    found: dict[str, list[Row[Any]]] = {}
    for row in session.execute(urgent, on_day(as_of)):
        found.setdefault(row.stage, []).append(row)
    return {stage: _waiting(tuple(named)) for stage, named in found.items()}


def _waiting(urgent: tuple[Row[Any], ...]) -> Waiting:
    first = urgent[0]
    return Waiting(
        findings=first.findings,
        longest=first.longest,
        ages={age: getattr(first, f"age_{at}") for at, age in enumerate(AGES)},
        urgent=urgent,
    )
