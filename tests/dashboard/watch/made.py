"""Ledgers by hand, without a store: whatever a test does not care about is sound."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np

from dashboard.watch.alert import Verdict
from dashboard.watch.bodies import INSTITUTION, SITE, CapacityOwner
from dashboard.watch.classes import COLUMNS as OF_CLASSES
from dashboard.watch.classes import Classes, Decisions, ListedClass, summed
from dashboard.watch.exams import COLUMNS as OF_EXAMS
from dashboard.watch.exams import NOT_REPORTED, Exams, Owner, gathered
from dashboard.watch.months import EPOCH, serial
from dashboard.watch.reading import Ledgers

AS_OF = date(2024, 12, 31)
TRADE = "低压电工作业"


def exam(
    month: int, *, institution: int | None = 1, site: int | None = None, **counts: Any
) -> SimpleNamespace:
    """A row of an institution, or of a site where one is named; `month` is YYYYMM."""
    kind, body = (SITE, site) if site else (INSTITUTION, institution)
    known = {**dict.fromkeys(OF_EXAMS), "trade": TRADE, **counts}
    owner = Owner(kind, body or 0, known.pop("trade"))
    return SimpleNamespace(owner=owner, month=date(month // 100, month % 100, 1), **known)


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
            (kind, number): CapacityOwner(
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
        exams=_examined(list(exams)),
        classes=_summed(classes, as_of=as_of, decisions=decisions or {}),
        decisions=decisions or {},
        successions=successions or {},
        verdicts=verdicts or {},
    )


def _examined(rows: Sequence[Any]) -> Exams:
    owners: dict[Owner, list[list[int]]] = {}
    for row in rows:
        told = (getattr(row, name) for name in OF_EXAMS)
        counts = [NOT_REPORTED if one is None else one for one in told]
        owners.setdefault(row.owner, []).append([(row.month - EPOCH).days, *counts])
    months = [serial(row.month) for row in rows]
    parts = ((owner, np.array(own)) for owner, own in owners.items())
    return gathered(parts, first=min(months, default=0), last=max(months, default=-1))


def _summed(rows: Sequence[Any], *, as_of: date, decisions: Decisions) -> Classes:
    owners: dict[int, list[list[float]]] = {}
    told = []
    for number, row in enumerate(sorted(rows, key=lambda one: one.started_on), start=1):
        row.id = number
        cells = [_number(getattr(row, name)) for name in OF_CLASSES]
        owners.setdefault(row.institution_id, []).append(cells)
        told.append(ListedClass(**{name: getattr(row, name) for name in ListedClass.__slots__}))
    parts = ((owner, np.array(own)) for owner, own in owners.items())
    return summed(parts, as_of=as_of, decisions=decisions, told=told)


def _number(value: Any) -> float:
    if isinstance(value, date):
        return float((value - EPOCH).days)
    return float("nan") if value is None else float(value)


def months(first: int, count: int) -> list[int]:
    """`count` months from `first`, as YYYYMM."""
    found = [first]
    while len(found) < count:
        last = found[-1]
        found.append(last + (89 if last % 100 == 12 else 1))
    return found
