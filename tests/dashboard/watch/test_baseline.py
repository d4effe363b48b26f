"""All entities at once give what the chart of one gives."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.control_charts import laney
from dashboard.watch.baseline import FEWEST_MONTHS, Baseline
from dashboard.watch.months import WINDOW

MONTHS = [(80, 100), (42, 50), (78, 100), (82, 100), (86, 100), (79, 100), (83, 100)]


def _pushed(months: list[tuple[int, int]]) -> Baseline:
    baseline = Baseline(size=2)
    for column, (hits, trials) in enumerate(months):
        baseline.push(
            np.array([True, False]),
            hits=np.array([hits, 0.0]),
            trials=np.array([trials, 0.0]),
            column=column,
        )
    return baseline


def test_it_is_the_chart_of_control_charts() -> None:
    baseline, chart = _pushed(MONTHS), laney(MONTHS)
    assert baseline.told().share[0] == pytest.approx(chart.centre)
    assert baseline.told().widening[0] == pytest.approx(chart.widening)
    assert baseline.told().length.tolist() == [7, 0]


def test_it_keeps_the_last_twelve() -> None:
    baseline = _pushed([(1, 10)] * 5 + [(5, 10)] * WINDOW)
    assert baseline.told().share[0] == pytest.approx(0.5)
    assert baseline.months[:, 0].tolist() == list(range(5, 17))


def test_too_few_months_are_no_history() -> None:
    assert not _pushed(MONTHS[: FEWEST_MONTHS - 1]).told().is_long[0]
    assert _pushed(MONTHS[:FEWEST_MONTHS]).told().is_long[0]


def test_a_share_of_nothing_or_all_is_kept_off_the_edge() -> None:
    assert 0 < _pushed([(0, 50)] * 6).told().share[0] < 0.01
    assert 0.99 < _pushed([(50, 50)] * 6).told().share[0] < 1


def test_a_restart_forgets() -> None:
    baseline = _pushed(MONTHS)
    baseline.restart(np.array([True, False]))
    assert baseline.told().length[0] == 0
    assert baseline.months[:, 0].max() == -1


def test_it_says_from_when_to_when_it_is() -> None:
    told = _pushed(MONTHS).told()
    assert (told.first.tolist(), told.last.tolist()) == ([0, -1], [6, -1])
    assert (told.hits[0], told.trials[0]) == tuple(map(sum, zip(*MONTHS, strict=True)))
