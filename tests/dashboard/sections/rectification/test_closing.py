from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.analysis.survival import DurationCount, survival
from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Chart, Row, Table
from dashboard.sections.rectification.closing import CLOSING, HORIZON, OPTIONS
from dashboard.store.models.inspections import Finding
from tests.views import answer_of, view_on

DAY = date(2024, 12, 31)


def answered(engine: Engine, *, by: str = "", as_of: date | None = None, **chosen: str) -> Answer:
    view = view_on(engine, filters=Filters(**chosen), as_of=as_of, params={"by": by} if by else {})
    return answer_of(CLOSING, view, engine=engine)


def blocks_of(answer: Answer) -> list[object]:
    (row,) = (block for block in answer.blocks if isinstance(block, Row))
    return list(row.columns[0][1])


def chart_of(answer: Answer) -> Chart:
    return next(block for block in blocks_of(answer) if isinstance(block, Chart))


def table_of(answer: Answer) -> Table:
    return next(block for block in blocks_of(answer) if isinstance(block, Table))


@pytest.mark.parametrize("on", [DAY, date(2024, 11, 20)], ids=str)
def test_the_median_is_that_of_the_ledger_with_open_ones_counted(
    demo_engine: Engine, on: date
) -> None:
    with Session(demo_engine) as session:
        spans = [
            DurationCount(
                days=((one.closed_on if ended else on) - one.found_on).days, ended=ended, count=1
            )
            for one in session.scalars(select(Finding))
            if one.found_on <= on
            for ended in [one.closed_on is not None and one.closed_on <= on]
        ]
    curve = survival(spans)
    row = table_of(answered(demo_engine, as_of=on)).rows[0]
    assert row[:4] == ["问题", curve.things, curve.ended, curve.quantile().day]
    assert row[5] == curve.quantile(0.9).day
    assert curve.things > curve.ended


def test_parts_are_all_of_the_whole(demo_engine: Engine) -> None:
    whole = table_of(answered(demo_engine)).rows[0]
    for by in ("按类别", "按严重程度"):
        rows = table_of(answered(demo_engine, by=by)).rows
        for at in (1, 2):
            assert sum(row[at] for row in rows) == whole[at]  # type: ignore[misc]
    assert "未填报" in {row[0] for row in rows}


def test_curves_fall_from_a_hundred_and_end_at_the_horizon(demo_engine: Engine) -> None:
    chart = chart_of(answered(demo_engine))
    steps = [row for row in chart.spec["data"]["values"] if "value" in row]
    for group in {row["group"] for row in steps}:
        own = [row for row in steps if row["group"] == group]
        assert (own[0]["day"], own[0]["value"]) == (0, 100)
        assert own[-1]["day"] == HORIZON
        values = [row["value"] for row in own]
        assert values == sorted(values, reverse=True)
        assert all(row["low"] <= row["value"] <= row["high"] for row in own)


def test_office_programs_get_steps(demo_engine: Engine) -> None:
    chart = chart_of(answered(demo_engine))
    assert chart.native is not None
    assert chart.native.kind == "scatter"
    for series in chart.native.series:
        assert series.line
        points = list(zip(series.x, series.values, strict=True))
        across = zip(points, points[1:], strict=False)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in across)


def test_few_findings_have_no_time_and_no_curve(demo_engine: Engine) -> None:
    answer = answered(demo_engine, district="沙坪坝区")
    assert "样本不足（6项）" in answer.title
    assert table_of(answer).rows[0][3] == "样本不足"
    assert chart_of(answer).table.rows == []


def test_before_any_data_nothing_is_said_of_time(demo_engine: Engine) -> None:
    assert answered(demo_engine, as_of=date(2015, 1, 1)).title == "销号用时：期间内没有发现问题"


@pytest.mark.parametrize("by", ["", "无此分组", *OPTIONS])
def test_every_split_of_a_link_is_drawn(demo_engine: Engine, by: str) -> None:
    assert chart_of(answered(demo_engine, by=by)).table.rows
