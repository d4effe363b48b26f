from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom, fisher_exact
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from dashboard.analysis.two_periods import MINIMUM_EFFECT, compare, predictive, predictives


def test_a_pass_rate_that_rose() -> None:
    found = compare(before=(480, 600), now=(190, 200))
    assert found.z == pytest.approx(4.979868, abs=1e-5)
    assert found.p_value == pytest.approx(3.18e-7, rel=1e-3)
    assert (found.difference.low, found.difference.high) == pytest.approx(
        (0.100305, 0.190727), abs=1e-5
    )
    assert found.predictive == pytest.approx(4.215e-8, rel=1e-3)
    assert found.is_marked()


def test_candidates_from_outside_that_increased() -> None:
    found = compare(before=(12, 150), now=(45, 180))
    assert found.z == pytest.approx(4.067888, abs=1e-5)
    assert found.p_value == pytest.approx(2.372e-5, rel=1e-3)
    assert (found.difference.low, found.difference.high) == pytest.approx(
        (0.090629, 0.245900), abs=1e-5
    )
    assert found.fisher == pytest.approx(2.740e-5, rel=1e-3)


def test_a_certain_rise_of_little_is_not_marked() -> None:
    found = compare(before=(40_000, 100_000), now=(42_000, 100_000))
    assert found.p_value < 1e-9
    assert found.effect < MINIMUM_EFFECT
    assert not found.is_marked()


def test_a_large_rise_of_few_is_not_marked() -> None:
    assert not compare(before=(4, 8), now=(5, 8)).is_marked()


def test_nothing_in_either_period_is_told_apart_from_nothing() -> None:
    found = compare(before=(0, 40), now=(0, 30))
    assert (found.z, found.p_value, found.effect) == (0.0, 1.0, 0.0)


@pytest.mark.parametrize("wrong", [(1, 0), (5, 4), (-1, 4)])
def test_a_period_without_a_share_is_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="share"):
        compare(before=(1, 2), now=wrong)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 80), st.data())
def test_the_predictive_tail_is_scipys(
    hit: int, miss: int, trials: int, data: st.DataObject
) -> None:
    hits = data.draw(st.integers(0, trials))
    ours = predictive(before=(hit, hit + miss), now=(hits, trials))
    assert ours == pytest.approx(
        float(betabinom.sf(hits - 1, trials, hit + 0.5, miss + 0.5)), rel=1e-6, abs=1e-12
    )


@given(st.lists(st.tuples(*[st.integers(0, 60)] * 4), max_size=20))
def test_many_predictive_tails_are_those_of_each(pairs: list[tuple[int, int, int, int]]) -> None:
    hits, trials, before, of = np.array(
        [(hit, hit + miss, one, one + other) for hit, miss, one, other in pairs], dtype=int
    ).reshape(-1, 4).T  # fmt: skip
    found = predictives(before=(before, of), now=(hits, trials))
    expected = [
        predictive(before=(before[at], of[at]), now=(hits[at], trials[at]))
        for at in range(len(pairs))
    ]
    assert found.tolist() == pytest.approx(expected, rel=1e-12)


PERIOD = st.tuples(st.integers(1, 60), st.integers(1, 60)).map(lambda two: (two[0], sum(two)))


@given(PERIOD, PERIOD)
def test_the_tests_are_those_of_the_libraries(
    before: tuple[int, int], now: tuple[int, int]
) -> None:
    found = compare(before=before, now=now)
    z, p = proportions_ztest((now[0], before[0]), (now[1], before[1]), alternative="larger")
    assert (found.z, found.p_value) == pytest.approx((z, p), rel=1e-6, abs=1e-9)
    interval = confint_proportions_2indep(*now, *before, method="newcomb")
    assert (found.difference.low, found.difference.high) == pytest.approx(interval, abs=1e-9)
    table = [[now[0], now[1] - now[0]], [before[0], before[1] - before[0]]]
    exact = fisher_exact(table, alternative="greater").pvalue
    assert found.fisher == pytest.approx(exact, rel=1e-6, abs=1e-12)
