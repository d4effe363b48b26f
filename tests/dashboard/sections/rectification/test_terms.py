from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Chart, Row, Table
from dashboard.sections.figure_cell import Link
from dashboard.sections.rectification.terms import TERMS
from tests.views import answer_of, view_on


def answered(engine: Engine, *, as_of: date | None = None, **chosen: str) -> Answer:
    view = view_on(engine, filters=Filters(**chosen), as_of=as_of)
    return answer_of(TERMS, view, engine=engine)


def charts_of(answer: Answer) -> list[Chart]:
    (row,) = (block for block in answer.blocks if isinstance(block, Row))
    return [block for _, blocks in row.columns for block in blocks if isinstance(block, Chart)]


def table_of(answer: Answer) -> Table:
    (table,) = (block for block in answer.blocks if isinstance(block, Table))
    return table


def test_bands_of_findings_and_of_orders_are_everything_open(demo_engine: Engine) -> None:
    answer = answered(demo_engine)
    rows = table_of(answer).rows
    whole = [sum(row[at] for row in rows) for at in (1, 10)]  # type: ignore[misc]
    for chart, total in zip(charts_of(answer), whole, strict=True):
        assert sum(row[2] for row in chart.table.rows) == total > 0  # type: ignore[misc]
        assert chart.native is not None
        columns = zip(*(series.values for series in chart.native.series), strict=True)
        assert [sum(column) for column in columns] == [row[2] for row in chart.table.rows]


def test_what_is_late_is_said_apart_from_what_is_coming(demo_engine: Engine) -> None:
    (findings, _) = charts_of(answered(demo_engine))
    tones = [row[1] for row in findings.table.rows]
    assert tones == [*["已超期"] * 4, *["未到期"] * 3, "未设期限"]
    assert findings.table.rows[0][0] == "超期>90天"


def test_districts_stand_in_customary_order_and_lead_to_themselves(demo_engine: Engine) -> None:
    links = [row[0] for row in table_of(answered(demo_engine)).rows]
    names = [link.label for link in links if isinstance(link, Link)]
    order = [place.name for place in view_on(demo_engine).units()]
    assert names == [name for name in order if name in names]
    assert "沙坪坝区" not in names
    assert isinstance(links[0], Link)
    places = view_on(demo_engine).reference.places
    assert places.by_code(links[0].params["district"]).name == links[0].label


def test_nothing_open_is_said(demo_engine: Engine) -> None:
    answer = answered(demo_engine, district="沙坪坝区")
    assert answer.title == "到期与超期：没有未销号问题"
    assert table_of(answer).rows == []
    assert [chart.table.rows for chart in charts_of(answer)] == [[], []]
