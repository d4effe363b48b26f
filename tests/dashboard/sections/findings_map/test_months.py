from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import measure
from dashboard.sections.answer import Chart
from dashboard.sections.findings_map.months import BY_MONTH, COUNTED, month_chart
from tests.views import view_on


def chart_of(engine: Engine, *, as_of: date | None = None, **chosen: object) -> Chart:
    view = view_on(engine, filters=Filters(**chosen), as_of=as_of)  # type: ignore[arg-type]
    with Session(engine) as session:
        (months,) = measure(session, [view.ask(*COUNTED, by=BY_MONTH)])
    return month_chart(view, months)


def test_the_lookback_stands_apart_in_its_month(demo_engine: Engine) -> None:
    rows = {row[0]: row for row in chart_of(demo_engine).table.rows}
    assert rows["2024-11"][3] == 181


def test_an_unfinished_month_is_marked_and_pale(demo_engine: Engine) -> None:
    months = chart_of(demo_engine, as_of=date(2024, 10, 15))
    assert months.table.rows[-1][5] == "未满月"
    pale = {row["month"] for row in months.spec["data"]["values"] if row["faded"]}
    assert pale == {"2024-10"}


def test_a_period_that_begins_inside_a_month_makes_that_month_unfinished(
    demo_engine: Engine,
) -> None:
    months = chart_of(demo_engine, first=date(2024, 3, 10), last=date(2024, 6, 30))
    remarks = [row[5] for row in months.table.rows]
    assert remarks == ["未满月", "", "", ""]


def test_a_month_without_inspection_is_a_gap_and_not_a_zero(demo_engine: Engine) -> None:
    rows = chart_of(demo_engine, district="双桥经开区").table.rows
    assert [None] * 3 in [list(row[2:5]) for row in rows]


def test_no_inspection_at_all_gives_an_empty_table_with_words(demo_engine: Engine) -> None:
    table = chart_of(demo_engine, district="城口县").table
    assert (list(table.rows), table.empty) == ([], "期间内没有检查记录")
