"""All alerts as of a day, computed from the ledgers: nothing is stored that could grow stale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from dashboard.watch.alert import ORDER, Alert
from dashboard.watch.class_alerts import hours_alerts, share_alerts
from dashboard.watch.indicators import INDICATORS
from dashboard.watch.months import WINDOW, finished, first_day, serial
from dashboard.watch.reading import Ledgers, read_ledgers
from dashboard.watch.rise_alerts import rise_alerts, rises
from dashboard.watch.rule_alerts import (
    banned,
    exam_capacity,
    origin_unknown,
    training_capacity,
)
from dashboard.watch.shares import SHARES


@dataclass(frozen=True, kw_only=True)
class Watch:
    """All alerts of the months from `first` to `last`, most pressing and newest first.

    `untold` says of how many entities an indicator could say nothing in the last month, because
    what it needs is not reported or nothing is there to compare with.
    """

    as_of: date
    first: date
    last: date
    has_data: bool
    alerts: tuple[Alert, ...]
    untold: Mapping[str, int]

    def find(self, key: str) -> Alert | None:
        """The alert of a key; None where there is none as of the day."""
        return next((alert for alert in self.alerts if alert.key == key), None)


def read_watch(session: Session, *, as_of: date) -> Watch:
    """Compute the alerts of the last WINDOW months as of a day, in three statements."""
    return watch(read_ledgers(session, as_of=as_of))


def watch(ledgers: Ledgers) -> Watch:
    """Compute the alerts of what was read."""
    last = serial(finished(ledgers.as_of))
    since = last - WINDOW + 1
    untold: dict[str, int] = dict.fromkeys(INDICATORS, 0)
    found = list(_alerts(ledgers, since=since, untold=untold))
    disposed = (replace(alert, verdicts=ledgers.verdicts.get(alert.key, ())) for alert in found)
    return Watch(
        as_of=ledgers.as_of,
        first=first_day(since),
        last=first_day(last),
        has_data=bool(ledgers.exams.owners or ledgers.classes.institutions),
        alerts=tuple(sorted(disposed, key=_place)),
        untold=untold,
    )


def _alerts(ledgers: Ledgers, *, since: int, untold: dict[str, int]) -> Iterator[Alert]:
    for risen in rises(ledgers, since=since):
        untold[risen.indicator] += risen.untold()
        yield from rise_alerts(risen, since=since)
    for indicator, rule in (
        ("origin_unknown", origin_unknown),
        ("exam_capacity", exam_capacity),
        ("training_capacity", training_capacity),
        ("after_elimination", banned),
    ):
        found = rule(ledgers, since=since)
        untold[indicator] += found.unknown
        yield from found.alerts
    yield from hours_alerts(ledgers, since=since)
    for indicator in SHARES:
        yield from share_alerts(ledgers, indicator=indicator, since=since)


def _place(alert: Alert) -> tuple[object, ...]:
    order = list(INDICATORS)
    return (
        ORDER.index(alert.level),
        -serial(alert.period),
        order.index(alert.indicator),
        alert.entity.district or 0,
        alert.entity.name,
        alert.entity.trade,
    )
