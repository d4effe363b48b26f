"""Shares by entity and month as two matrices, with the breaks a baseline must not straddle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dashboard.watch.alert import Entity
from dashboard.watch.bodies import INSTITUTION, SITE
from dashboard.watch.exams import Owner
from dashboard.watch.months import NEW_RULES, break_of
from dashboard.watch.reading import Ledgers

Counted: TypeAlias = NDArray[np.int32] | NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

CITY: Final = "trade"
"""Kind of the entity that is one trade in the whole city."""


@dataclass(frozen=True, kw_only=True)
class IndicatorSeries:
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
"""Columns of `exam_month`, or of the sums of classes, that count hits and trials."""

PASSED_THEORY: Final[Counts] = ("theory_passes", "theory_candidates")
"""First-attempt passes of theory candidates, as metric `theory_pass_rate` counts them."""
PASSED_PRACTICAL: Final[Counts] = ("practical_passes", "practical_candidates")
"""First-attempt passes of practical candidates, as metric `practical_pass_rate`."""
FROM_OUTSIDE: Final[Counts] = ("out_of_city", "theory_candidates")
"""Out-of-city candidates where origins are reported, as metric `out_of_city_share`."""


def exam_series(ledgers: Ledgers, *, kind: str, counts: Counts) -> IndicatorSeries:
    """The series of one indicator for institutions, exam sites or trades, each trade apart."""
    exams = ledgers.exams
    rows = exams.rows_of(SITE if kind == SITE else INSTITUTION)
    hits, trials = (exams.column(name)[rows] for name in counts)
    used = (hits >= 0) & (trials > 0)
    seen = np.flatnonzero(used.any(axis=1))
    owners = [exams.owners[row] for row in rows[seen]]
    keys: list[tuple[int | None, str]] = [(owner.body, owner.trade) for owner in owners]
    if kind == CITY:
        keys = [(None, trade) for trade in sorted({owner.trade for owner in owners})]
    shape = _empty(ledgers, kind=kind, keys=keys, span=_span(used, first=exams.first))
    months = slice(shape.first - exams.first, shape.first - exams.first + shape.months)
    for into, counted in ((shape.hits, hits), (shape.trials, trials)):
        counted[~used] = 0
        own = counted[seen, months]
        into[:] = _by_trade(own, owners) if kind == CITY and owners else own
    return shape


def _by_trade(counted: Counted, owners: Sequence[Owner]) -> Counted:
    """The sums of all owners of a trade, trades in order."""
    trades = np.array([owner.trade for owner in owners])
    order = np.argsort(trades, kind="stable")
    _, starts = np.unique(trades[order], return_index=True)
    return np.add.reduceat(counted[order], starts, axis=0, dtype=np.int64)


def class_series(ledgers: Ledgers, *, counts: Counts, until: int) -> IndicatorSeries:
    """The series of classes by institution and month of their first day, ended by the day.

    Args:
        ledgers: What was read.
        counts: Sums of classes that are hits and trials.
        until: Last running month counted.
    """
    classes = ledgers.classes
    hits, trials = (classes.sums[name][:, : max(0, until + 1 - classes.first)] for name in counts)
    used = trials > 0
    seen = np.flatnonzero(used.any(axis=1))
    shape = _empty(
        ledgers,
        kind=INSTITUTION,
        keys=[(classes.institutions[row], "") for row in seen],
        span=_span(used, first=classes.first),
    )
    months = slice(shape.first - classes.first, shape.first - classes.first + shape.months)
    shape.hits[:], shape.trials[:] = hits[seen, months], trials[seen, months]
    return shape


def _span(used: Flags, *, first: int) -> tuple[int, int]:
    """The first and last running month in which anything is used."""
    columns = np.flatnonzero(used.any(axis=0))
    return (first + int(columns[0]), first + int(columns[-1])) if columns.size else (0, -1)


def _empty(
    ledgers: Ledgers,
    *,
    kind: str,
    keys: Sequence[tuple[int | None, str]],
    span: tuple[int, int],
) -> IndicatorSeries:
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
    return IndicatorSeries(
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
