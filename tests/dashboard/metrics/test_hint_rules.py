from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.contradictions import contradictions
from dashboard.metrics.filters import Filters
from dashboard.metrics.hint_rules import NO_FILING_DAYS, RULES, UNPAID_DAYS
from dashboard.store.models.enforcement import EnforcementCase, Penalty
from dashboard.store.models.operation import ImportBatch
from dashboard.store.models.places import District
from dashboard.store.state import loading
from data_loaders.places import load_places

DAY = date(2024, 12, 31)


@pytest.fixture
def engine(empty_engine: Engine) -> Iterator[Engine]:
    with loading(empty_engine, dataset="demo") as session:
        load_places(session)
    return empty_engine


def _batch() -> ImportBatch:
    return ImportBatch(
        load_number=1,
        ledger="cases",
        file_name="案件.xlsx",
        sha256="0" * 64,
        loaded_by="test",
        loaded_at=datetime(2025, 1, 1, tzinfo=UTC),
        rows_added=1,
        rows_updated=0,
        rows_unchanged=0,
        rows_refused=0,
        mode="whole",
        status="loaded",
    )


def _origin(batch: ImportBatch) -> dict[str, Any]:
    return {"batch_id": batch.id, "source_sheet": "案件", "source_row": 1}


def _hit(engine: Engine, *, fine: dict[str, Any] | None = None, **steps: Any) -> set[str]:
    """Rules that a store with one case of these steps hits."""
    with loading(engine, dataset="demo") as session:
        batch = _batch()
        session.add(batch)
        session.flush()
        one = EnforcementCase(
            number="示例案1号",
            district_id=session.scalars(select(District.id)).first(),
            **_origin(batch),
            **{"subject_kind": "employer", "cause": "other", "lead_on": date(2024, 11, 1), **steps},
        )
        session.add(one)
        session.flush()
        if fine:
            session.add(Penalty(case_id=one.id, kind="fine", **_origin(batch), **fine))
    with Session(engine) as session:
        found = contradictions(session, filters=Filters(), as_of=DAY)
    return {hint.rule.key for hint in found if hint.total}


def test_a_plain_case_hits_no_rule(engine: Engine) -> None:
    assert _hit(engine, confirmed_on=date(2024, 11, 9), closed_on=date(2024, 12, 1)) == set()


def test_a_penalty_without_confirmation_lacks_a_step(engine: Engine) -> None:
    assert _hit(engine, penalised_on=date(2024, 11, 20)) == {"step_without_day"}


def test_a_criminal_case_without_referral_lacks_a_step(engine: Engine) -> None:
    assert _hit(engine, filed_on=date(2024, 11, 20)) == {"step_without_day"}


def test_closed_and_withdrawn_contradict(engine: Engine) -> None:
    ended = date(2024, 12, 1)
    assert _hit(engine, closed_on=ended, withdrawn_on=ended) == {"two_ends"}


def test_withdrawn_after_a_penalty_contradicts(engine: Engine) -> None:
    hit = _hit(
        engine,
        confirmed_on=date(2024, 11, 5),
        penalised_on=date(2024, 11, 9),
        withdrawn_on=date(2024, 12, 1),
    )
    assert hit == {"two_ends"}


@pytest.mark.parametrize(("late", "hit"), [(0, set()), (1, {"not_filed"})])
def test_a_referral_waits_for_filing_so_long(engine: Engine, late: int, hit: set[str]) -> None:
    referred = DAY - timedelta(days=NO_FILING_DAYS + late)
    assert _hit(engine, referred_on=referred) == hit


@pytest.mark.parametrize(("late", "hit"), [(0, set()), (1, {"unpaid"})])
def test_a_fine_waits_for_payment_so_long(engine: Engine, late: int, hit: set[str]) -> None:
    decided = DAY - timedelta(days=UNPAID_DAYS + late)
    fine = {"amount_fen": 100, "decided_on": decided}
    steps = {"lead_on": decided, "confirmed_on": decided, "penalised_on": decided}
    assert _hit(engine, fine=fine, **steps) == hit


def test_no_rule_speaks_of_guilt() -> None:
    for rule in RULES:
        assert not {"违规", "违法", "作弊"} & {
            rule.says[at : at + 2] for at in range(len(rule.says))
        }
