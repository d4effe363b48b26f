"""The look-back of 2024-11: eight districts, two teams, 181 findings.

How the 181 spread over districts and categories is made up (the circular does not say), but the
pairs it names stand out; where it names none there are few.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from dashboard.demo.bodies import DemoOrganisation
from dashboard.demo.chance import dice, weekday
from dashboard.demo.inspections import LOOKBACK, Visit


class DistrictTally(NamedTuple):
    """Findings of one district by category."""

    facility: int
    training: int
    archive: int
    violation: int


TALLIES: Final = MappingProxyType(
    {
        "500115": DistrictTally(21, 2, 3, 0),
        "500109": DistrictTally(17, 1, 11, 0),
        "500112": DistrictTally(23, 2, 4, 0),
        "500113": DistrictTally(4, 2, 15, 0),
        "500114": DistrictTally(3, 12, 9, 2),
        "500230": DistrictTally(2, 11, 8, 2),
        "500116": DistrictTally(6, 3, 5, 0),
        "500102": DistrictTally(5, 3, 5, 0),
    }
)
"""By district; six are named in the circular, 江津区 and 涪陵区 are our choice."""

TEAMS: Final = MappingProxyType(
    {
        **dict.fromkeys(("500115", "500109", "500112", "500113"), "第一组"),
        **dict.fromkeys(("500114", "500230", "500116", "500102"), "第二组"),
    }
)

SUSPECTED: Final = frozenset({("500114", 1), ("500230", 1)})
"""The institutions whose violations go to the police."""

_WEEKS: Final = (
    (date(2024, 11, 4), date(2024, 11, 8)),
    (date(2024, 11, 11), date(2024, 11, 15)),
    (date(2024, 11, 18), date(2024, 11, 22)),
    (date(2024, 11, 25), date(2024, 11, 29)),
)
"""Each team spends a week in each of its districts."""


def lookback_visits(bodies: Sequence[DemoOrganisation]) -> dict[Visit, list[str]]:
    """Each visit with the categories of what it found."""
    rng = dice("look-back")
    found: dict[Visit, list[str]] = {}
    for place, (code, tally) in enumerate(TALLIES.items()):
        first, last = _WEEKS[place % 4]
        here = [body for body in bodies if body.code == code and body.active(last)]
        visits = _visits(rng, bodies=here, first=first, last=last)
        found |= _deal(rng, visits=visits, tally=tally)
    return found


def _visits(
    rng: random.Random, *, bodies: Sequence[DemoOrganisation], first: date, last: date
) -> list[Visit]:
    """Everyone is visited openly or unannounced; some twice, on another day."""
    days: dict[DemoOrganisation, set[date]] = {
        body: {weekday(rng, first=first, last=last)} for body in bodies
    }
    for body in rng.sample(bodies, len(bodies) // 3):
        days[body].add(weekday(rng, first=first, last=last))
    return [
        Visit(
            body=body,
            on=day,
            campaign=LOOKBACK,
            mode="covert" if rng.random() < 0.4 else "open",
            team=TEAMS[body.code],
        )
        for body, chosen in days.items()
        for day in sorted(chosen)
    ]


def _deal(
    rng: random.Random, *, visits: Sequence[Visit], tally: DistrictTally
) -> dict[Visit, list[str]]:
    """Give each finding to a visit that can have made it."""
    fits = _fitting(visits)
    found: dict[Visit, list[str]] = {visit: [] for visit in visits}
    for category, count in tally._asdict().items():
        for turn in range(count):
            fitting = fits[category]
            visit = fitting[turn % len(fitting)] if category == "violation" else rng.choice(fitting)
            found[visit].append(category)
    return found


def _fitting(visits: Sequence[Visit]) -> Mapping[str, list[Visit]]:
    """Who can be found wanting in what: sites do not teach, and violations are the suspects'."""
    teaching = [visit for visit in visits if not visit.body.is_site]
    suspected = [visit for visit in teaching if visit.body.place in SUSPECTED]
    return {
        "facility": list(visits),
        "training": teaching,
        "archive": teaching,
        "violation": suspected,
    }
