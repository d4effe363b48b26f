"""What early warning reads of the ledgers: three statements, as of a day."""

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
    Row,
    Select,
    String,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from dashboard.metrics.facts import month_of
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
from dashboard.watch.exams import COLUMNS, Exams
from dashboard.watch.months import finished

INSTITUTION: Final = "institution"
SITE: Final = "exam_site"


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """An institution or exam site with what its capacity is reckoned from."""

    kind: str
    id: int
    district: int
    name: str
    identity: str
    seats: int | None
    stations: int | None


@dataclass(frozen=True, kw_only=True)
class Ledgers:
    """Everything the alerts are computed from.

    `exams` are of finished months; `classes` have the watched columns of `training_class`.
    `decisions` are (day, outcome) by institution in order of time, `successions` days by district.
    """

    as_of: date
    bodies: Mapping[tuple[str, int], Body]
    exams: Exams
    classes: Sequence[Row[Any]]
    decisions: Mapping[int, tuple[tuple[date, str], ...]]
    successions: Mapping[int, tuple[date, ...]]
    verdicts: Mapping[str, tuple[Verdict, ...]]
    """By key of the alert, newest first."""


def read_ledgers(session: Session, *, as_of: date) -> Ledgers:
    """Read the ledgers as of a day; examinations up to the last finished month.

    Verdicts are read as they stand now, whatever the day: they are work, not data.
    """
    exams = Exams(rows=session.execute(_exams(as_of)).all())
    classes = session.execute(_classes(as_of)).all()
    told: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(_register(as_of)):
        told[row.kind].append(row)
    bodies = [_body(kind, row) for kind in (INSTITUTION, SITE) for row in told[kind]]
    return Ledgers(
        as_of=as_of,
        bodies={(body.kind, body.id): body for body in bodies},
        exams=exams,
        classes=classes,
        decisions=_decisions(told["decision"]),
        successions=_by_key((row.key, row.day) for row in told["succession"]),
        verdicts=_verdicts(told["verdict"]),
    )


def _exams(as_of: date) -> Select[*tuple[Any, ...]]:
    return select(
        ExamMonth.trade,
        month_of(ExamMonth.month).label("month"),
        *(getattr(ExamMonth, name) for name in COLUMNS),
    ).where(ExamMonth.month <= finished(as_of))


def _classes(as_of: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            TrainingClass.institution_id,
            TrainingClass.number,
            TrainingClass.trade,
            TrainingClass.started_on,
            TrainingClass.ended_on,
            TrainingClass.hours_required,
            TrainingClass.hours_delivered,
            TrainingClass.enrolled,
            TrainingClass.sign_ins_actual,
            TrainingClass.sign_ins_backfilled,
            TrainingClass.archive_required,
            TrainingClass.archive_present,
        )
        .where(TrainingClass.started_on <= as_of)
        .order_by(TrainingClass.started_on, TrainingClass.id)
    )


def _register(as_of: date) -> Any:
    """Bodies, decisions, successions and verdicts: small tables of one shape, in one statement."""
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


def _body(kind: str, row: Row[Any]) -> Body:
    return Body(
        kind=kind,
        id=row.key,
        district=row.district,
        name=row.name,
        identity=row.code or f"{row.word}/{row.name}",
        seats=row.seats,
        stations=row.stations,
    )


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
