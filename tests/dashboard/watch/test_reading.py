"""Three statements, on both databases, and nothing of after the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.store.disposals import Subject, dispose
from dashboard.store.state import loading
from dashboard.watch import reading
from dashboard.watch.bodies import INSTITUTION, SITE
from dashboard.watch.engine import watch
from dashboard.watch.exams import NOT_REPORTED
from dashboard.watch.months import serial
from dashboard.watch.reading import Ledgers, read_ledgers
from dashboard.watch.register import read_register
from tests.ledger import Ledger
from tests.views import counted


def _read(engine: Engine, as_of: date = date(2024, 12, 31)) -> Ledgers:
    with Session(engine) as session:
        return read_ledgers(session, as_of=as_of)


def test_everything_is_read_in_three_statements(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        held = _read(demo_engine)
    assert len(statements) == 3
    assert len(held.exams.owners) > 300
    assert {kind for kind, _ in held.bodies} == {INSTITUTION, SITE}
    assert any(day for days in held.decisions.values() for day in days)
    assert held.verdicts == {}


def test_nothing_is_read_of_after_the_day(demo_engine: Engine) -> None:
    held = _read(demo_engine, date(2024, 6, 29))
    assert held.exams.first + held.exams.column("capacity").shape[1] - 1 == serial(date(2024, 5, 1))
    assert held.exams.column("theory_candidates")[:, -1].max() > 0
    assert max(row.started_on for row in held.classes.told) <= date(2024, 6, 29)
    assert held.classes.first + held.classes.sums["begun"].shape[1] - 1 == serial(date(2024, 6, 1))
    assert max(day for days in held.decisions.values() for day, _ in days) <= date(2024, 6, 29)


def test_a_body_is_known_by_its_credit_code_else_by_place_and_name(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        ledger = Ledger(session)
        district = ledger.add("district", code="500106")
        coded = ledger.add("institution", district_id=district, uscc="91X", name="甲")
        named = ledger.add("institution", district_id=district, name="乙", theory_seats=40)
        site = ledger.add("exam_site", district_id=district, name="丙")
    held = _read(empty_engine)
    assert held.bodies[INSTITUTION, coded].identity == "91X"
    assert held.bodies[INSTITUTION, named].identity == "500106/乙"
    assert held.bodies[INSTITUTION, named].seats == 40
    assert held.bodies[SITE, site].stations is None


def test_boundary_changes_are_read_for_both_sides(circular_engine: Engine) -> None:
    changed = _read(circular_engine, date(2025, 12, 1)).successions
    assert len(changed) > 2
    assert {day for days in changed.values() for day in days} == {date(2025, 11, 6)}
    assert _read(circular_engine, date(2025, 11, 5)).successions == {}


def test_verdicts_come_newest_first_and_whole(empty_engine: Engine) -> None:
    subject = Subject(
        alert_key="k", indicator="hours", period=date(2024, 3, 1), method="hours/1",
        entity="示例", level="red", said="说", evidence="e",
    )  # fmt: skip
    with loading(empty_engine, dataset="production"):
        pass
    first = dispose(
        empty_engine, subject, dataset="production", seen=None, verdict="explained",
        officer="甲", remark="因为",
    )  # fmt: skip
    dispose(
        empty_engine, subject, dataset="production", seen=first, verdict="pending", officer="乙"
    )
    newest, oldest = _read(empty_engine).verdicts["k"]
    assert (newest.verdict, newest.officer, newest.remark) == ("pending", "乙", None)
    assert (oldest.verdict, oldest.remark, oldest.level, oldest.said, oldest.evidence) == (
        "explained",
        "因为",
        "red",
        "说",
        "e",
    )
    at = oldest.decided_at
    assert at.replace(tzinfo=UTC) <= datetime.now(UTC)


def test_of_two_decisions_of_a_day_the_higher_stage_is_the_later(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        of = {"institution_id": ledger.add("institution"), "round_id": ledger.add("review_round")}
        for stage, outcome in (("municipal", "eliminated"), ("district", "qualified")):
            ledger.add(
                "review_decision", **of, stage=stage, outcome=outcome, decided_on=date(2024, 3, 1)
            )
        held = read_ledgers(session, as_of=date(2024, 6, 30))
    assert [outcome for _, outcome in held.decisions[of["institution_id"]]] == [
        "qualified",
        "eliminated",
    ]


def test_what_a_load_adds_between_two_statements_is_left_for_later(
    empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2024, 6, 30)
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        known, late = ledger.add("institution"), ledger.add("institution")
        for institution, month in ((known, 5), (known, 4), (late, 5)):
            on = date(2024, month, 1)
            ledger.add("exam_month", institution_id=institution, month=on, capacity=month)
            ledger.add("training_class", institution_id=institution, started_on=on)
        whole = read_register(session, as_of=day)
        seen = {key: body for key, body in whole.bodies.items() if body.id == known}
        earlier = replace(whole, bodies=seen, examined_since=date(2024, 5, 1))
        monkeypatch.setattr(reading, "read_register", lambda *_, **__: earlier)
        held = read_ledgers(session, as_of=day)
        assert watch(held).has_data
    assert [owner.body for owner in held.exams.owners] == [known]
    assert held.exams.column("capacity").tolist() == [[5, NOT_REPORTED]]
    assert held.classes.institutions == (known,)
