from datetime import date

from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Chart, Notice, Row, Table
from dashboard.sections.figure_cell import Link
from dashboard.sections.institutions.districts import DISTRICTS
from tests.views import answer_of, view_on

DAY = date(2024, 12, 31)


def parts(answer: Answer) -> tuple[Chart, Table, Table]:
    (row,) = answer.blocks
    assert isinstance(row, Row)
    (_, (chart,)), (_, (mending, gone, _)) = row.columns
    assert isinstance(chart, Chart)
    assert isinstance(mending, Table)
    assert isinstance(gone, Table)
    return chart, mending, gone


def test_every_reporting_unit_has_its_line_in_customary_order(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    chart, _, _ = parts(answer_of(DISTRICTS, view, engine=demo_engine))
    assert [row[0] for row in chart.table.rows] == [place.name for place in view.units()]
    assert len(chart.table.rows) == 42


def test_the_districts_add_up_to_the_city(demo_engine: Engine) -> None:
    chart, _, _ = parts(answer_of(DISTRICTS, view_on(demo_engine), engine=demo_engine))
    sums = [
        sum(cell for row in chart.table.rows if isinstance(cell := row[at], int))
        for at in range(1, 5)
    ]
    assert sums == [83, 6, 9, 3]


def test_a_district_without_institutions_is_said_so_and_not_zero(demo_engine: Engine) -> None:
    chart, _, _ = parts(answer_of(DISTRICTS, view_on(demo_engine), engine=demo_engine))
    empty = [row for row in chart.table.rows if row[-1] == "没有在册培训机构"]
    assert [row[0] for row in empty] == ["城口县", "巫溪县"]
    assert all(row[1:5] == [None] * 4 for row in empty)
    drawn = [row for row in chart.spec["data"]["values"] if row["row"] == "城口县"]
    assert [row["note"] for row in drawn] == ["没有在册培训机构"]


def test_a_bar_sets_the_district_and_the_others_turn_pale(demo_engine: Engine) -> None:
    _, everywhere, _ = parts(answer_of(DISTRICTS, view_on(demo_engine), engine=demo_engine))
    place = view_on(demo_engine).reference.places.resolve(str(everywhere.rows[0][1]), on=DAY)
    view = view_on(demo_engine, filters=Filters(district=place.name))
    chart, mending, _ = parts(answer_of(DISTRICTS, view, engine=demo_engine))
    assert (chart.selects, chart.field) == ("district", "pick")
    bright = {row["row"] for row in chart.spec["data"]["values"] if row.get("dim") is False}
    assert bright == {place.name}
    assert {row[1] for row in mending.rows} == {place.short_name}


def test_those_mending_are_listed_by_deadline_with_what_is_overdue(demo_engine: Engine) -> None:
    _, mending, gone = parts(answer_of(DISTRICTS, view_on(demo_engine), engine=demo_engine))
    deadlines = [row[2] for row in mending.rows]
    assert deadlines == sorted(deadlines, key=str)
    assert sum(str(row[3]).startswith("超期") for row in mending.rows) == 3
    assert (len(mending.rows), len(gone.rows)) == (6, 9)
    assert isinstance(mending.rows[0][0], Link)


def test_a_deadline_on_the_day_itself_is_not_overdue(demo_engine: Engine) -> None:
    _, mending, _ = parts(answer_of(DISTRICTS, view_on(demo_engine), engine=demo_engine))
    last_day = mending.rows[0][2]
    assert isinstance(last_day, date)
    view = view_on(demo_engine, as_of=last_day)
    _, then, _ = parts(answer_of(DISTRICTS, view, engine=demo_engine))
    assert [row[3] for row in then.rows if row[2] == last_day] == ["还有0天"]


def test_without_a_ledger_nothing_is_split_by_district(circular_engine: Engine) -> None:
    answer = answer_of(DISTRICTS, view_on(circular_engine), engine=circular_engine)
    assert "原文未说明" in answer.title
    assert all(isinstance(block, Notice) for block in answer.blocks)
