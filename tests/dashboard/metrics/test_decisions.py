from datetime import date

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from dashboard.metrics.decisions import decisions
from dashboard.metrics.filters import Filters
from tests.views import counted

DAY = date(2024, 12, 31)


def test_every_decision_by_the_day_is_listed_oldest_first(demo_engine: Engine) -> None:
    with demo_engine.connect() as connection:
        total = connection.scalar(text("SELECT COUNT(*) FROM review_decision"))
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        found = decisions(session, as_of=DAY, filters=Filters())
    assert len(found) == total
    assert [one.decided_on for one in found] == sorted(one.decided_on for one in found)
    assert len(statements) == 1


def test_later_decisions_and_other_districts_are_left_out(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        early = decisions(session, as_of=date(2024, 4, 30), filters=Filters())
        there = decisions(session, as_of=DAY, filters=Filters(district="500106"))
    assert {one.stage for one in early} == {"self"}
    assert len({one.institution_id for one in there}) == 3
