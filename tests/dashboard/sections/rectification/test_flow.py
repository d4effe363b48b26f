from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Chart, Notice
from dashboard.sections.rectification.flow import FLOW, STEPS
from tests.views import answer_of, view_on


def answered(engine: Engine, *, as_of: date | None = None, **chosen: str) -> Answer:
    view = view_on(engine, filters=Filters(**chosen), as_of=as_of)
    return answer_of(FLOW, view, engine=engine)


def chart_of(answer: Answer) -> Chart:
    (chart,) = (block for block in answer.blocks if isinstance(block, Chart))
    return chart


@pytest.mark.parametrize("on", [date(2024, 12, 31), date(2024, 11, 20), date(2023, 3, 31)], ids=str)
@pytest.mark.parametrize("district", ["", "渝北区"])
def test_every_finding_stands_once(demo_engine: Engine, on: date, district: str) -> None:
    """The table conserves: what stands at a step and what is closed are all that was found."""
    rows = chart_of(answered(demo_engine, as_of=on, district=district)).table.rows
    found = rows[0][1]
    standing = sum(row[3] or 0 for row in rows)  # type: ignore[misc]
    closed = rows[-1][4]
    assert standing + closed == found > 0  # type: ignore[operator]
    for _, reached, onward, here, _ in rows[:-1]:
        assert onward + here == reached  # type: ignore[operator]
        assert onward >= 0  # type: ignore[operator]


def test_the_balance_is_written_out(demo_engine: Engine) -> None:
    (notice,) = (one for one in answered(demo_engine).blocks if isinstance(one, Notice))
    whole, parts = notice.text.split("：")[0].split("＝")
    numbers = [int("".join(filter(str.isdigit, part))) for part in parts.split("＋")]
    assert sum(numbers) == int("".join(filter(str.isdigit, whole)))


def test_a_click_filters_the_list_by_stage(demo_engine: Engine) -> None:
    chart = chart_of(answered(demo_engine))
    assert (chart.selects, chart.field) == ("stage", "pick")
    picks = {row["pick"] for row in chart.spec["data"]["values"]}
    assert "待复查" in picks


def test_office_programs_get_the_same_numbers(demo_engine: Engine) -> None:
    chart = chart_of(answered(demo_engine))
    assert chart.native is not None
    assert chart.native.categories == tuple(label for label, _ in STEPS.values())
    for at, row in enumerate(chart.table.rows):
        parts = [series.values[at] for series in chart.native.series]
        assert sum(part or 0 for part in parts) == row[1]


def test_before_any_data_there_is_an_empty_chart(demo_engine: Engine) -> None:
    answer = answered(demo_engine, as_of=date(2015, 1, 1))
    assert answer.title == "从发现到销号：期间内没有发现问题"
    assert chart_of(answer).table.rows == []
