"""Ledgers by hand, without a store: whatever a test does not care about is sound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from dashboard.watch.alert import Verdict
from dashboard.watch.exams import COLUMNS, Exams
from dashboard.watch.reading import INSTITUTION, SITE, Body, Ledgers

AS_OF = date(2024, 12, 31)
TRADE = "低压电工作业"


def exam(
    month: int, *, institution: int | None = 1, site: int | None = None, **counts: Any
) -> SimpleNamespace:
    """A row of an institution, or of a site where one is named; `month` is YYYYMM."""
    known = dict.fromkeys(COLUMNS)
    owner = {"exam_site_id": site} if site else {"institution_id": institution}
    return SimpleNamespace(**{**known, "trade": TRADE, "month": month, **owner, **counts})


def taught(started: date, *, ended: date | None = None, **values: Any) -> SimpleNamespace:
    """A class of institution 1."""
    known = {
        "institution_id": 1,
        "number": f"班{started:%m%d}",
        "trade": TRADE,
        "started_on": started,
        "ended_on": ended,
        "hours_required": None,
        "hours_delivered": None,
        "enrolled": None,
        "sign_ins_actual": None,
        "sign_ins_backfilled": None,
        "archive_required": None,
        "archive_present": None,
    }
    return SimpleNamespace(**{**known, **values})


def ledgers(
    *,
    exams: Iterable[Any] = (),
    classes: Sequence[Any] = (),
    decisions: Mapping[int, tuple[tuple[date, str], ...]] | None = None,
    successions: Mapping[int, tuple[date, ...]] | None = None,
    verdicts: Mapping[str, tuple[Verdict, ...]] | None = None,
    as_of: date = AS_OF,
    bodies: int = 40,
    seats: int | None = 40,
) -> Ledgers:
    """Ledgers of bodies 1 to `bodies` of both kinds, all in district 7."""
    return Ledgers(
        as_of=as_of,
        bodies={
            (kind, number): Body(
                kind=kind,
                id=number,
                district=7,
                name=f"示例{number}",
                identity=f"{kind}{number}",
                seats=seats,
                stations=10,
            )
            for kind in (INSTITUTION, SITE)
            for number in range(1, bodies + 1)
        },
        exams=Exams(rows=tuple(exams)),
        classes=tuple(classes),
        decisions=decisions or {},
        successions=successions or {},
        verdicts=verdicts or {},
    )


def months(first: int, count: int) -> list[int]:
    """`count` months from `first`, as YYYYMM."""
    found = [first]
    while len(found) < count:
        last = found[-1]
        found.append(last + (89 if last % 100 == 12 else 1))
    return found
