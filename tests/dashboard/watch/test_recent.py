"""All entities at once give what the run rules give of one."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.control_charts import Signal, signals
from dashboard.analysis.intervals import Interval
from dashboard.watch.recent import Recent

UPWARD = {Signal.SHIFT, Signal.TREND, Signal.OUTER_THIRD}
MONTH = st.one_of(st.just((0, 0)), st.integers(1, 60).flatmap(
    lambda trials: st.tuples(st.integers(0, trials), st.just(trials))
))  # fmt: skip


def _by_rules(months: list[tuple[int, int]], share: float, widening: float) -> bool:
    seen = [one for one in months if one[1]][-7:]
    scores = [
        (hits / trials - share) / (math.sqrt(share * (1 - share) / trials) * widening)
        for hits, trials in seen
    ]
    if not scores or scores[-1] <= 0:
        return False
    return bool(UPWARD & signals(scores, centre=0.0, limits=Interval(low=-3.0, high=3.0))[-1])


@given(
    st.lists(st.lists(MONTH, min_size=9, max_size=9), min_size=1, max_size=6),
    st.sampled_from((0.2, 0.5, 0.8)),
    st.sampled_from((1.0, 1.7)),
)
def test_it_is_the_rules_of_control_charts(
    entities: list[list[tuple[int, int]]], share: float, widening: float
) -> None:
    recent = Recent(size=len(entities))
    for month in range(9):
        hits, trials = np.array([own[month] for own in entities], dtype=float).T
        recent.push(hits=hits, trials=trials)
    everybody = np.ones(len(entities), dtype=bool)
    found = recent.run_upwards(
        watched=everybody,
        share=np.full(len(entities), share),
        widening=np.full(len(entities), widening),
    )
    assert found.tolist() == [_by_rules(own, share, widening) for own in entities]


def test_months_before_a_change_do_not_count_for_a_run() -> None:
    recent, one = Recent(size=2), np.ones(2)
    for _ in range(7):
        recent.push(hits=one * 45, trials=one * 50)
    asked = {"watched": np.array([True, True]), "share": one * 0.88, "widening": one}
    assert recent.run_upwards(**asked).tolist() == [True, True]
    recent.restart(np.array([True, False]))
    recent.push(hits=one * 45, trials=one * 50)
    assert recent.run_upwards(**asked).tolist() == [False, True]


def test_only_the_watched_are_asked() -> None:
    recent, one = Recent(size=2), np.ones(2)
    for _ in range(7):
        recent.push(hits=one * 45, trials=one * 50)
    found = recent.run_upwards(watched=np.array([False, True]), share=one * 0.88, widening=one)
    assert found.tolist() == [False, True]
