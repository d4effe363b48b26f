"""Every metric is fully defined, once, in the words and units of the circular."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.definitions import FAMILIES, METRICS
from dashboard.metrics.facts import DIMENSIONS, FACTS
from dashboard.metrics.metric import Direction, Metric, Nature
from dashboard.store.reference import read_reference
from dashboard.units import UNITS

every_metric = pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.key)

CHINESE = re.compile("[\u4e00-\u9fff]")
RATIOS = {"share", "per_inspection", "per_institution", "per_10000"}


def test_there_are_at_least_thirty() -> None:
    assert len(METRICS) >= 30


def test_every_family_has_some() -> None:
    assert {metric.family for metric in METRICS.values()} == set(FAMILIES)


def test_keys_are_those_of_the_metrics() -> None:
    assert all(key == metric.key for key, metric in METRICS.items())
    assert len({metric.key for metric in METRICS.values()}) == len(METRICS)


@every_metric
def test_a_metric_is_defined_in_words(metric: Metric) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]+", metric.key)
    assert CHINESE.search(metric.label)
    assert len(metric.label) <= 16
    assert CHINESE.search(metric.numerator_says)
    assert len(metric.numerator_says) >= 5
    assert metric.excludes
    assert isinstance(metric.good, Direction)
    assert not re.search(r"[。；，、 ]$", metric.definition)


@every_metric
def test_a_metric_has_a_known_unit(metric: Metric) -> None:
    assert metric.unit in UNITS


@every_metric
def test_a_ratio_says_both_parts(metric: Metric) -> None:
    ratio = metric.denominator is not None
    assert ratio == (metric.denominator_says is not None)
    assert ratio == (metric.unit in RATIOS)
    assert ratio == ("÷" in metric.definition)


@every_metric
def test_only_fair_figures_compare_districts(metric: Metric) -> None:
    """No raw count is compared, and no reach of publicity; a rate needs a smallest denominator."""
    if metric.comparable:
        assert metric.denominator is not None
        assert metric.family != "publicity"
        assert metric.min_denominator > 0
        assert "district" in metric.dimensions


@every_metric
def test_a_signal_is_never_called_a_breach(metric: Metric) -> None:
    words = metric.label + metric.definition + metric.excludes
    assert not re.search("违规|作弊|造假|排名", words)


@every_metric
def test_a_metric_can_be_grouped_by_known_dimensions(metric: Metric) -> None:
    assert metric.dimensions <= set(DIMENSIONS)
    if metric.fact.key != "standards":
        assert "district" in metric.dimensions


@every_metric
def test_a_metric_counts_known_facts(metric: Metric) -> None:
    assert all(tally.fact in FACTS.values() for tally in metric.measured)
    assert metric.population.tally.fact in FACTS.values()
    assert CHINESE.search(metric.population.says)
    assert not metric.population.absent.has_number


@every_metric
def test_a_metric_says_in_words_how_a_period_acts(metric: Metric) -> None:
    """Who speaks of a period counts over it, who speaks of the day alone does not."""
    words = metric.definition
    assert ("期间内" in words or "期间" in words) == metric.nature.timed, words
    if metric.nature is Nature.STOCK and metric.fact.day is not None:
        assert "截至当日" in words or "当日" in words, words


REWARDED = {"inspections", "findings", "orders", "penalties", "cases"}
"""Facts of which more are no merit and fewer no fault: 国办发〔2024〕54号, 应急〔2025〕11号."""


@every_metric
def test_no_direction_rewards_more_inspections_findings_or_fines(metric: Metric) -> None:
    flow = metric.nature is not Nature.STOCK and metric.denominator is None
    if metric.family == "review" and "覆盖率" in metric.label:
        assert metric.good is Direction.NONE
    if metric.fact.key in REWARDED:
        assert not (metric.good is Direction.HIGHER and metric.denominator is None)
    if metric.fact.key in {"inspections", "penalties"} or (flow and metric.unit == "fen"):
        assert metric.good is Direction.NONE


def test_every_published_figure_is_a_metric_of_the_same_unit(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        figures = read_reference(session, case_role=False).figures
    assert len(figures) == 25
    for figure in figures:
        assert METRICS[figure.key].unit == figure.unit, figure.key
