"""An alert: one entity, one indicator, one month, with everything it stands on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from dashboard.watch.history import Point
from dashboard.watch.indicators import INDICATORS, Indicator

ORDER: Final = ("red", "orange", "yellow", "grey")
"""Levels from most to least pressing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """Whom an alert concerns: an institution, an exam site, or a trade in the whole city.

    `identity` stays when a store is filled anew: credit code, or district and name; `trade` is
    empty where the figure is of all trades of the body.
    """

    kind: str
    """institution, exam_site or trade."""
    identity: str
    name: str
    body: int | None = None
    district: int | None = None
    trade: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What an officer made of an alert, and when; the row of the store it stands in."""

    id: int
    verdict: str
    officer: str
    remark: str | None
    decided_at: datetime
    evidence: str
    said: str
    level: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """What a reading is held against: own history, like bodies, or a rule.

    `kind` is own, peers or rule; `hits` of `trials` in `months` give the reference; `first` and
    `last` are the earliest and latest month used; `spread` is the p′ chart's widening or the peers'
    τ². For a rule only `reference` is set, its threshold.
    """

    kind: str
    reference: float | None
    hits: float = 0
    trials: float = 0
    months: int = 0
    first: date | None = None
    last: date | None = None
    spread: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """One hint to check. `reasons` are keys of `wording.REASONS`; numbers as counted.

    `since` is the first of the months in a row, up to this one, that raised the same indicator;
    `detail` names rows, as numbers of classes; p and q are one-sided, None for rules.
    """

    entity: Entity
    indicator: str
    period: date
    level: str
    reasons: tuple[str, ...]
    hits: float
    trials: float
    basis: Basis
    since: date
    z: float | None = None
    p: float | None = None
    q: float | None = None
    detail: tuple[str, ...] = ()
    history: Sequence[Point] = ()
    verdicts: tuple[Verdict, ...] = field(default=())
    """Newest first."""

    @property
    def about(self) -> Indicator:
        """The indicator."""
        return INDICATORS[self.indicator]

    @property
    def key(self) -> str:
        """Digest of entity, indicator, period and method: the same alert has it on any day."""
        return key_of(self.entity, indicator=self.indicator, period=self.period)

    @property
    def evidence(self) -> str:
        """Digest of what the alert itself counts; it changes when the ledger's rows do."""
        return _digest(self.level, f"{self.hits:g}", f"{self.trials:g}", *self.detail)

    @property
    def reading(self) -> float | None:
        """Hits over trials; None where nothing is counted of anything."""
        return self.hits / self.trials if self.trials else None

    @property
    def verdict(self) -> str:
        """The verdict in force; `pending` where there is none."""
        return self.verdicts[0].verdict if self.verdicts else "pending"

    @property
    def has_changed(self) -> bool:
        """Whether the ledger has changed since the alert was disposed of."""
        return self.verdict != "pending" and self.verdicts[0].evidence != self.evidence


def key_of(entity: Entity, *, indicator: str, period: date) -> str:
    """The key of the alert that an entity has, or would have, of an indicator and month."""
    method = INDICATORS[indicator].method
    return _digest(
        entity.kind, entity.identity, entity.trade, indicator, period.isoformat(), method
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
