from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.analysis.survival import DurationCount
from dashboard.metrics.counting import MOST_TERMS, Branch, count
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from tests.ledger import Ledger
from tests.views import counted

DAY = date(2024, 6, 15)
TAKEN = METRICS["days_to_close"].numerator
FOUND = METRICS["findings"].numerator


def test_a_tally_with_a_clock_tells_how_many_lasted_how_long(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        for closed in (date(2024, 6, 5), date(2024, 6, 5), date(2024, 6, 16), None):
            ledger.add("finding", found_on=date(2024, 6, 1), closed_on=closed)
        branches = [Branch(tally=TAKEN, by=(), filters=Filters())]
        (groups,), _ = count(session, branches, as_of=DAY)
    assert groups[()].rows == 4
    assert sorted(groups[()].spans) == [
        DurationCount(days=4, ended=True, count=2),
        DurationCount(days=14, ended=False, count=2),
    ]


def test_branches_of_unlike_width_are_one_statement(demo_engine: Engine) -> None:
    branches = [
        Branch(tally=FOUND, by=(), filters=Filters()),
        Branch(tally=TAKEN, by=("district",), filters=Filters()),
        Branch(tally=FOUND, by=("district", "category", "month"), filters=Filters()),
    ]
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        (whole, by_district, fine), _ = count(session, branches, as_of=DAY)
    assert len(statements) == 1
    assert {len(group) for group in by_district} == {1}
    assert {len(group) for group in fine} == {3}
    for parts in (by_district, fine):
        assert sum(part.rows for part in parts.values()) == whole[()].rows
    assert whole[()].spans == []
    for part in by_district.values():
        assert sum(span.count for span in part.spans) == part.rows


def test_more_branches_than_a_statement_takes_are_several_statements(demo_engine: Engine) -> None:
    """As many documents state figures: SQLite refuses a union of more than 500."""
    branches = [
        Branch(tally=FOUND, by=(), filters=Filters(institution=one))
        for one in range(MOST_TERMS + 9)
    ]
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        found, empty = count(session, branches, [FOUND.fact], as_of=DAY)
    assert len(statements) == 2
    assert len(found) == len(branches)
    assert sum(one[()].rows for one in found) > 0
    assert empty == frozenset()
