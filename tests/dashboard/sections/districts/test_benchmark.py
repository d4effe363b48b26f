"""A national figure is drawn with its source where the store has one, and said where not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.sections.answer import Chart
from dashboard.sections.comparison_groups import grouped
from dashboard.sections.comparison_measures import MEASURES
from dashboard.sections.districts.benchmark import MISSING, benchmark, sentence
from dashboard.sections.districts.picture import dot_chart, funnel_chart
from dashboard.sections.view import View
from dashboard.store.models.sources import PublishedFigure, SourceDocument
from dashboard.store.reference import Benchmark
from tests.dashboard.sections.districts.kept import compared_on, view_of

RATE = MEASURES["theory_pass_rate"]


def with_nation(view: View, *, key: str = RATE.key, unit: str = "share") -> View:
    document = SourceDocument(
        number="示例统〔2025〕1号",
        title="示例全国统计公报",
        issuer="示例发布机关",
        refers_until=date(2024, 12, 31),
    )
    figure = PublishedFigure(
        key=key,
        label="示例理论合格率",
        value=0.625,
        unit=unit,
        qualifier="exact",
        scope="全国",
        period_label="2024年",
        section="二",
    )
    told = (Benchmark(figure=figure, document=document),)
    return replace(view, reference=replace(view.reference, benchmarks=told))


def charts(engine: Engine, view: View) -> tuple[Chart, Chart]:
    compared = compared_on(engine, RATE.key)
    members = grouped(view, compared)
    return (
        funnel_chart(view, RATE, compared, members),
        dot_chart(view, RATE, compared, members),
    )


def nation(chart: Chart) -> list[dict[str, Any]]:
    return [row for row in chart.spec["data"]["values"] if "nation" in row]


def test_the_national_figure_is_a_labelled_line_on_both_charts(demo_engine: Engine) -> None:
    view = with_nation(view_of(demo_engine))
    funnel, dots = charts(demo_engine, view)
    for chart in (funnel, dots):
        [row] = nation(chart)
        assert (row["nation"], row["name"]) == (62.5, "全国62.5%")
        assert [line[0] for line in chart.table.rows[:2]] == ["全市", "全国"]
        assert len(chart.table.rows[1]) == len(chart.table.columns)
    foot = next(one["value"][0] for one in funnel.spec["params"] if one["name"] == "up")
    assert foot < 62.5
    assert funnel.native is not None
    assert "全国" in [one.name for one in funnel.native.series if one.line]


def test_its_source_is_said(demo_engine: Engine) -> None:
    said = sentence(with_nation(view_of(demo_engine)), RATE)
    assert said.startswith("全国数：62.5%（示例理论合格率，2024年；示例统〔2025〕1号")
    assert "不参与分组" in said


def test_what_the_shipped_data_lack_is_said_in_a_line(demo_engine: Engine) -> None:
    view = view_of(demo_engine)
    assert sentence(view, RATE) == MISSING == "全国数：库中没有。"
    for chart in charts(demo_engine, view):
        assert nation(chart) == []
        assert chart.table.rows[1][0] != "全国"


@pytest.mark.parametrize(
    ("key", "unit"), [("theory_pass_rate", "percent"), ("days_to_close", "days")]
)
def test_a_figure_in_another_unit_is_not_drawn(demo_engine: Engine, key: str, unit: str) -> None:
    view = with_nation(view_of(demo_engine), key=key, unit=unit)
    assert benchmark(view, MEASURES[key]) is None
