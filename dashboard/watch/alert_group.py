"""Strands: the alerts of one body and indicator, which an officer looks into together.

A body whose indicator raises month after month has one cause as a rule, and is visited once. Each
month keeps an alert and a disposal of its own; a trade of the whole city is its own body.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.watch.alert import ORDER, Alert
from dashboard.watch.months import serial
from dashboard.watch.series import CITY


@dataclass(frozen=True, kw_only=True)
class AlertGroup:
    """Alerts of one body and indicator, newest first and of a month the most pressing first."""

    alerts: tuple[Alert, ...]

    @property
    def newest(self) -> Alert:
        """The latest alert that waits for an officer, or where none does the latest."""
        return next((one for one in self.alerts if one.verdict == "pending"), self.alerts[0])

    @property
    def level(self) -> str:
        """The most pressing level that waits, or where nothing does the most pressing."""
        waiting = [one for one in self.alerts if one.verdict == "pending"]
        return min((one.level for one in waiting or self.alerts), key=ORDER.index)

    @property
    def periods(self) -> int:
        """Months, or of a training capacity quarters, that raised an alert."""
        return len({one.period for one in self.alerts})

    @property
    def trades(self) -> int:
        """Trades concerned."""
        return len({one.entity.trade for one in self.alerts})

    @property
    def since(self) -> date:
        """The first month of the earliest unbroken row."""
        return min(one.since for one in self.alerts)


def alert_groups(alerts: Iterable[Alert]) -> tuple[AlertGroup, ...]:
    """Alerts by body and indicator, the most pressing and newest group first."""
    found: dict[tuple[str, ...], list[Alert]] = {}
    for one in alerts:
        found.setdefault(group_key(one), []).append(one)
    made = [AlertGroup(alerts=tuple(sorted(own, key=_place))) for own in found.values()]
    return tuple(sorted(made, key=lambda one: (ORDER.index(one.level), -serial(one.newest.period))))


def group_key(alert: Alert) -> tuple[str, ...]:
    """What the alerts of a group have in common."""
    entity = alert.entity
    trade = entity.trade if entity.kind == CITY else ""
    return (entity.kind, entity.identity, trade, alert.indicator)


def _place(alert: Alert) -> tuple[object, ...]:
    return -serial(alert.period), ORDER.index(alert.level), alert.entity.trade
