"""What early warning reads beside examinations and classes, in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    Date,
    DateTime,
    Integer,
    Numeric,
    Row,
    Select,
    String,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from dashboard.store.dialects import days_between
from dashboard.store.models.institutions import (
    REVIEW_STAGES,
    ExamSite,
    Institution,
    ReviewDecision,
)
from dashboard.store.models.places import District, DistrictSuccession
from dashboard.store.models.training import ExamMonth, TrainingClass
from dashboard.store.models.watch import AlertDisposal
from dashboard.watch.alert import Verdict
from dashboard.watch.bodies import INSTITUTION, SITE, CapacityOwner
from dashboard.watch.classes import ListedClass
from dashboard.watch.hours import HOURS_A_DAY
from dashboard.watch.months import WINDOW, finished, first_day, serial


@dataclass(frozen=True, kw_only=True)
class WatchRegister:
    """Bodies, decisions, successions, verdicts and classes to be named."""

    bodies: Mapping[tuple[str, int], CapacityOwner]
    decisions: Mapping[int, tuple[tuple[date, str], ...]]
    """(day, outcome) by institution in order of time."""
    successions: Mapping[int, tuple[date, ...]]
    """Days by district."""
    verdicts: Mapping[str, tuple[Verdict, ...]]
    """By key of the alert, newest first."""
    told: Sequence[ListedClass]
    """See `Classes.told`."""
    examined_since: date | None
    """The first month with examinations."""


def read_register(session: Session, *, as_of: date) -> WatchRegister:
    """Read all of it in one statement."""
    told: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(_statement(as_of)):
        told[row.kind].append(row)
    bodies = [_body(kind, row) for kind in (INSTITUTION, SITE) for row in told[kind]]
    return WatchRegister(
        bodies={(body.kind, body.id): body for body in bodies},
        decisions=_decisions(told["decision"]),
        successions=_by_key((row.key, row.day) for row in told["succession"]),
        verdicts=_verdicts(told["verdict"]),
        told=sorted((_told(row) for row in told["class"]), key=_by_time),
        examined_since=told["exams"][0].day,
    )


def _statement(as_of: date) -> Any:
    """Small tables of one shape."""
    sides = (DistrictSuccession.predecessor_id, DistrictSuccession.successor_id)
    return union_all(
        *(_bodies(kind, table) for kind, table in ((INSTITUTION, Institution), (SITE, ExamSite))),
        _line(
            "decision",
            key=ReviewDecision.institution_id,
            day=ReviewDecision.decided_on,
            word=ReviewDecision.outcome,
            code=ReviewDecision.stage,
        ).where(ReviewDecision.decided_on <= as_of),
        *(
            _line("succession", key=side, day=DistrictSuccession.on_date).where(
                DistrictSuccession.on_date <= as_of
            )
            for side in sides
        ),
        _line(
            "verdict",
            key=AlertDisposal.id,
            name=AlertDisposal.alert_key,
            word=AlertDisposal.verdict,
            code=AlertDisposal.evidence,
            level=AlertDisposal.level,
            officer=AlertDisposal.officer,
            remark=AlertDisposal.remark,
            said=AlertDisposal.said,
            at=AlertDisposal.decided_at,
        ),
        _line("exams", day=func.min(ExamMonth.month)).where(ExamMonth.month <= finished(as_of)),
        _classes_told(as_of),
    )


def _classes_told(as_of: date) -> Select[*tuple[Any, ...]]:
    """Classes of the window that an alert may have to name, and a few more: see `Classes.told`."""
    days = days_between(TrainingClass.started_on, TrainingClass.ended_on) + 1
    gone = select(ReviewDecision.institution_id).where(
        ReviewDecision.outcome == "eliminated", ReviewDecision.decided_on <= as_of
    )
    return _line(
        "class",
        key=TrainingClass.id,
        owner=TrainingClass.institution_id,
        name=TrainingClass.number,
        day=TrainingClass.started_on,
        ended=TrainingClass.ended_on,
        required=TrainingClass.hours_required,
        delivered=TrainingClass.hours_delivered,
    ).where(
        TrainingClass.started_on >= first_day(serial(finished(as_of)) - WINDOW + 1),
        TrainingClass.started_on <= as_of,
        or_(
            TrainingClass.hours_delivered < TrainingClass.hours_required,
            # The very comparison is made in floating point, where it may fall on the other side.
            TrainingClass.hours_delivered > days * HOURS_A_DAY - 1,
            TrainingClass.institution_id.in_(gone),
        ),
    )


_COLUMNS: Final[Mapping[str, Any]] = {
    "key": Integer(),
    "district": Integer(),
    "day": Date(),
    "name": String(),
    "word": String(),
    "code": String(),
    "seats": Integer(),
    "stations": Integer(),
    "level": String(),
    "officer": String(),
    "remark": String(),
    "said": String(),
    "at": DateTime(timezone=True),
    "owner": Integer(),
    "ended": Date(),
    "required": Numeric(6, 1, asdecimal=False),
    "delivered": Numeric(6, 1, asdecimal=False),
}


def _line(kind: str, **known: Any) -> Select[*tuple[Any, ...]]:
    """A SELECT of the common shape; what a table does not know is null."""
    return select(
        literal(kind, String).label("kind"),
        *(
            type_coerce(known[name] if name in known else cast(null(), shape), shape).label(name)
            for name, shape in _COLUMNS.items()
        ),
    )


def _bodies(kind: str, table: Any) -> Select[*tuple[Any, ...]]:
    return _line(
        kind,
        key=table.id,
        district=table.district_id,
        name=table.name,
        word=District.code,
        code=table.uscc,
        seats=table.theory_seats,
        stations=table.practical_stations,
    ).join_from(table, District, District.id == table.district_id)


def _body(kind: str, row: Row[Any]) -> CapacityOwner:
    return CapacityOwner(
        kind=kind,
        id=row.key,
        district=row.district,
        name=row.name,
        identity=row.code or f"{row.word}/{row.name}",
        seats=row.seats,
        stations=row.stations,
    )


def _told(row: Row[Any]) -> ListedClass:
    return ListedClass(
        id=row.key,
        institution_id=row.owner,
        number=row.name,
        started_on=row.day,
        ended_on=row.ended,
        hours_required=row.required,
        hours_delivered=row.delivered,
    )


def _by_time(told: ListedClass) -> tuple[date, int]:
    return told.started_on, told.id


def _by_key(pairs: Any) -> dict[int, Any]:
    found: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(sorted(values)) for key, values in found.items()}


def _decisions(rows: Sequence[Row[Any]]) -> dict[int, tuple[tuple[date, str], ...]]:
    """By institution in order of time; of one day the higher stage is the later."""
    stages = list(REVIEW_STAGES)
    by_key = _by_key((row.key, (row.day, stages.index(row.code), row.word)) for row in rows)
    return {key: tuple((day, word) for day, _, word in those) for key, those in by_key.items()}


def _verdicts(rows: Sequence[Row[Any]]) -> dict[str, tuple[Verdict, ...]]:
    found: dict[str, list[Verdict]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.key, reverse=True):
        found[row.name].append(
            Verdict(
                id=row.key,
                verdict=row.word,
                officer=row.officer,
                remark=row.remark,
                decided_at=row.at,
                evidence=row.code,
                said=row.said,
                level=row.level,
            )
        )
    return {key: tuple(verdicts) for key, verdicts in found.items()}
