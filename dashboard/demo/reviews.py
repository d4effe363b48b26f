"""The review of 2024: three stages, and where each of the 98 institutions stood at its end."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.demo.anomalies import PLACES
from dashboard.demo.bodies import DemoOrganisation
from dashboard.demo.chance import dice, later, until_as_of, weekday
from dashboard.demo.districts import SHAPINGBA, UNITS
from dashboard.demo.plan import Plan, Ref

ROUND: Final = "2024年基本条件复核"
STANDARD: Final = "AQ 8011-2023"

_Place = tuple[str, int]

_TEACHES_ON: Final[_Place] = ("500154", 1)
"""The institution that is eliminated by its district and goes on teaching."""
_UNDER_INVESTIGATION: Final[tuple[_Place, ...]] = (("500114", 1), ("500230", 1))
"""Institutions of the two police cases: sent to mend, as nobody is guilty yet."""

_WINDOWS: Final = {
    "self": (date(2024, 3, 4), date(2024, 4, 26)),
    "district": (date(2024, 5, 6), date(2024, 8, 30)),
    "municipal": (date(2024, 9, 2), date(2024, 12, 20)),
}
_ELIMINATED_BY_CITY: Final = (
    *(date(2024, 9, 18), date(2024, 10, 11), date(2024, 10, 30), date(2024, 11, 22)),
    date(2024, 12, 18),
)
_STILL_MENDING: Final = (
    *((date(2024, 12, 12), date(2025, 2, 28)), (date(2024, 12, 17), date(2025, 3, 31))),
    *((date(2024, 11, 8), date(2024, 12, 25)), (date(2024, 12, 4), date(2025, 1, 10))),
)
"""Day of the municipal decision and deadline of those it left mending; one is past."""
_NOT_YET_SEEN: Final = (
    (date(2024, 8, 14), date(2024, 10, 31)),
    (date(2024, 8, 28), date(2024, 12, 6)),
)
"""The same for those whose district left them mending and whom the city has not visited."""

_SELF_MENDING, _MENDED, _MUNICIPAL, _POOL = 37, 14, 64, 50


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a stage decided of an institution."""

    body: DemoOrganisation
    stage: str
    outcome: str
    decided_on: date
    deadline: date | None = None


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Who fares how; every institution not named here qualifies at each stage it passes."""

    out_by_district: tuple[DemoOrganisation, ...]
    out_by_city: tuple[DemoOrganisation, ...]
    mending: tuple[DemoOrganisation, ...]
    not_yet_seen: tuple[DemoOrganisation, ...]
    mended: tuple[DemoOrganisation, ...]
    seen_and_fine: tuple[DemoOrganisation, ...]

    @property
    def seen_by_city(self) -> tuple[DemoOrganisation, ...]:
        """Whom the municipal stage visits."""
        return self.out_by_city + self.mending + self.mended + self.seen_and_fine


def decide(bodies: Sequence[DemoOrganisation]) -> list[Decision]:
    """Every decision of the round in the order of days."""
    rng = dice("reviews")
    groups = _groups(rng, bodies=bodies)
    decisions = [
        *_self(rng, bodies=bodies),
        *_by_district(rng, bodies=bodies, groups=groups),
        *_by_city(rng, groups=groups),
    ]
    return sorted(decisions, key=lambda one: (one.decided_on, one.body.place))


def eliminations(decisions: Sequence[Decision]) -> dict[Ref, date]:
    """The day each eliminated institution was eliminated."""
    return {one.body.ref: one.decided_on for one in decisions if one.outcome == "eliminated"}


def cancellations(decisions: Sequence[Decision]) -> dict[Ref, date]:
    """The day an eliminated institution left the register; some never asked to be struck off."""
    rng = dice("cancellations")
    asked = [
        one for one in decisions if one.outcome == "eliminated" and one.body.place != _TEACHES_ON
    ][:5]
    days = {one.body.ref: later(one.decided_on, rng=rng, least=20, most=60) for one in asked}
    return {ref: day for ref, day in days.items() if until_as_of(day)}


def add_reviews(plan: Plan, *, decisions: Sequence[Decision]) -> None:
    """Plan the round and its decisions."""
    first, last = _WINDOWS["self"][0], _WINDOWS["municipal"][1]
    review = plan.add(
        "review_round",
        name=ROUND,
        standard_id=Ref("standard", STANDARD),
        started_on=first,
        ended_on=last,
    )
    for one in decisions:
        plan.add(
            "review_decision",
            round_id=review,
            institution_id=one.body.ref,
            stage=one.stage,
            outcome=one.outcome,
            decided_on=one.decided_on,
            deadline=one.deadline,
            note=None,
        )


def _groups(rng: random.Random, *, bodies: Sequence[DemoOrganisation]) -> Groups:
    by_place = {body.place: body for body in bodies}
    suspected = tuple(by_place[place] for place in _UNDER_INVESTIGATION)
    failing = _one_a_unit(rng.sample([body for body in bodies if _may_fail(body)], k=_POOL))
    out_by_district = (by_place[_TEACHES_ON], *failing[:3])
    out_by_city, mending, not_yet_seen = failing[3:8], failing[8:10], failing[10:12]
    placed = {*out_by_district, *out_by_city, *suspected, *mending, *not_yet_seen}
    rest = [body for body in bodies if body not in placed]
    rng.shuffle(rest)
    fine = _MUNICIPAL - len(out_by_city) - len(mending) - len(suspected)
    return Groups(
        out_by_district=out_by_district,
        out_by_city=tuple(out_by_city),
        mending=(*suspected, *mending),
        not_yet_seen=tuple(not_yet_seen),
        mended=tuple(rest[:_MENDED]),
        seen_and_fine=tuple(rest[_MENDED:fine]),
    )


def _may_fail(body: DemoOrganisation) -> bool:
    """Not where the story is told, nor where a unit would be left with nobody qualified."""
    told = {SHAPINGBA, _TEACHES_ON[0], *(code for code, _ in _UNDER_INVESTIGATION)}
    return body.place not in PLACES and body.code not in told and UNITS[body.code].institutions > 1


def _one_a_unit(bodies: Sequence[DemoOrganisation]) -> list[DemoOrganisation]:
    first = {body.code: body for body in reversed(bodies)}
    return [body for body in bodies if first[body.code] == body]


def _self(rng: random.Random, *, bodies: Sequence[DemoOrganisation]) -> list[Decision]:
    mending = set(rng.sample([body.ref for body in bodies], _SELF_MENDING))
    return [_decision(rng, body=body, stage="self", mending=body.ref in mending) for body in bodies]


def _by_district(
    rng: random.Random, *, bodies: Sequence[DemoOrganisation], groups: Groups
) -> list[Decision]:
    mending = {body.ref for body in (*groups.out_by_city, *groups.mending[:3], *groups.mended)}
    settled = {
        body.ref: _settled(body, stage="district", day=day, deadline=deadline)
        for body, (day, deadline) in zip(groups.not_yet_seen, _NOT_YET_SEEN, strict=True)
    }
    settled |= {
        body.ref: _settled(body, stage="district", day=_out_on(rng, place=body.place))
        for body in groups.out_by_district
    }
    return [
        settled.get(body.ref)
        or _decision(rng, body=body, stage="district", mending=body.ref in mending)
        for body in bodies
    ]


def _by_city(rng: random.Random, *, groups: Groups) -> list[Decision]:
    out = zip(groups.out_by_city, _ELIMINATED_BY_CITY, strict=True)
    mending = zip(groups.mending, _STILL_MENDING, strict=True)
    return [
        *(_settled(body, stage="municipal", day=day) for body, day in out),
        *(
            _settled(body, stage="municipal", day=day, deadline=deadline)
            for body, (day, deadline) in mending
        ),
        *(
            _decision(rng, body=body, stage="municipal", mending=False)
            for body in (*groups.mended, *groups.seen_and_fine)
        ),
    ]


def _out_on(rng: random.Random, *, place: _Place) -> date:
    if place == _TEACHES_ON:
        return date(2024, 7, 19)
    return weekday(rng, first=date(2024, 6, 3), last=_WINDOWS["district"][1])


def _decision(rng: random.Random, *, body: DemoOrganisation, stage: str, mending: bool) -> Decision:
    first, last = _WINDOWS[stage]
    day = weekday(rng, first=first, last=last)
    if not mending:
        return Decision(body=body, stage=stage, outcome="qualified", decided_on=day)
    deadline = later(day, rng=rng, least=15, most=45)
    return Decision(body=body, stage=stage, outcome="rectifying", decided_on=day, deadline=deadline)


def _settled(
    body: DemoOrganisation, *, stage: str, day: date, deadline: date | None = None
) -> Decision:
    outcome = "rectifying" if deadline else "eliminated"
    return Decision(body=body, stage=stage, outcome=outcome, decided_on=day, deadline=deadline)
