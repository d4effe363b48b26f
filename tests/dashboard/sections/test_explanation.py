"""What is said of a figure is the same text on every surface, frozen or live."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.sections.explanation import explain, explain_metric
from dashboard.sections.view import View
from tests.conftest import load_whole_demo
from tests.stores import Stores
from tests.views import figure_of, view_on


def demo(stores: Stores) -> tuple[Engine, View]:
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    return engine, view_on(engine)


def test_a_share_is_explained_with_its_parts_and_its_scope(stores: Stores) -> None:
    engine, view = demo(stores)
    filters = Filters(district="500109")
    figure = figure_of("on_time_share", engine=engine, as_of=view.as_of, filters=filters)
    said = explain(view.show(figure, filters=filters), view)
    metric = METRICS["on_time_share"]
    assert said.formula == metric.definition
    assert said.numerator == f"{figure.numerator:,.0f}（{metric.numerator_says}）"
    assert said.denominator == f"{figure.denominator:,.0f}（{metric.denominator_says}）"
    assert said.scope.startswith("北碚区")
    assert said.source.startswith("问题台账（批次")
    assert said.params == {
        "period": "全部",
        "metric": "on_time_share", "asof": "2024-12-31", "district": "500109"
    }  # fmt: skip


def test_a_count_has_rows_and_no_parts_and_says_what_the_circular_states(stores: Stores) -> None:
    engine, view = demo(stores)
    figure = figure_of("lookback_problems_found", engine=engine, as_of=view.as_of)
    said = explain(view.show(figure), view)
    assert (said.numerator, said.denominator, said.rows) == ("", "", figure.rows)
    assert "渝应急办发〔2024〕39号" in said.published
    assert said.agreement == "与通报一致（台账按2024-12-31口径）"
    assert said.mark == "与通报一致"


def test_a_frozen_figure_says_what_it_said(stores: Stores) -> None:
    engine, view = demo(stores)
    shown = view.show(figure_of("findings", engine=engine, as_of=view.as_of))
    said = replace(explain(shown, view), source="旧批次", mark="旧话")
    frozen = replace(shown, explained=said)
    assert explain(frozen, view) is said
    assert frozen.mark == "旧话"


def test_a_metric_is_explained_without_a_figure(stores: Stores) -> None:
    _, view = demo(stores)
    said = explain_metric("penalty_fen", view)
    assert (said.text, said.unit, said.rows) == ("", "元", 0)
    assert said.params["metric"] == "penalty_fen"
