"""这个数怎么来的: everything that stands behind a figure, and the way to its very rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.sections.figure_cell import FigureCell
from dashboard.sections.view import View
from dashboard.surfaces.screen.explain import HOW, HOW_ALL, how, how_of_metrics
from tests.conftest import load_whole_demo
from tests.screen import parsed, target
from tests.stores import Stores
from tests.views import figure_of


@pytest.fixture
def share(view: View, stores: Stores) -> FigureCell:
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    filters = Filters(district="500109", first=date(2024, 1, 1))
    figure = figure_of("findings_per_inspection", engine=engine, as_of=view.as_of, filters=filters)
    return view.show(figure, filters=filters)


def test_a_ratio_shows_its_parts_filters_day_and_source(view: View, share: FigureCell) -> None:
    words = " ".join(parsed(how((share,), view)).words)
    assert words.startswith(HOW)
    for part in (
        METRICS["findings_per_inspection"].definition,
        f"{share.figure.numerator:,.0f}（期间内检查发现的问题数）",
        f"{share.figure.denominator:,.0f}（同期检查次数）",
        "北碚区 · 2024年1月1日至数据截至日",
        "2024-12-31",
        "不是由检查发现的问题",
        "问题台账（批次",
    ):
        assert part in words, part


def test_the_link_leads_to_the_very_rows(view: View, share: FigureCell) -> None:
    hrefs = [
        dict(attributes).get("href")
        for tag, attributes in parsed(how((share,), view)).tags
        if tag == "a"
    ]
    (href,) = hrefs
    assert target(href or "") == (
        "data",
        {
            "metric": "findings_per_inspection",
            "asof": "2024-12-31",
            "district": "500109",
            "from": "2024-01-01",
        },
    )


def test_a_published_figure_names_document_section_and_period(view: View) -> None:
    (stated,) = view.told("publicity_audience_person_times")
    shown = view.show_stated(stated)
    words = " ".join(parsed(how((shown,), view)).words)
    assert "渝应急办发〔2024〕39号 一（二）：100万余人次（沙坪坝区，期间未注明）" in words
    assert "与通报一致（台账按2024-12-31口径）" in words


def test_a_filter_the_metric_does_not_know_is_said(view: View) -> None:
    (stated,) = view.told("review_institutions_total")
    shown = view.show_stated(stated)
    filtered = replace(shown, filters=Filters(category="培训档案"))
    assert "本指标不受问题类别筛选影响" in how((filtered,), view)


def test_no_figures_no_fold_out(view: View) -> None:
    assert how((), view) == ""
    assert how_of_metrics((), view, sources=()) == ""


def test_a_section_explains_all_its_metrics(view: View) -> None:
    made = how_of_metrics(("findings", "penalty_fen"), view, sources=("通报二",))
    words = " ".join(parsed(made).words)
    assert words.startswith(HOW_ALL)
    for part in ("发现问题（项）", "行政处罚金额（元）", "通报二", "数据截至 2024-12-31"):
        assert part in words


@pytest.mark.parametrize("key", METRICS)
def test_every_metric_can_be_explained(view: View, key: str) -> None:
    words = " ".join(parsed(how_of_metrics((key,), view, sources=())).words)
    assert METRICS[key].definition in words
    assert "尚未导入" not in words


def test_a_time_shows_how_many_ended_and_its_interval(view: View, stores: Stores) -> None:
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    figure = figure_of("days_to_close", engine=engine, as_of=view.as_of)
    assert figure.curve is not None
    words = " ".join(parsed(how((view.show(figure),), view)).words)
    assert METRICS["days_to_close"].definition in words
    assert f"{figure.rows}行，其中已结束{figure.curve.ended}行" in words
    assert "95%区间" in words
    assert f"查看这{figure.rows}行台账" in words
