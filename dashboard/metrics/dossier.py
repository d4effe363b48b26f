"""One institution's dossier (一企一档): what is registered of it, and what happened, by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from dashboard.access.restriction import readable
from dashboard.metrics.decisions import eliminated_before
from dashboard.metrics.facts import Expression, happened, month_of, not_yet, on_day
from dashboard.store.models.enforcement import EnforcementCase, Penalty
from dashboard.store.models.inspections import (
    Campaign,
    Finding,
    Inspection,
    RectificationOrder,
)
from dashboard.store.models.institutions import Institution, ReviewDecision, ReviewRound
from dashboard.store.models.training import TrainingClass


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What the register holds of one institution."""

    id: int
    name: str
    uscc: str | None
    district_id: int
    kind: str | None
    theory_seats: int | None
    practical_stations: int | None
    founded_on: date | None
    closed_on: date | None
    note: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """Something that happened, or several like things of one day; `kind` says what the rest means.

    `code` and `detail` are keys of the store's vocabularies, `text` is from the ledger, `until` a
    deadline or last day, `number` and `other` are counts, or fen where the kind is penalised.
    """

    kind: str
    day: date
    code: str | None
    detail: str | None
    text: str | None
    until: date | None
    number: int | None
    other: int | None


def head(session: Session, *, institution: int) -> Head | None:
    """The institution's row of the register; None if there is none with that key."""
    columns = [getattr(Institution, name) for name in Head.__dataclass_fields__]
    row = session.execute(select(*columns).where(Institution.id == institution)).first()
    return None if row is None else Head(**row._mapping)


def happenings(
    session: Session, *, institution: int, as_of: date, case_role: bool
) -> tuple[Happening, ...]:
    """Everything the ledgers say happened to an institution by the day, newest first.

    One statement. Kinds: decision; inspection; found, completed, verified, reopened and closed (one
    row a day); open (one row a finding still open); order, order_closed; lead, confirmed,
    penalised, referred, filed, case_closed; classes (one row a month); after_elimination (one row a
    class).

    A case that was withdrawn is left out. Without the case role so is every case that is not
    concluded by a penalty, or was handed to the police: naming the body of an open case would name
    a suspect; and an open finding of the category violation has no text.
    """
    branches = [
        *_review(institution),
        *_inspected(institution),
        *_mending(institution, case_role=case_role),
        *_cases(institution, case_role=case_role),
        *_taught(institution),
    ]
    union = union_all(*branches).subquery("happening")
    rows = session.execute(select(union).order_by(union.c.day.desc()), on_day(as_of))
    return tuple(Happening(**row._mapping) for row in rows)


def _row(kind: str, day: Expression, **said: Any) -> Select[Any]:
    """One branch of the union: its columns in order, those it does not say anything in null."""
    none = null()
    columns: list[Any] = [
        literal(kind, String).label("kind"),
        day.label("day"),
        *(cast(said.get(name, none), String).label(name) for name in ("code", "detail", "text")),
        # Not cast: SQLite has no dates to cast to; the first branch gives the type.
        said.get("until", none).label("until"),
        *(cast(said.get(name, none), Integer).label(name) for name in ("number", "other")),
    ]
    return select(*columns)


def _review(institution: int) -> Iterator[Select[Any]]:
    yield (
        _row(
            "decision",
            ReviewDecision.decided_on,
            code=ReviewDecision.stage,
            detail=ReviewDecision.outcome,
            text=ReviewRound.name,
            until=ReviewDecision.deadline,
        )
        .join(ReviewRound, ReviewRound.id == ReviewDecision.round_id)
        .where(ReviewDecision.institution_id == institution, happened(ReviewDecision.decided_on))
    )


def _inspected(institution: int) -> Iterator[Select[Any]]:
    found = (
        select(func.count())
        .where(Finding.inspection_id == Inspection.id, happened(Finding.found_on))
        .scalar_subquery()
    )
    yield (
        _row(
            "inspection",
            Inspection.inspected_on,
            code=Inspection.mode,
            text=Campaign.name,
            number=found,
        )
        .select_from(Inspection)
        .outerjoin(Campaign, Campaign.id == Inspection.campaign_id)
        .where(Inspection.institution_id == institution, happened(Inspection.inspected_on))
    )


def _mending(institution: int, *, case_role: bool) -> Iterator[Select[Any]]:
    mine = and_(Finding.institution_id == institution, happened(Finding.found_on))
    critical = func.sum(case((Finding.severity == "critical", 1), else_=0))
    steps: tuple[tuple[str, Any, dict[str, Any]], ...] = (
        ("found", Finding.found_on, {"code": Finding.category}),
        ("completed", Finding.completed_on, {}),
        ("verified", Finding.verified_on, {"code": Finding.verification}),
        ("reopened", Finding.reopened_on, {}),
        ("closed", Finding.closed_on, {}),
    )
    for kind, day, by in steps:
        counts = _row(kind, day, **by, number=func.count(), other=critical)
        yield counts.where(mine, happened(day)).group_by(day, *by.values())
    yield _row(
        "open",
        Finding.found_on,
        code=Finding.category,
        detail=Finding.severity,
        text=readable(Finding.description, case_role=case_role),
        until=Finding.due_on,
    ).where(mine, not_yet(Finding.closed_on))
    for kind, day in (
        ("order", RectificationOrder.issued_on),
        ("order_closed", RectificationOrder.closed_on),
    ):
        yield _row(
            kind, day, text=RectificationOrder.number, until=RectificationOrder.due_on
        ).where(RectificationOrder.institution_id == institution, happened(day))


def _cases(institution: int, *, case_role: bool) -> Iterator[Select[Any]]:
    shown = [
        EnforcementCase.institution_id == institution,
        EnforcementCase.withdrawn_on.is_(None),
    ]
    if not case_role:
        shown += [happened(EnforcementCase.penalised_on), EnforcementCase.referred_on.is_(None)]
    for kind, day in (
        ("lead", EnforcementCase.lead_on),
        ("confirmed", EnforcementCase.confirmed_on),
        ("referred", EnforcementCase.referred_on),
        ("filed", EnforcementCase.filed_on),
        ("case_closed", EnforcementCase.closed_on),
    ):
        yield _row(kind, day, code=EnforcementCase.cause).where(*shown, happened(day))
    yield (
        _row(
            "penalised",
            EnforcementCase.penalised_on,
            code=EnforcementCase.cause,
            detail=Penalty.kind,
            number=Penalty.amount_fen,
        )
        .select_from(EnforcementCase)
        .outerjoin(
            Penalty, and_(Penalty.case_id == EnforcementCase.id, happened(Penalty.decided_on))
        )
        .where(*shown, happened(EnforcementCase.penalised_on))
    )


def _taught(institution: int) -> Iterator[Select[Any]]:
    started = TrainingClass.started_on
    mine = and_(TrainingClass.institution_id == institution, happened(started))
    yield (
        _row(
            "classes",
            func.min(started),
            until=func.max(started),
            number=func.count(),
            other=func.sum(TrainingClass.enrolled),
        )
        .where(mine)
        .group_by(month_of(started))
    )
    banned = eliminated_before(literal(institution, Integer), day=started)
    yield _row(
        "after_elimination",
        started,
        text=TrainingClass.trade,
        until=TrainingClass.ended_on,
        number=TrainingClass.enrolled,
    ).where(mine, banned)
