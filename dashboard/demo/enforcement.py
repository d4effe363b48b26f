"""Cases outside the look-back: institutions, sites, employers of uncertified staff, persons."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dashboard.demo.anomalies import PLANTED
from dashboard.demo.bodies import DemoOrganisation
from dashboard.demo.cases import Case, Fine, as_known
from dashboard.demo.chance import AS_OF, FIRST_DAY, dice, later, weekday
from dashboard.demo.districts import SHAPINGBA, SHUANGQIAO, TOLD_OF, UNITS
from dashboard.demo.findings import DemoFinding
from dashboard.demo.inspections import LOOKBACK
from dashboard.demo.lookback_cases import CAUSES

_FROM_FINDINGS, _FROM_COMPLAINTS, _DISCIPLINED = 36, 9, 8
_YUAN: Final = (3_000, 5_000, 5_000, 8_000, 10_000, 10_000, 15_000, 20_000, 30_000)
_TRADES_OF_EMPLOYERS: Final = ("建筑工程", "机械制造", "化工", "冷链物流", "烟花爆竹经营")
_EMPLOYING: Final = (
    *("500101", "500102", "500105", "500107", "500108", "500111", "500112", "500115"),
    *("500116", "500117", "500118", "500151", "500153", "500154", "500231", "CQ-LJ"),
)
"""Units that went after employers, each with one or two cases."""


def everyday_cases(
    *, findings: Sequence[DemoFinding], institutions: Sequence[DemoOrganisation]
) -> list[Case]:
    """Every case outside the look-back."""
    return [
        *_from_findings(findings),
        *_from_complaints(institutions),
        *_employers(),
        *_disciplined(),
        *_told_cases(),
        *_without_finding(institutions),
    ]


def _from_findings(findings: Sequence[DemoFinding]) -> list[Case]:
    rng = dice("cases from findings")
    grave = [
        one
        for one in findings
        if one.severity in ("major", "critical")
        and one.visit.campaign != LOOKBACK
        and one.visit.body.code not in TOLD_OF
    ]
    return [
        _course(
            rng,
            case=Case(
                code=one.visit.body.code,
                subject_kind=one.visit.body.ref.table,
                cause="other" if one.visit.body.is_site else CAUSES[one.category],
                lead_on=min(later(one.visit.on, rng=rng, least=0, most=9), AS_OF),
                body=one.visit.body,
                finding=one.ref,
            ),
        )
        for one in rng.sample(grave, _FROM_FINDINGS)
    ]


def _from_complaints(institutions: Sequence[DemoOrganisation]) -> list[Case]:
    """Complaints that came to nothing, or whose checking goes on."""
    rng = dice("cases from complaints")
    cases = []
    fitting = [body for body in institutions if body.code not in TOLD_OF]
    for place, body in enumerate(rng.sample(fitting, _FROM_COMPLAINTS)):
        recent = place % 3 == 0
        first = date(2024, 11, 1) if recent else FIRST_DAY
        lead = weekday(rng, first=first, last=AS_OF if recent else date(2024, 9, 30))
        cases.append(
            Case(
                code=body.code,
                subject_kind="institution",
                cause="other",
                lead_on=lead,
                body=body,
                withdrawn_on=None if recent else later(lead, rng=rng, least=12, most=60),
            )
        )
    return cases


def _employers() -> list[Case]:
    rng = dice("employers")
    cases = []
    for code in _EMPLOYING:
        trades = rng.sample(_TRADES_OF_EMPLOYERS, rng.randint(1, 2))
        for trade in trades:
            lead = weekday(rng, first=date(2022, 3, 1), last=date(2024, 12, 20))
            case = _course(rng, case=_employer(code, trade=trade, lead_on=lead))
            count = (("involved", rng.randint(1, 6)),) if case.confirmed_on else ()
            cases.append(replace(case, persons=count))
    return cases


def _disciplined() -> list[Case]:
    """Candidates disciplined for what they did in an examination; counts, no names."""
    rng = dice("discipline")
    codes = rng.sample([code for code in UNITS if code not in TOLD_OF], _DISCIPLINED)
    return [
        _discipline(
            code,
            lead_on=weekday(rng, first=date(2022, 4, 1), last=date(2024, 11, 15)),
            persons=rng.choice((1, 1, 1, 2)),
        )
        for code in codes
    ]


def _told_cases() -> list[Case]:
    """What the circular tells: one candidate in 沙坪坝区, four employers in 双桥经开区."""
    built, forged, made, stored = (
        _employer(SHUANGQIAO, trade=trade, lead_on=day)
        for trade, day in (
            ("建筑工程", date(2024, 5, 14)),
            ("化工", date(2024, 6, 4)),
            ("机械制造", date(2024, 7, 16)),
            ("烟花爆竹经营", date(2024, 9, 3)),
        )
    )
    return [
        _discipline(SHAPINGBA, lead_on=date(2024, 6, 20), persons=1),
        replace(
            built,
            confirmed_on=date(2024, 5, 28),
            penalised_on=date(2024, 6, 25),
            closed_on=date(2024, 7, 8),
            fine=Fine(yuan=10_000, paid_after_days=10),
            persons=(("involved", 2),),
        ),
        replace(forged, withdrawn_on=date(2024, 6, 27)),
        replace(made, withdrawn_on=date(2024, 8, 9)),
        stored,
    ]


def _without_finding(institutions: Sequence[DemoOrganisation]) -> list[Case]:
    """Penalties planted for the contradiction they make: no finding stands behind them."""
    by_place = {body.place: body for body in institutions}
    return [
        Case(
            code=one.place[0],
            subject_kind="institution",
            cause="conditions",
            lead_on=one.first - timedelta(days=40),
            body=by_place[one.place],
            confirmed_on=one.first - timedelta(days=12),
            penalised_on=one.first + timedelta(days=11),
            closed_on=one.first + timedelta(days=30),
            fine=Fine(yuan=8_000, paid_after_days=12),
        )
        for one in PLANTED
        if one.kind == "penalty_without_finding"
    ]


def _employer(code: str, *, trade: str, lead_on: date) -> Case:
    return Case(
        code=code,
        subject_kind="employer",
        cause="uncertified",
        lead_on=lead_on,
        employer=f"示例{UNITS[code].name}{trade}有限公司",
    )


def _discipline(code: str, *, lead_on: date, persons: int) -> Case:
    return Case(
        code=code,
        subject_kind="person",
        cause="exam_discipline",
        lead_on=lead_on,
        confirmed_on=lead_on + timedelta(days=6),
        closed_on=lead_on + timedelta(days=21),
        persons=(("disciplined", persons),),
    )


def _course(rng: random.Random, *, case: Case) -> Case:
    """How far the case came: withdrawn, stuck as a lead, or confirmed and penalised."""
    fate = rng.random()
    if fate < 0.13:
        return as_known(replace(case, withdrawn_on=later(case.lead_on, rng=rng, least=10, most=70)))
    if fate < 0.2:
        return case
    confirmed = later(case.lead_on, rng=rng, least=6, most=45)
    penalised = later(confirmed, rng=rng, least=10, most=60) if fate < 0.92 else None
    yuan = None if rng.random() < 0.15 else rng.choice(_YUAN)
    paid = rng.choice((5, 8, 12, 15, 28, None)) if yuan else None
    closed = later(penalised, rng=rng, least=28, most=50) if penalised and paid else None
    return as_known(
        replace(
            case,
            confirmed_on=confirmed,
            penalised_on=penalised,
            closed_on=closed,
            fine=Fine(yuan=yuan, paid_after_days=paid) if penalised else None,
        )
    )
