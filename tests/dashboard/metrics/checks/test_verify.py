from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

from dashboard.metrics.checks import CheckOutcome, verify
from dashboard.store.models.enforcement import EnforcementCase, Penalty
from dashboard.store.models.inspections import Finding, Inspection
from dashboard.store.models.institutions import Institution, ReviewDecision
from dashboard.store.models.operation import ImportBatch, StoreState
from dashboard.store.models.places import District, DistrictHost
from dashboard.store.models.publicity import PublicityActivity

UNTIL = date(2024, 12, 31)
Break = Callable[[Session], Any]


def _verified(
    engine: Engine, *breaks: Break, until: date | None = UNTIL
) -> dict[str, CheckOutcome]:
    """Every outcome by key, over the store as the breaks leave it; nothing is committed."""
    with Session(engine) as session:
        for one in breaks:
            one(session)
        found = verify(session, data_until=until)
        session.rollback()
    return {one.key: one for one in found}


def _first(session: Session, model: Any) -> Any:
    return session.scalars(select(model).order_by(model.id).limit(1)).one()


def test_the_demo_keeps_every_identity(demo_engine: Engine) -> None:
    found = _verified(demo_engine)
    assert [one for one in found.values() if not one.passed] == []
    assert found["circular"].checked == 25


def test_a_store_with_the_circular_alone_keeps_every_identity(circular_engine: Engine) -> None:
    found = _verified(circular_engine, until=None)
    assert [one for one in found.values() if not one.passed] == []


def _change(model: Any, **values: Any) -> Break:
    return lambda session: session.execute(
        update(model).where(model.id == _first(session, model).id).values(**values)
    )


def _dearer_penalties(session: Session) -> None:
    session.execute(update(Penalty).values(amount_fen=Penalty.amount_fen + 1))


def _visit_before_its_district_began(session: Session) -> None:
    district = session.scalars(select(District).where(District.code == "500157")).one()
    session.execute(
        update(Inspection)
        .where(Inspection.id == _first(session, Inspection).id)
        .values(district_id=district.id)
    )


def _same_activity_under_zone_and_host(session: Session) -> None:
    zone, host = session.execute(select(DistrictHost.zone_id, DistrictHost.host_id)).first() or ()
    activity = _first(session, PublicityActivity)
    for district in (zone, host):
        session.execute(
            insert(PublicityActivity).values(
                district_id=district,
                channel=activity.channel,
                name="同一场活动",
                held_on=activity.held_on,
                copies_qualifier="exact",
                reach_qualifier="exact",
                batch_id=activity.batch_id,
            )
        )


def _same_visit_under_zone_and_host(session: Session) -> None:
    """Of an institution, so that its exam site is null in both rows."""
    zone, host = session.execute(select(DistrictHost.zone_id, DistrictHost.host_id)).first() or ()
    visit = session.scalars(
        select(Inspection).where(Inspection.institution_id.is_not(None)).order_by(Inspection.id)
    ).first()
    assert visit is not None
    for district in (zone, host):
        session.execute(
            insert(Inspection).values(
                district_id=district,
                institution_id=visit.institution_id,
                inspected_on=visit.inspected_on,
                batch_id=visit.batch_id,
            )
        )


def _late_finding(session: Session) -> None:
    finding = session.scalars(
        select(Finding).where(Finding.order_id.is_not(None)).order_by(Finding.id).limit(1)
    ).one()
    session.execute(
        update(Finding)
        .where(Finding.id == finding.id)
        .values(
            found_on=date(2024, 12, 30),
            due_on=None,
            completed_on=None,
            verified_on=None,
            verification=None,
            reopened_on=None,
            closed_on=None,
        )
    )


def _backdated_penalty(session: Session) -> None:
    session.execute(
        update(Penalty)
        .where(Penalty.id == _first(session, Penalty).id)
        .values(decided_on=date(2000, 1, 1), paid_on=None)
    )


def _unpenalised_cases(session: Session) -> None:
    session.execute(update(EnforcementCase).values(penalised_on=None))


_HELD_TOO_LATE = _change(PublicityActivity, held_on=date(2999, 1, 1))

BREAKS: dict[str, Break] = {
    "circular": _dearer_penalties,
    "credit-codes": _change(Institution, uscc="91500000000000018X"),
    "demo-apart": _change(Institution, name="某某培训学校"),
    "ledger-rows": _change(ImportBatch, rows_added=1),
    "batch-rows": _change(ImportBatch, status="undone", undone_at=datetime(2025, 2, 1, tzinfo=UTC)),
    "data-until": _change(StoreState, data_until=date(2024, 12, 30)),
    "reported-through": _HELD_TOO_LATE,
    "no-future": _HELD_TOO_LATE,
    "place-valid-publicity-activity": _HELD_TOO_LATE,
    "state-row": _change(StoreState, revision=0),
    "found-after-visit": _change(Inspection, inspected_on=date(2024, 12, 31)),
    "place-valid-inspection": _visit_before_its_district_began,
    "found-where-visited": _visit_before_its_district_began,
    "zone-or-host-inspection": _same_visit_under_zone_and_host,
    "zone-or-host-publicity-activity": _same_activity_under_zone_and_host,
    "ordered-after-found": _late_finding,
    "order-closed-last": _late_finding,
    "decided-in-round": _change(ReviewDecision, decided_on=date(2020, 1, 1)),
    "penalty-after-lead": _backdated_penalty,
}


def test_what_breaks_an_identity_is_found_and_nothing_else_is(demo_engine: Engine) -> None:
    found = _verified(demo_engine, *dict.fromkeys(BREAKS.values()))
    failed = {key for key, outcome in found.items() if not outcome.passed}
    assert failed == set(BREAKS)
    assert all(found[key].failures >= len(found[key].examples) > 0 for key in failed)
    assert "2000-01-01" in found["penalty-after-lead"].examples[0]


def test_few_examples_are_named_but_all_are_counted(demo_engine: Engine) -> None:
    outcome = _verified(demo_engine, _unpenalised_cases)["penalty-after-lead"]
    assert outcome.failures > 5
    assert len(outcome.examples) == 5
