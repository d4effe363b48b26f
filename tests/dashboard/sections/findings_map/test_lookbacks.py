from __future__ import annotations

from datetime import date

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Table
from dashboard.sections.findings_map.lookbacks import LOOKBACKS
from dashboard.store.models.inspections import Finding
from tests.circulars import two_lookbacks
from tests.ledger import Ledger
from tests.views import answer_of, view_on

DAY = date(2025, 11, 30)


def test_two_look_backs_stand_side_by_side_each_with_its_own(empty_engine: Engine) -> None:
    _fill(empty_engine)
    view = view_on(empty_engine, as_of=DAY)
    assert LOOKBACKS.when(view)
    answer = answer_of(LOOKBACKS, view, engine=empty_engine)
    assert answer.title == "2025年11月“回头看”发现问题60项，2024年11月“回头看”发现问题181项"
    (table,) = answer.blocks
    assert isinstance(table, Table)
    newest, oldest = table.rows
    assert newest[3:] == [1, 1, 60, 60, 0, 0, 60]
    assert oldest[3:] == [1, 1, 181, 181, 0, 1, 0]
    assert "开始后第26天" in table.columns[7].label


def test_a_period_or_campaign_filtered_for_changes_nothing(empty_engine: Engine) -> None:
    _fill(empty_engine)
    filters = Filters(campaign="2024年专项治理“回头看”", first=date(2025, 1, 1))
    whole = answer_of(LOOKBACKS, view_on(empty_engine, as_of=DAY), engine=empty_engine)
    chosen = view_on(empty_engine, as_of=DAY, filters=filters)
    assert answer_of(LOOKBACKS, chosen, engine=empty_engine).title == whole.title


def test_one_alone_is_held_against_nothing(demo_engine: Engine, empty_engine: Engine) -> None:
    assert not LOOKBACKS.when(view_on(demo_engine))
    _fill(empty_engine)
    assert not LOOKBACKS.when(view_on(empty_engine, as_of=date(2025, 11, 3)))


def _fill(engine: Engine) -> None:
    """All of the first are closed by a year later, and none after as many days as the second."""
    with Session(engine) as session:
        ledger = Ledger(session)
        ledger.add("store_state")
        two_lookbacks(ledger)
        first = Finding.found_on == date(2024, 11, 4)
        session.execute(update(Finding).where(first).values(closed_on=date(2025, 6, 30)))
        session.commit()
