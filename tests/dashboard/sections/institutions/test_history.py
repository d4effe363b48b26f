from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.metrics.decisions import Decided
from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Chart, Notice
from dashboard.sections.institutions.history import HISTORY, is_open, month_ends, states_at
from dashboard.sections.view import View
from tests.views import answer_of, view_on


def decided(institution: int, day: date, outcome: str, *, stage: str = "self") -> Decided:
    return Decided(
        institution_id=institution,
        name=f"示例机构{institution}",
        district_id=1,
        stage=stage,
        outcome=outcome,
        decided_on=day,
        deadline=None,
    )


FOUND = (
    decided(1, date(2024, 1, 31), "rectifying"),
    decided(2, date(2024, 2, 1), "qualified"),
    decided(1, date(2024, 3, 5), "eliminated", stage="district"),
)


def chart_on(view: View, engine: Engine) -> Chart:
    (chart,) = answer_of(HISTORY, view, engine=engine).blocks
    assert isinstance(chart, Chart)
    return chart


def test_the_latest_decision_by_the_day_is_the_state() -> None:
    assert states_at(FOUND, date(2024, 1, 30)) == {}
    assert states_at(FOUND, date(2024, 1, 31)) == {"整改": 1}
    assert states_at(FOUND, date(2024, 2, 29)) == {"整改": 1, "合格": 1}
    assert states_at(FOUND, date(2024, 3, 5)) == {"淘汰": 1, "合格": 1}


def test_months_end_from_the_first_decision_to_the_day() -> None:
    leap = [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 20)]
    assert month_ends(FOUND, as_of=date(2024, 3, 20)) == leap
    assert month_ends(FOUND, as_of=date(2024, 1, 31)) == [date(2024, 1, 31)]
    assert month_ends((), as_of=date(2024, 1, 31)) == []


def test_months_go_on_over_the_turn_of_the_year() -> None:
    found = [decided(1, date(2024, 12, 2), "qualified")]
    assert month_ends(found, as_of=date(2025, 1, 31)) == [date(2024, 12, 31), date(2025, 1, 31)]


@pytest.mark.parametrize(
    ("day", "unfinished"),
    [(date(2024, 2, 29), False), (date(2024, 2, 28), True), (date(2024, 12, 31), False)],
)
def test_a_month_is_finished_on_its_last_day(day: date, unfinished: bool) -> None:
    assert is_open(day) is unfinished


def test_the_last_column_is_what_the_figures_say(demo_engine: Engine) -> None:
    rows = chart_on(view_on(demo_engine), demo_engine).table.rows
    assert list(rows[-1]) == [date(2024, 12, 31), 83, 6, 9, 98, ""]
    assert rows[0][0] == date(2024, 3, 31)


def test_an_unfinished_month_is_marked(demo_engine: Engine) -> None:
    chart = chart_on(view_on(demo_engine, as_of=date(2024, 12, 15)), demo_engine)
    assert chart.table.rows[-1][-1] == "未完月份"
    assert chart.spec["data"]["values"][-1]["moment"] == "2024-12（至15日）"


def test_a_districts_history_is_its_own(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(district="500106"))
    assert chart_on(view, demo_engine).table.rows[-1][4] == 3


def test_a_district_without_decisions_says_so(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(district="500229"))
    assert answer_of(HISTORY, view, engine=demo_engine).title == "所选范围内没有复核结论"


def test_without_a_ledger_no_trend_is_drawn(circular_engine: Engine) -> None:
    (block,) = answer_of(HISTORY, view_on(circular_engine), engine=circular_engine).blocks
    assert isinstance(block, Notice)
