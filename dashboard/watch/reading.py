"""What early warning reads of the ledgers: three statements, as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from dashboard.watch.alert import Verdict
from dashboard.watch.bodies import INSTITUTION, CapacityOwner
from dashboard.watch.classes import Classes, summed
from dashboard.watch.exams import Exams, gathered
from dashboard.watch.months import finished, serial
from dashboard.watch.packed import examined, taught
from dashboard.watch.register import read_register


@dataclass(frozen=True, kw_only=True)
class Ledgers:
    """Everything the alerts are computed from.

    `exams` are of finished months, `classes` of those begun by the day. `decisions` are (day,
    outcome) by institution in order of time, `successions` days by district.
    """

    as_of: date
    bodies: Mapping[tuple[str, int], CapacityOwner]
    exams: Exams
    classes: Classes
    decisions: Mapping[int, tuple[tuple[date, str], ...]]
    successions: Mapping[int, tuple[date, ...]]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    """By key of the alert, newest first."""


def read_ledgers(session: Session, *, as_of: date) -> Ledgers:
    """Read the ledgers as of a day; examinations up to the last finished month.

    Verdicts are read as they stand now, whatever the day: they are work, not data. A load may come
    between two of the statements: bodies and months that the first did not see are left for later.
    """
    register, last = read_register(session, as_of=as_of), serial(finished(as_of))
    since, bodies = register.examined_since, register.bodies
    return Ledgers(
        as_of=as_of,
        bodies=bodies,
        exams=gathered(
            (one for one in examined(session, as_of=as_of) if one[0][:2] in bodies),
            first=last + 1 if since is None else serial(since),
            last=last,
        ),
        classes=summed(
            (one for one in taught(session, as_of=as_of) if (INSTITUTION, one[0]) in bodies),
            as_of=as_of,
            decisions=register.decisions,
            told=register.told,
        ),
        decisions=register.decisions,
        successions=register.successions,
        verdicts=register.verdicts,
    )
