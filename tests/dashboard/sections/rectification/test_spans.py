from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import measure
from dashboard.sections.answer import Chart
from dashboard.sections.rectification.closing import TIMES
from dashboard.sections.rectification.spans import district_chart
from tests.views import view_on


def drawn(engine: Engine, **chosen: str) -> Chart:
    view = view_on(engine, filters=Filters(**chosen))
    questions = [view.ask(*TIMES, by=("district",)), view.ask(*TIMES)]
    with Session(engine) as session:
        parts, city = measure(session, questions)
    return district_chart(view, parts, city)


def test_districts_stand_in_customary_order_below_the_city(demo_engine: Engine) -> None:
    chart = drawn(demo_engine)
    names = [row[0] for row in chart.table.rows]
    order = [place.name for place in view_on(demo_engine).units()]
    assert names == ["全市", *[name for name in order if name in names]]
    assert "不是名次" in chart.table.note


def test_an_interval_holds_its_median(demo_engine: Engine) -> None:
    told = [row for row in drawn(demo_engine).spec["data"]["values"] if row.get("value")]
    assert len(told) > 20
    assert all(row["low"] <= row["value"] <= row["high"] for row in told)


def test_few_findings_are_named_and_not_drawn(demo_engine: Engine) -> None:
    chart = drawn(demo_engine)
    (row,) = (one for one in chart.spec["data"]["values"] if one.get("row") == "沙坪坝区")
    assert row["value"] is None
    assert row["says"] == "样本不足（6项）"
    (line,) = (one for one in chart.table.rows if one[0] == "沙坪坝区")
    assert line[3] == "样本不足"
    assert chart.native is not None
    assert "沙坪坝区" not in chart.native.categories


def test_orders_stand_beside_findings(demo_engine: Engine) -> None:
    heads = [column.heading for column in drawn(demo_engine).table.columns]
    assert "问题中位数（天）" in heads
    assert "整改书中位数（天）" in heads


def test_nothing_found_is_an_empty_table(demo_engine: Engine) -> None:
    assert drawn(demo_engine, district="城口县").table.rows == []
