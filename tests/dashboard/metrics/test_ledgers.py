from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.ledgers import LedgerSpan, ledgers
from dashboard.store.models.operation import LEDGERS
from tests.views import counted


def _held(engine: Engine, as_of: date) -> dict[str, LedgerSpan]:
    with Session(engine) as session:
        return {one.key: one for one in ledgers(session, as_of=as_of)}


def test_every_ledger_is_told_in_one_statement(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        held = _held(demo_engine, date(2024, 12, 31))
    assert list(held) == list(LEDGERS)
    assert len(statements) == 1


def test_rows_and_days_are_those_until_the_day(demo_engine: Engine) -> None:
    now, before = (_held(demo_engine, day) for day in (date(2024, 12, 31), date(2023, 12, 31)))
    assert now["institutions"].rows == 98
    assert before["findings"].rows < now["findings"].rows
    assert before["findings"].last is not None
    assert before["findings"].last <= date(2023, 12, 31)


def test_a_monthly_report_speaks_until_the_end_of_its_month() -> None:
    month = LedgerSpan(key="exam_months", rows=1, first=None, last=date(2024, 2, 1))
    assert month.until == date(2024, 2, 29)
    assert LedgerSpan(key="findings", rows=1, first=None, last=date(2024, 2, 1)).until == month.last


def test_an_empty_ledger_has_no_days(circular_engine: Engine) -> None:
    held = _held(circular_engine, date(2024, 12, 31))
    assert all(one.rows == 0 and one.last is None for one in held.values())
