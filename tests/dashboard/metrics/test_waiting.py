from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.waiting import AGES, waiting
from dashboard.metrics.worklist import open_findings
from tests.views import counted

DAY = date(2024, 12, 31)


def test_every_stage_sums_up_its_findings_and_names_the_most_urgent(demo_engine: Engine) -> None:
    for filters in (Filters(), Filters(district="500112")):
        with Session(demo_engine) as session:
            found = waiting(session, filters=filters, as_of=DAY, each=2)
            listed = open_findings(session, filters=filters, as_of=DAY, size=10_000).rows
        assert set(found) == {row.stage for row in listed}
        for stage, waits in found.items():
            here = [row for row in listed if row.stage == stage]
            assert waits.findings == len(here) == sum(waits.ages.values())
            assert waits.longest == max(row.waited for row in here)
            assert [row.id for row in waits.urgent] == [row.id for row in here[:2]]
            for age, (least, most) in AGES.items():
                assert waits.ages[age] == sum(least <= row.waited <= most for row in here)


def test_the_board_is_one_statement(demo_engine: Engine) -> None:
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        waiting(session, filters=Filters(), as_of=DAY)
    assert len(statements) == 1


def test_nothing_waits_in_an_empty_ledger(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        assert waiting(session, filters=Filters(), as_of=DAY) == {}
