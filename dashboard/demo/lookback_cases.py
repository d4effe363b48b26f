"""What came of the look-back: fines of 53,000 yuan in all, two cases for the police.

The circular does not say to whom the cases and the persons belong; here they are spread over two
made-up institutions.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from dashboard.demo.cases import Case, Fine
from dashboard.demo.chance import dice, later
from dashboard.demo.findings import DemoFinding
from dashboard.demo.inspections import LOOKBACK
from dashboard.demo.lookback import SUSPECTED

_FINES: Final = MappingProxyType(
    {
        "500115": 8_000,
        "500109": 5_000,
        "500112": 10_000,
        "500113": 8_000,
        "500114": 10_000,
        "500230": 5_000,
        "500116": 4_000,
        "500102": 3_000,
    }
)
"""One fine in each district, in yuan."""
_WARNED: Final = ("500112", "500109")
_STILL_LEADS: Final = ("500115", "500114", "500113")
_POLICE: Final = {
    "500114": (date(2024, 11, 13), date(2024, 11, 18), (("detained", 2),)),
    "500230": (date(2024, 11, 20), date(2024, 11, 27), (("detained", 1), ("wanted", 1))),
}
"""By district: day of referral, day the police opened a case, and persons."""
_COUNTED_ON: Final = date(2024, 12, 9)
CAUSES: Final = MappingProxyType(
    {
        "facility": "conditions",
        "training": "training_fraud",
        "archive": "training_fraud",
        "violation": "other",
    }
)
"""What an institution is charged with by category of finding."""


def lookback_cases(findings: Sequence[DemoFinding]) -> list[Case]:
    """Every case that the look-back raised, each resting on a finding of its own."""
    rng = dice("cases of the look-back")
    free = [one for one in findings if one.visit.campaign == LOOKBACK]
    cases = [_police(code, free=free) for code in _POLICE]
    for code, yuan in _FINES.items():
        cases.append(_penalised(rng, found=_take(free, code=code), fine=Fine(yuan=yuan)))
    for code in _WARNED:
        cases.append(_penalised(rng, found=_take(free, code=code), fine=Fine(yuan=None)))
    for code in _STILL_LEADS:
        cases.append(_lead(rng, found=_take(free, code=code)))
    return cases


def _take(free: list[DemoFinding], *, code: str) -> DemoFinding:
    """The gravest finding left in the district, of an institution not under investigation."""
    fitting = [
        one
        for one in free
        if one.visit.body.code == code
        and not one.visit.body.is_site
        and one.visit.body.place not in SUSPECTED
    ]
    gravest = next((one for one in fitting if one.severity in ("major", "critical")), fitting[0])
    free.remove(gravest)
    return gravest


def _police(code: str, *, free: list[DemoFinding]) -> Case:
    found = next(
        one
        for one in free
        if one.visit.body.place in SUSPECTED
        and one.visit.body.code == code
        and one.category == "violation"
    )
    free.remove(found)
    referred_on, filed_on, persons = _POLICE[code]
    return Case(
        code=code,
        subject_kind="institution",
        cause="exam_cheating",
        lead_on=found.visit.on,
        body=found.visit.body,
        lookback=True,
        finding=found.ref,
        referred_on=referred_on,
        filed_on=filed_on,
        persons=persons,
        counted_on=_COUNTED_ON,
    )


def _penalised(rng: random.Random, *, found: DemoFinding, fine: Fine) -> Case:
    lead = later(found.visit.on, rng=rng, least=0, most=2)
    confirmed = later(lead, rng=rng, least=4, most=9)
    penalised = later(confirmed, rng=rng, least=7, most=14)
    paid = None if fine.yuan is None else rng.choice((4, 7, 9, 12, None))
    return Case(
        code=found.visit.body.code,
        subject_kind="institution",
        cause=CAUSES[found.category],
        lead_on=lead,
        body=found.visit.body,
        lookback=True,
        finding=found.ref,
        confirmed_on=confirmed,
        penalised_on=penalised,
        fine=Fine(yuan=fine.yuan, paid_after_days=paid),
    )


def _lead(rng: random.Random, *, found: DemoFinding) -> Case:
    return Case(
        code=found.visit.body.code,
        subject_kind="institution",
        cause=CAUSES[found.category],
        lead_on=later(found.visit.on, rng=rng, least=1, most=6),
        body=found.visit.body,
        lookback=True,
        finding=found.ref,
    )
