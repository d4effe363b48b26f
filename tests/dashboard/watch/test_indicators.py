from __future__ import annotations

from dashboard.metrics.definitions import METRICS
from dashboard.watch.indicators import INDICATORS, RISES
from dashboard.watch.wording import METHOD_NAMES, METHODS


def test_every_indicator_has_a_method_in_words() -> None:
    assert {one.method for one in INDICATORS.values()} == set(METHODS) == set(METHOD_NAMES)


def test_a_metric_that_is_named_is_defined() -> None:
    assert all(not one.metric or one.metric in METRICS for one in INDICATORS.values())


def test_labels_tell_indicators_apart() -> None:
    assert len({one.label for one in INDICATORS.values()}) == len(INDICATORS)
    assert set(RISES) <= set(INDICATORS)


def test_keys_fit_the_store() -> None:
    assert all(len(one.key) <= 30 and len(one.method) <= 30 for one in INDICATORS.values())
