"""Places: valid on their rows' days, and no zone counted together with its host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Date, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from dashboard.metrics.checks.outcome import CheckOutcome, CheckRule, collected
from dashboard.metrics.facts import Expression
from dashboard.store.models.enforcement import EnforcementCase
from dashboard.store.models.inspections import Finding, Inspection, RectificationOrder
from dashboard.store.models.institutions import ExamSite, Institution
from dashboard.store.models.operation import StoreState
from dashboard.store.models.places import District, DistrictHost, DistrictSuccession
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.models.training import ExamMonth, TrainingClass
from dashboard.store.places import Place, Places

_DATED: Final[tuple[tuple[str, Any, Expression], ...]] = (
    ("检查", Inspection, Inspection.inspected_on),
    ("问题", Finding, Finding.found_on),
    ("整改书", RectificationOrder, RectificationOrder.issued_on),
    ("案件", EnforcementCase, EnforcementCase.lead_on),
    ("宣传活动", PublicityActivity, PublicityActivity.held_on),
    ("培训班", TrainingClass, TrainingClass.started_on),
    ("考试月报", ExamMonth, ExamMonth.month),
)
_STANDING: Final[tuple[tuple[str, Any], ...]] = (("培训机构", Institution), ("考试点", ExamSite))
_SAME: Final[tuple[tuple[str, Any, tuple[str, ...]], ...]] = (
    ("培训机构", Institution, ("name",)),
    ("考试点", ExamSite, ("name",)),
    ("检查", Inspection, ("institution_id", "exam_site_id", "inspected_on")),
    ("问题", Finding, ("institution_id", "exam_site_id", "found_on", "description")),
    ("宣传活动", PublicityActivity, ("channel", "name", "held_on")),
    ("培训班", TrainingClass, ("institution_id", "trade", "started_on")),
)
"""What makes two rows, one under a zone and one under its host, the same thing twice."""


def places(session: Session, known: Places) -> list[CheckOutcome]:
    """Check every table that names a unit, and the units themselves."""
    rules = [*_valid_when_dated(), *_valid_now(session), *_counted_twice()]
    return [*_of_units(known), *(rule.outcome(session) for rule in rules)]


def _valid_when_dated() -> Iterator[CheckRule]:
    for word, model, day in _DATED:
        yield CheckRule(
            key=f"place-valid-{model.__tablename__.replace('_', '-')}",
            title=f"{word}所属区县（开发区）在当日有效",
            source=model.__table__.join(District, District.id == model.district_id),
            bad=or_(day < District.valid_from, and_(day > District.valid_to, ~_acting(day))),
            names=(("主键", model.id), ("单位", District.name), ("日期", day)),
        )


def _acting(day: Expression) -> ColumnElement[bool]:
    """Whether the unit's organs acted on a day though its end had been announced."""
    return exists().where(
        DistrictSuccession.predecessor_id == District.id, DistrictSuccession.in_office_on > day
    )


def _valid_now(session: Session) -> Iterator[CheckRule]:
    """Bodies still on the register belong to a unit that still reports."""
    until = session.scalar(select(StoreState.data_until))
    if until is None:
        return
    for word, model in _STANDING:
        yield CheckRule(
            key=f"place-valid-{model.__tablename__.replace('_', '-')}",
            title=f"在册{word}所属区县（开发区）在数据截至日有效",
            source=model.__table__.join(District, District.id == model.district_id),
            bad=and_(
                or_(model.closed_on.is_(None), model.closed_on > until),
                or_(
                    and_(District.valid_to < until, ~_acting(literal(until, Date))),
                    District.valid_from > until,
                ),
            ),
            names=((word, model.name), ("单位", District.name)),
        )


def _counted_twice() -> Iterator[CheckRule]:
    for word, model, same in _SAME:
        yield CheckRule(
            key=f"zone-or-host-{model.__tablename__.replace('_', '-')}",
            title=f"{word}不在开发区和所在区县重复计数",
            source=model.__table__.join(District, District.id == model.district_id),
            bad=model.id.in_(_zone_rows_of_a_host(model, same)),
            names=(("主键", model.id), ("开发区", District.name)),
        )


def _zone_rows_of_a_host(model: Any, same: tuple[str, ...]) -> Select[Any]:
    """Keys of rows of zones that stand under a host as well, found for all of them at once."""
    zoned, hosted = aliased(model), aliased(model)
    pairs = (_same(getattr(hosted, name), getattr(zoned, name)) for name in same)
    return (
        select(zoned.id)
        .join(DistrictHost, DistrictHost.zone_id == zoned.district_id)
        .join(hosted, and_(hosted.district_id == DistrictHost.host_id, *pairs))
    )


def _same(one: Any, other: Any) -> ColumnElement[bool]:
    """Whether two columns agree, null with null too; as an equation, on which rows can be joined.

    IS NOT DISTINCT FROM would compare every row of a zone with every row of its host. Only keys
    of bodies are ever null here, and no key is 0.
    """
    if not one.nullable:
        return cast(ColumnElement[bool], one == other)
    return func.coalesce(one, 0) == func.coalesce(other, 0)


def _of_units(known: Places) -> Iterator[CheckOutcome]:
    zones = [place for place in known.units if place.kind == "zone"]
    kinds = {place.code: place.kind for place in known.units}
    yield collected(
        "zone-has-host",
        "每个开发区都登记了所在区县，所在区县不是开发区",
        checked=len(zones),
        bad=(
            zone.name
            for zone in zones
            if not zone.hosts or any(kinds[host] == "zone" for host in zone.hosts)
        ),
    )
    yield collected(
        "one-unit-a-name",
        "同一天没有两个同名的填报单位",
        checked=len(known.units),
        bad=(
            f"{one.name}（{one.code}）与{two.name}（{two.code}）"
            for at, one in enumerate(known.units)
            for two in known.units[at + 1 :]
            if one.name == two.name and _overlap(one, two)
        ),
    )


def _overlap(one: Place, two: Place) -> bool:
    starts = [place.valid_from for place in (one, two) if place.valid_from]
    ends = [place.valid_to for place in (one, two) if place.valid_to]
    return not starts or not ends or max(starts) <= min(ends)
