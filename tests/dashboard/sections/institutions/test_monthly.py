from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.dossier import head
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import measure
from dashboard.sections.answer import Block, Chart, Notice
from dashboard.sections.institutions.monthly import EXAMS, exam_charts
from tests.views import view_on


def drawn(engine: Engine, institution: int, *, as_of: date | None = None) -> tuple[Block, ...]:
    view = view_on(engine, as_of=as_of)
    question = view.ask(*EXAMS, by=("month",), filters=Filters(institution=institution))
    with Session(engine) as session:
        found = head(session, institution=1)
        (measured,) = measure(session, [question])
    assert found is not None
    return exam_charts(view, found, measured)


def test_every_month_of_the_range_has_its_row(demo_engine: Engine) -> None:
    *charts, notice = drawn(demo_engine, 1)
    assert isinstance(notice, Notice)
    for chart in charts:
        assert isinstance(chart, Chart)
        months = [row[0] for row in chart.table.rows]
        assert (months[0], months[-1], len(months)) == ("2022-01", "2024-12", 36)
        assert chart.table.scope == "示例万州第一安全培训学校"


def test_a_month_not_over_is_hollow(demo_engine: Engine) -> None:
    chart = drawn(demo_engine, 1, as_of=date(2024, 6, 10))[0]
    assert isinstance(chart, Chart)
    last = [row for row in chart.spec["data"]["values"] if row["month"] == "2024-06"]
    assert all(row["thin"] for row in last)


def test_a_rate_stands_with_its_parts(demo_engine: Engine) -> None:
    chart = drawn(demo_engine, 1)[1]
    assert isinstance(chart, Chart)
    for row in chart.table.rows:
        share, part, whole = row[1:4]
        assert isinstance(share, float)
        assert isinstance(part, float)
        assert isinstance(whole, float)
        assert share == part / whole


def test_without_exam_figures_a_remark_stands_for_the_charts(demo_engine: Engine) -> None:
    (notice,) = drawn(demo_engine, 10**8)
    assert isinstance(notice, Notice)
