"""Shares by entity and month as two matrices, with the breaks a baseline must not straddle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dashboard.watch.alert import Entity
from dashboard.watch.months import NEW_RULES, break_of, from_yyyymm, serial
from dashboard.watch.reading import INSTITUTION, SITE, Ledgers

Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

CITY: Final = "trade"
"""Kind of the entity that is one trade in the whole city."""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One indicator of entities of one kind; rows are entities, columns months in a row.

    `trials` is 0 where nothing was reported. `starts` is true in the first month of a segment,
    `mixed` in a month that a change cuts through, which belongs to no baseline.
    """

    kind: str
    entities: tuple[Entity, ...]
    first: int
    """Running number of the first month."""
    hits: Floats
    trials: Floats
    starts: Flags
    mixed: Flags

    @property
    def months(self) -> int:
        """Number of months."""
        return int(self.trials.shape[1])

    def column(self, month: int) -> int:
        """The column of a running month."""
        return month - self.first


Counts: TypeAlias = tuple[str, str]
"""Columns of `exam_month` that count hits and trials."""

PASSED_THEORY: Final[Counts] = ("theory_passes", "theory_candidates")
"""First-attempt passes of theory candidates, as metric `theory_pass_rate` counts them."""
PASSED_PRACTICAL: Final[Counts] = ("practical_passes", "practical_candidates")
"""First-attempt passes of practical candidates, as metric `practical_pass_rate`."""
FROM_OUTSIDE: Final[Counts] = ("out_of_city", "theory_candidates")
"""Out-of-city candidates where origins are reported, as metric `out_of_city_share`."""


ClassCounts: TypeAlias = Callable[[Any], tuple[int | None, int | None]]
"""Hits and trials of a row of classes; None where not reported."""


def exam_rows(ledgers: Ledgers) -> Iterator[tuple[Entity, int, Any]]:
    """Every exam row of an institution or site with its entity and running month."""
    entities: dict[tuple[str, int, str], Entity] = {}
    for row in ledgers.exams.rows:
        kind = SITE if row.institution_id is None else INSTITUTION
        body = row.exam_site_id if kind == SITE else row.institution_id
        key = (kind, body, row.trade)
        if key not in entities:
            entities[key] = entity_of(ledgers, kind=kind, body=body, trade=row.trade)
        yield entities[key], from_yyyymm(row.month), row


def exam_series(ledgers: Ledgers, *, kind: str, counts: Counts) -> Series:
    """The series of one indicator for institutions, exam sites or trades, each trade apart."""
    exams = ledgers.exams
    bodies = exams.column("exam_site_id" if kind == SITE else "institution_id")
    hits, trials = (exams.column(name) for name in counts)
    used = np.isfinite(bodies) & np.isfinite(hits) & (np.nan_to_num(trials) > 0)
    months = exams.months[used]
    owners = np.zeros(len(months), dtype=np.int64) if kind == CITY else bodies[used].astype(int)
    pairs = np.stack((owners, exams.trade_places[used]))
    keys, rows = np.unique(pairs, axis=1, return_inverse=True)
    shape = _empty(
        ledgers,
        kind=kind,
        keys=[(None if kind == CITY else int(body), exams.trades[trade]) for body, trade in keys.T],
        span=(int(months.min()), int(months.max())) if months.size else (0, -1),
    )
    at = (rows.ravel(), months - shape.first)
    np.add.at(shape.hits, at, hits[used])
    np.add.at(shape.trials, at, trials[used])
    return shape


def class_series(ledgers: Ledgers, *, counts: ClassCounts, until: int) -> Series:
    """The series of classes by institution and month of their first day, ended by the day.

    Args:
        ledgers: What was read.
        counts: Hits and trials of a class.
        until: Last running month counted.
    """
    points: dict[int, dict[int, tuple[int, int]]] = {}
    for row in ledgers.classes:
        month = serial(row.started_on)
        hits, trials = counts(row)
        if not has_ended(row, ledgers.as_of) or month > until or hits is None or not trials:
            continue
        own = points.setdefault(row.institution_id, {})
        earlier = own.get(month, (0, 0))
        own[month] = (earlier[0] + hits, earlier[1] + trials)
    months = {month for own in points.values() for month in own}
    shape = _empty(
        ledgers,
        kind=INSTITUTION,
        keys=[(body, "") for body in sorted(points)],
        span=(min(months), max(months)) if months else (0, -1),
    )
    for place, body in enumerate(sorted(points)):
        for month, counted in points[body].items():
            at = (place, month - shape.first)
            shape.hits[at], shape.trials[at] = counted
    return shape


def has_ended(row: Any, as_of: date) -> bool:
    """Whether a class has ended by the day: its records can be known."""
    return row.ended_on is not None and row.ended_on <= as_of


def _empty(
    ledgers: Ledgers,
    *,
    kind: str,
    keys: Sequence[tuple[int | None, str]],
    span: tuple[int, int],
) -> Series:
    """A series of these bodies and trades with its breaks, and nothing counted yet."""
    first, last = span
    shape = (len(keys), last - first + 1)
    starts, mixed = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for at, (body, _) in enumerate(keys):
        for day in breaks(ledgers, kind=kind, body=body):
            start, cut = break_of(day)
            if first <= start <= last:
                starts[at, start - first] = True
            if cut is not None and first <= cut <= last:
                mixed[at, cut - first] = True
    return Series(
        kind=kind,
        entities=tuple(
            entity_of(ledgers, kind=kind, body=body, trade=trade) for body, trade in keys
        ),
        first=first,
        hits=np.zeros(shape),
        trials=np.zeros(shape),
        starts=starts,
        mixed=mixed,
    )


def entity_of(ledgers: Ledgers, *, kind: str, body: int | None, trade: str) -> Entity:
    """The entity of a body and trade; without a body, the trade in the whole city."""
    if body is None:
        return Entity(kind=CITY, identity="city", name="全市", trade=trade)
    known = ledgers.bodies[kind, body]
    return Entity(
        kind=kind,
        identity=known.identity,
        name=known.name,
        body=body,
        district=known.district,
        trade=trade,
    )


def breaks(ledgers: Ledgers, *, kind: str, body: int | None) -> tuple[date, ...]:
    """Days across which a body is not compared with itself.

    The new examination rules; a change of its review's outcome (an institution not yet reviewed
    counts as in good standing, so that its first 合格 changes nothing); a change of its district's
    boundary.
    """
    days = {NEW_RULES}
    if body is not None:
        days.update(ledgers.successions.get(ledgers.bodies[kind, body].district, ()))
    if kind == INSTITUTION and body is not None:
        days.update(_changes(ledgers.decisions.get(body, ())))
    return tuple(sorted(days))


def _changes(decisions: Iterable[tuple[date, str]]) -> list[date]:
    days, state = [], "qualified"
    for day, outcome in decisions:
        if outcome != state:
            days.append(day)
        state = outcome
    return days
