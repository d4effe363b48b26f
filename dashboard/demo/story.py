"""The whole demo from its parts, in the order in which one part needs another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.demo.anomalies import PLANTED, Planted, truth
from dashboard.demo.bodies import DemoOrganisation
from dashboard.demo.cases import add_cases
from dashboard.demo.chance import MONTHS
from dashboard.demo.classes import add_classes
from dashboard.demo.enforcement import everyday_cases
from dashboard.demo.exam_sites import SiteChoice, add_exam_sites, exam_sites
from dashboard.demo.exams import add_exams
from dashboard.demo.findings import add_findings, categories
from dashboard.demo.inspections import (
    CAMPAIGNS,
    LOOKBACK,
    add_inspections,
    everyday_visits,
    told_visits,
)
from dashboard.demo.institutions import add_institutions, institutions
from dashboard.demo.lookback import lookback_visits
from dashboard.demo.lookback_cases import lookback_cases
from dashboard.demo.plan import Plan, Ref
from dashboard.demo.publicity import add_publicity
from dashboard.demo.reviews import add_reviews, cancellations, decide, eliminations
from dashboard.demo.volumes import volumes


@dataclass(frozen=True, kw_only=True)
class Story:
    """Every row of the demo, and the text of the truth file that goes with it."""

    plan: Plan
    truth: str


def tell() -> Story:
    """Plan the demo; the same rows every time."""
    plan = Plan()
    decisions = decide(institutions())
    out = eliminations(decisions)
    bodies = tuple(replace(body, ended_on=out.get(body.ref)) for body in institutions())
    sites = exam_sites()
    add_institutions(plan, bodies=bodies, cancelled=cancellations(decisions))
    add_exam_sites(plan, bodies=sites)
    add_reviews(plan, decisions=decisions)
    case_numbers = _add_supervision(plan, institutions=bodies, sites=sites)
    add_publicity(plan)
    brought = volumes(bodies)
    add_classes(plan, volumes=brought)
    choice = SiteChoice(sites=sites)
    add_exams(plan, volumes=brought, choice=choice)
    seen_at = [_sites(one, institutions=bodies, choice=choice) for one in PLANTED]
    return Story(
        plan=plan, truth=truth(institutions=bodies, sites=seen_at, case_numbers=case_numbers)
    )


def _add_supervision(
    plan: Plan, *, institutions: Sequence[DemoOrganisation], sites: Sequence[DemoOrganisation]
) -> dict[tuple[str, int], str]:
    """Plan visits, findings and cases; give the numbers of the planted cases by place."""
    bodies = (*institutions, *sites)
    lookback = lookback_visits(bodies)
    taken = {(visit.body, visit.on) for visit in lookback}
    everyday = [
        visit
        for visit in (*everyday_visits(bodies), *told_visits(bodies))
        if (visit.body, visit.on) not in taken
    ]
    found = dict(zip(everyday, categories(everyday), strict=True)) | lookback
    visits = add_inspections(plan, visits=list(found))
    findings = add_findings(plan, visits=visits, found=found)
    cases = [
        *lookback_cases(findings),
        *everyday_cases(findings=findings, institutions=institutions),
    ]
    place = next(i for i, one in enumerate(CAMPAIGNS) if one.name == LOOKBACK)
    numbers = add_cases(plan, cases=cases, lookback=Ref("campaign", place))
    return _planted_numbers(plan, numbers=numbers, institutions=institutions)


def _planted_numbers(
    plan: Plan, *, numbers: dict[Ref, str], institutions: Sequence[DemoOrganisation]
) -> dict[tuple[str, int], str]:
    places = {body.ref: body.place for body in institutions}
    found = {}
    for ref, number in numbers.items():
        row = plan.rows[ref.table][int(ref.key)]
        body = row.get("institution_id")
        if isinstance(body, Ref) and row["penalised_on"] and row["finding_id"] is None:
            found[places[body]] = number
    return found


def _sites(
    one: Planted, *, institutions: Sequence[DemoOrganisation], choice: SiteChoice
) -> list[str]:
    """The exam sites whose figures hold the candidates of a planted trade."""
    if one.trade is None:
        return []
    body = next(body for body in institutions if body.place == one.place)
    months = [month for month in MONTHS if one.first <= month <= one.last]
    return sorted({choice.site(body, month=month).name for month in months})
