"""A store of ledgers with every number missing somewhere, noughts, gaps and long classes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.watch.exams import COLUMNS
from dashboard.watch.months import first_day, serial
from tests.ledger import Ledger

_TRADES = ("低压电工作业", "高压,电工", "Z焊接")


def fill(engine: Engine, *, seed: int) -> None:
    """Ten institutions and five sites from 2024 into 2026."""
    rng = random.Random(seed)
    with Session(engine) as session:
        ledger = Ledger(session)
        institutions = [ledger.add("institution") for _ in range(10)]
        sites = [ledger.add("exam_site") for _ in range(5)]
        round_id = ledger.add("review_round")
        for body in (institutions[0], institutions[1]):
            for day, outcome in ((date(2025, 2, 9), "eliminated"), (date(2025, 9, 1), "qualified")):
                ledger.add(
                    "review_decision", institution_id=body, round_id=round_id, decided_on=day,
                    outcome=outcome, stage="district" if outcome == "eliminated" else "municipal",
                )  # fmt: skip
        owners = [{"institution_id": one} for one in institutions]
        owners += [{"exam_site_id": one} for one in sites]
        for owner in owners:
            for trade in _TRADES:
                _examined(ledger, rng, {**owner, "trade": trade})
        for institution in institutions[:-1]:
            for _ in range(60):
                _taught(ledger, rng, institution)
        session.commit()


def _examined(ledger: Ledger, rng: random.Random, of: dict[str, Any]) -> None:
    for month in range(serial(date(2024, 1, 1)), serial(date(2026, 9, 1))):
        if rng.random() < 0.9:
            candidates = rng.choice((0, rng.randrange(200)))
            practical = rng.randrange(candidates + 1)
            told = (
                candidates, rng.randrange(candidates + 1), practical,
                rng.randrange(practical + 1), rng.randrange(candidates + 1),
                rng.randrange(candidates + 1), rng.choice((0, 60, 150, 150)),
            )  # fmt: skip
            ledger.add("exam_month", **of, month=first_day(month), **_some(rng, COLUMNS, told))


def _taught(ledger: Ledger, rng: random.Random, institution: int) -> None:
    started = date(2024, 1, 1) + timedelta(days=rng.randrange(960))
    ended = started + timedelta(days=rng.choice((0, 9, 20, 150)))
    required = rng.choice((0.0, 40.0, 41.5, 88.0))
    delivered = rng.choice((required, round(required * 0.9, 1), required / 2, required + 3))
    signed, items = rng.randrange(400), rng.randrange(15)
    names = ("enrolled", "hours_required", "hours_delivered", "sign_ins_actual",
             "sign_ins_backfilled", "archive_required", "archive_present", "ended_on")  # fmt: skip
    told = (rng.randrange(50), required, delivered, signed, rng.randrange(signed + 1), items,
            rng.randrange(items + 1), ended)  # fmt: skip
    number = f"班{rng.random()}" if rng.random() < 0.9 else None
    ledger.add(
        "training_class", institution_id=institution, number=number, started_on=started,
        **_some(rng, names, told),
    )  # fmt: skip


def _some(rng: random.Random, names: Sequence[str], told: Sequence[Any]) -> dict[str, Any]:
    """Most of the values; the others are not reported."""
    return {
        name: value if rng.random() < 0.93 else None
        for name, value in zip(names, told, strict=True)
    }
