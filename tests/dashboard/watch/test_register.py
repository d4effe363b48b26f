from __future__ import annotations

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.watch.register import read_register
from tests.ledger import Ledger
from tests.views import counted

DAY = date(2024, 12, 31)
HOURS = {"ended_on": date(2024, 6, 20), "hours_required": 40}


def test_classes_to_be_named_are_the_windows_that_are_not_plainly_fine(
    empty_engine: Engine,
) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        fine, gone = ledger.add("institution"), ledger.add("institution")
        ledger.add(
            "review_decision", institution_id=gone, round_id=ledger.add("review_round"),
            stage="district", outcome="eliminated", decided_on=date(2024, 3, 1),
        )  # fmt: skip
        of = {"institution_id": fine, "started_on": date(2024, 6, 11)}
        ledger.add("training_class", **of, **HOURS, number="足", hours_delivered=40)
        ledger.add("training_class", **of, **HOURS, number="欠", hours_delivered=39.5)
        ledger.add("training_class", **of, **HOURS, number="密", hours_delivered=80.5)
        ledger.add("training_class", **of, number="无")
        ledger.add(
            "training_class", **{**of, "started_on": date(2023, 12, 31)}, **HOURS, number="旧",
            hours_delivered=1,
        )  # fmt: skip
        ledger.add("training_class", institution_id=gone, number=None, started_on=DAY)
        with counted(empty_engine) as statements:
            held = read_register(session, as_of=DAY)
    assert len(statements) == 1
    assert [row.number for row in held.told] == ["欠", "密", None]
    assert (held.told[0].hours_required, held.told[0].hours_delivered) == (40.0, 39.5)
    assert held.told[0].ended_on == date(2024, 6, 20)


def test_it_knows_since_when_there_are_examinations(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        assert read_register(session, as_of=DAY).examined_since is None
        ledger = Ledger(session)
        of = {"institution_id": ledger.add("institution")}
        for month in (date(2022, 3, 1), date(2021, 7, 1), date(2025, 1, 1)):
            ledger.add("exam_month", **of, month=month)
        assert read_register(session, as_of=DAY).examined_since == date(2021, 7, 1)
        assert read_register(session, as_of=date(2021, 7, 30)).examined_since is None
