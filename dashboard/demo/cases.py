"""One enforcement case with its penalty and counts of persons, and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.demo.bodies import DemoOrganisation
from dashboard.demo.chance import until_as_of
from dashboard.demo.districts import district
from dashboard.demo.plan import Plan, Ref


@dataclass(frozen=True, kw_only=True)
class Fine:
    """A penalty: a fine in yuan, or a warning where there is no sum."""

    yuan: int | None
    paid_after_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """A case with the day it reached each step; a step not reached is None."""

    code: str
    subject_kind: str
    cause: str
    lead_on: date
    body: DemoOrganisation | None = None
    employer: str | None = None
    lookback: bool = False
    finding: Ref | None = None
    confirmed_on: date | None = None
    penalised_on: date | None = None
    referred_on: date | None = None
    filed_on: date | None = None
    closed_on: date | None = None
    withdrawn_on: date | None = None
    fine: Fine | None = None
    persons: tuple[tuple[str, int], ...] = ()
    counted_on: date | None = None

    @property
    def subject_name(self) -> str | None:
        """The body's name; a person has none here."""
        return self.body.name if self.body else self.employer

    @property
    def paid_on(self) -> date | None:
        """The day the fine was paid, if it was by AS_OF."""
        if self.penalised_on is None or self.fine is None or self.fine.paid_after_days is None:
            return None
        return until_as_of(self.penalised_on + timedelta(days=self.fine.paid_after_days))


def as_known(case: Case) -> Case:
    """The case without the steps that have not come by AS_OF."""
    penalised = until_as_of(case.penalised_on)
    return replace(
        case,
        confirmed_on=until_as_of(case.confirmed_on),
        penalised_on=penalised,
        closed_on=until_as_of(case.closed_on),
        withdrawn_on=until_as_of(case.withdrawn_on),
        fine=case.fine if penalised else None,
    )


def add_cases(plan: Plan, *, cases: Sequence[Case], lookback: Ref) -> dict[Ref, str]:
    """Plan cases in the order of their leads; give each row's case number."""
    counted: dict[int, int] = {}
    numbers: dict[Ref, str] = {}
    for case in sorted(cases, key=_order):
        year = case.lead_on.year
        counted[year] = counted.get(year, 0) + 1
        number = f"示例案〔{year}〕{counted[year]}号"
        numbers[_add(plan, case=case, number=number, lookback=lookback)] = number
    return numbers


def _order(case: Case) -> tuple[date, str, str, str]:
    return case.lead_on, case.code, case.cause, case.subject_name or ""


def _add(plan: Plan, *, case: Case, number: str, lookback: Ref) -> Ref:
    ref = plan.add(
        "enforcement_case",
        number=number,
        district_id=district(case.code),
        campaign_id=lookback if case.lookback else None,
        finding_id=case.finding,
        subject_kind=case.subject_kind,
        subject_name=case.subject_name,
        cause=case.cause,
        lead_on=case.lead_on,
        confirmed_on=case.confirmed_on,
        penalised_on=case.penalised_on,
        referred_on=case.referred_on,
        filed_on=case.filed_on,
        closed_on=case.closed_on,
        withdrawn_on=case.withdrawn_on,
        **(case.body.target() if case.body else {}),
    )
    if case.fine is not None and case.penalised_on is not None:
        plan.add(
            "penalty",
            case_id=ref,
            kind="warning" if case.fine.yuan is None else "fine",
            amount_fen=None if case.fine.yuan is None else case.fine.yuan * 100,
            decided_on=case.penalised_on,
            paid_on=case.paid_on,
        )
    for kind, persons in case.persons:
        counted_on = case.counted_on or case.confirmed_on or case.lead_on
        plan.add(
            "case_person_count", case_id=ref, kind=kind, persons=persons, counted_on=counted_on
        )
    return ref
